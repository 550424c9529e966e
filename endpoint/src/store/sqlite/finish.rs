//! The end of a run: verdict, coupon, invite and the events that tell of them, all or nothing.

use super::decision::{About, tell};
use super::label::{self, Given};
use super::writer::Write;
use super::{arrive, coupon, run};
use crate::store::{Decision, Finish, Finished, Issue, Prize};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteConnection;
use tapvine_shared::event::Event;
use tapvine_shared::run::{Outcome, Refusal};

impl Write for Finish {
    type Answer = Finished;

    async fn apply(self, connection: &mut SqliteConnection) -> Result<Finished, sqlx::Error> {
        if !self.take_run(connection).await? {
            let now = run::read(&mut *connection, &self.run.run_id).await?;
            return Ok(now.map_or(Finished::Gone, |run| Finished::Before(Box::new(run))));
        }
        match self.decision {
            Decision::Rejected(refusal) => self.reject(connection, refusal).await,
            Decision::Verified(outcome) => self.verify(connection, outcome).await,
        }
    }
}

impl Finish {
    fn about(&self) -> About<'_> {
        About {
            player_id: &self.run.player_id,
            campaign_id: &self.run.campaign_id,
            game_id: &self.run.game_id,
            at_ms: self.now_ms,
        }
    }

    /// A run ends once; `false` when it has ended already.
    async fn take_run(&self, connection: &mut SqliteConnection) -> Result<bool, sqlx::Error> {
        let (state, outcome, reason) = match self.decision {
            Decision::Verified(outcome) => ("verified", Some(outcome), None),
            Decision::Rejected(refusal) => ("rejected", None, Some(refusal.tag())),
        };
        let taken = sqlx::query(
            "UPDATE runs SET state = $2, finished_at_ms = $3, score = $4, rival = $5, won = $6, reason = $7,
                             idempotency_key = $8, request_hash = $9
             WHERE run_id = $1 AND state = 'issued'",
        )
        .bind(&self.run.run_id)
        .bind(state)
        .bind(self.now_ms)
        .bind(outcome.map(|outcome| outcome.score))
        .bind(outcome.and_then(|outcome| outcome.rival))
        .bind(outcome.map(|outcome| i64::from(outcome.is_won())))
        .bind(reason)
        .bind(self.claim.as_ref().map(|claim| &claim.idempotency_key))
        .bind(self.claim.as_ref().map(|claim| &claim.request_hash))
        .execute(connection)
        .await?;
        Ok(taken.rows_affected() == 1)
    }

    async fn reject(
        &self,
        connection: &mut SqliteConnection,
        refusal: Refusal,
    ) -> Result<Finished, sqlx::Error> {
        let event = Event::RunRejected { run_id: self.run.run_id.clone(), reason: refusal.tag().into() };
        tell(connection, self.about(), &event).await?;
        Ok(Finished::Rejected(refusal))
    }

    async fn verify(
        &self,
        connection: &mut SqliteConnection,
        outcome: Outcome,
    ) -> Result<Finished, sqlx::Error> {
        let won = outcome.is_won();
        let event = Event::RunVerified {
            run_id: self.run.run_id.clone(),
            score: outcome.score,
            rival: outcome.rival,
            ticks: i64::from(outcome.ticks),
            won,
        };
        tell(connection, self.about(), &event).await?;
        let Issue { prize, coupon } = match (self.has_prize, won) {
            (false, _) => Issue::nothing(Prize::None),
            (true, false) => Issue::nothing(Prize::NotWon),
            (true, true) => coupon::issue(connection, self.about(), &self.run.run_id).await?,
        };
        let (plays, best): (i64, i64) = sqlx::query_as(
            "SELECT COUNT(*), MAX(score) FROM runs
             WHERE player_id = $1 AND campaign_id = $2 AND state = 'verified'",
        )
        .bind(&self.run.player_id)
        .bind(&self.run.campaign_id)
        .fetch_one(&mut *connection)
        .await?;
        let qualified_invite =
            plays == 1 && arrive::qualify(connection, self.about(), &self.run.run_id).await?;
        let labels = self.label(connection).await?;
        let answer = json!({
            "verdict": "verified", "score": outcome.score, "rival": outcome.rival, "won": won,
            "best": best, "plays": plays, "coupon": coupon, "prize": prize, "qualified_invite": qualified_invite,
            "labels": labels,
        })
        .to_string();
        sqlx::query("UPDATE runs SET answer = $2 WHERE run_id = $1")
            .bind(&self.run.run_id)
            .bind(&answer)
            .execute(connection)
            .await?;
        Ok(Finished::Verified { answer, prize, coupon })
    }

    /// Keeps what the run said of labels. Choosing nothing about oneself takes nothing back.
    async fn label(&self, connection: &mut SqliteConnection) -> Result<Value, sqlx::Error> {
        let Some(choice) = &self.labels else { return Ok(Value::Null) };
        let Some(code) = &self.run.about else {
            if !choice.chosen.is_empty() {
                label::declare(connection, self.about(), &choice.chosen, Some(&choice.reading)).await?;
            }
            return Ok(json!({"about": "me", "given": choice.chosen}));
        };
        let given = Given {
            giver: self.about(),
            run_id: &self.run.run_id,
            code,
            giver_name: self.run.giver_name.as_deref(),
            choice,
        };
        Ok(json!({"about": "friend", "given": label::give(connection, given).await?}))
    }
}
