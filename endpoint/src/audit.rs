//! `tapvine-endpoint audit`: replays every won run whose trace is kept and compares it with what was stored.

use crate::campaign::find_game;
use crate::domain::verify_run::{VerifiedRun, replay_run};
use crate::store::Snapshot;
use crate::store::run::Run;
use crate::store::sqlite::SqliteStore;
use std::fmt;
use tapvine_games::RegisteredGame;

const RUNS_PER_PAGE: u32 = 500;

/// What an audit found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct AuditReport {
    /// Runs whose replay says what was stored.
    pub agree: u64,
    pub findings: Vec<Finding>,
}

/// A run that could not be confirmed.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    pub run_id: String,
    pub campaign_id: String,
    pub what: String,
}

/// # Errors
/// When the database cannot be read, or a game's manifest is not valid.
pub async fn audit(database: &str) -> anyhow::Result<AuditReport> {
    let games = tapvine_games::all()?;
    let mut rows = SqliteStore::snapshot_of(database).await?;
    audit_rows(&mut *rows, &games).await
}

async fn audit_rows(rows: &mut dyn Snapshot, games: &[RegisteredGame]) -> anyhow::Result<AuditReport> {
    let mut report = AuditReport::default();
    let mut after = String::new();
    loop {
        let runs = rows.won_runs(&after, RUNS_PER_PAGE).await?;
        let Some(last) = runs.last() else { return Ok(report) };
        after.clone_from(&last.run_id);
        for run in &runs {
            match difference(run, games) {
                None => report.agree += 1,
                Some(what) => report.findings.push(Finding {
                    run_id: run.run_id.clone(),
                    campaign_id: run.campaign_id.clone(),
                    what,
                }),
            }
        }
    }
}

/// In words what keeps the run from being confirmed.
fn difference(run: &Run, games: &[RegisteredGame]) -> Option<String> {
    let Some(game) = find_game(games, &run.game_id) else {
        return Some(format!("the game `{}` is not part of this endpoint", run.game_id));
    };
    let verified = match replay_run(&game.game, run, run.trace.as_deref().unwrap_or_default()) {
        Err(broken) => return Some(broken.to_string()),
        Ok(Err(refusal)) => return Some(format!("the replay is refused: {}", refusal.tag())),
        Ok(Ok((_, VerifiedRun { outcome, .. }))) => outcome,
    };
    let stored = (run.score, run.rival, run.won);
    let replayed = (Some(verified.score), verified.rival, Some(verified.is_won()));
    (stored != replayed).then(|| {
        let text = |(score, rival, won): (Option<i64>, Option<i64>, Option<bool>)| {
            let number = |number: Option<i64>| number.map_or("none".to_owned(), |number| number.to_string());
            let won = if won == Some(true) { "won" } else { "not won" };
            format!("score {}, rival {}, {won}", number(score), number(rival))
        };
        format!("stored: {}; replayed: {}", text(stored), text(replayed))
    })
}

impl fmt::Display for AuditReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for Finding { run_id, campaign_id, what } in &self.findings {
            writeln!(f, "run {run_id} of {campaign_id}: {what}")?;
        }
        let audited = self.agree + self.findings.len() as u64;
        write!(f, "{audited} won runs replayed: {} agree, {} do not", self.agree, self.findings.len())
    }
}
