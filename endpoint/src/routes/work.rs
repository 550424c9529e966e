//! The work for a prize in the API's words: asked for with a run or a finish, handed in with a finish.

use crate::app::App;
use crate::campaign::Playable;
use crate::captcha::{self, CaptchaAnswer};
use crate::domain::fair_play::network::{HIGHEST_LEVEL, HandedIn, Standing};
use crate::domain::fair_play::work::WorkAsked;
use crate::error::ApiError;
use crate::random;
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::spawn_blocking;

/// As a finish brings it.
#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WorkDone {
    /// ALTCHA's payload: base64 of `{challenge, solution}`.
    Altcha(String),
    /// The phone cannot: the run counts, its prize is left.
    None,
    #[serde(untagged)]
    Captcha(CaptchaAnswer),
}

/// What was handed in, and what is asked for if it is too little.
pub struct Checked {
    pub handed_in: HandedIn,
    /// The captcha's service does not answer: work is asked for in its place.
    captcha_is_down: bool,
}

/// What a client is told with a run that can win nothing; `null` for any other.
pub fn without_prize(standing: Standing) -> Option<&'static str> {
    (standing == Standing::Over).then(|| {
        metrics::counter!("tapvine_network_limits_total", "limit" => "hard").increment(1);
        "network_limit"
    })
}

/// The work that can be done while the round is played. A captcha wants its person, who has no hand free then.
pub async fn at_start(
    app: &Arc<App>,
    playable: &Playable,
    run_id: &str,
    standing: Standing,
) -> Result<Option<Value>, ApiError> {
    match standing {
        Standing::Work(level) if app.captcha.is_none() => {
            altcha(app, playable.longest_work_ms(), run_id, level).await.map(Some)
        }
        _ => Ok(None),
    }
}

pub async fn check(app: &App, run_id: &str, done: Option<&WorkDone>) -> Checked {
    let (handed_in, captcha_is_down) = match (done, &app.captcha) {
        (Some(WorkDone::None), _) => (HandedIn::Unable, false),
        (Some(WorkDone::Altcha(payload)), _) => {
            (app.works.level(run_id, payload).map_or(HandedIn::Nothing, HandedIn::Work), false)
        }
        (Some(WorkDone::Captcha(answer)), Some(captcha)) => match captcha.check(answer, run_id).await {
            captcha::Checked::Passed => (HandedIn::Work(HIGHEST_LEVEL), false),
            captcha::Checked::Failed => (HandedIn::Nothing, false),
            captcha::Checked::Unreachable => (HandedIn::Nothing, true),
        },
        (Some(WorkDone::Captcha(_)), None) | (None, _) => (HandedIn::Nothing, false),
    };
    Checked { handed_in, captcha_is_down }
}

/// The refusal of a finish that brought too little, with what is due.
pub async fn required(
    app: &Arc<App>,
    playable: Option<&Playable>,
    run_id: &str,
    level: u8,
    checked: &Checked,
) -> Result<ApiError, ApiError> {
    let work = match &app.captcha {
        Some(captcha) if !checked.captcha_is_down => captcha.asked(),
        _ => altcha(app, playable.map_or(0, Playable::longest_work_ms), run_id, level).await?,
    };
    Ok(ApiError::WorkRequired { work })
}

async fn altcha(app: &Arc<App>, longest_ms: u32, run_id: &str, level: u8) -> Result<Value, ApiError> {
    metrics::counter!("tapvine_network_limits_total", "limit" => "soft").increment(1);
    let drawn = u64::from_le_bytes(random::bytes()?);
    let (app, run_id) = (app.clone(), run_id.to_owned());
    let made =
        spawn_blocking(move || app.works.challenge(WorkAsked { run_id: &run_id, level, longest_ms, drawn }));
    let made = made.await.map_err(|error| ApiError::Broken(error.into()))?;
    let challenge = made.map_err(|error| ApiError::Broken(error.into()))?;
    Ok(json!({"altcha": challenge}))
}
