//! Tracks events as a page does: through the same batch call, one gapless stream for each tab.

use super::api::{Api, Request};
use super::campaign::Campaign;
use anyhow::{Result, ensure};
use jiff::Timestamp;
use serde_json::{Value, json};
use tapvine_shared::event::Event;
use tapvine_shared::wire::{ConsentGiven, Context, Envelope, Stream, encode_track};

pub struct Tracker {
    player_id: String,
    stream: String,
    context: Context,
    seq: u64,
    queued: Vec<Value>,
}

impl Tracker {
    pub fn open(player_id: &str, tab: usize, campaign: &Campaign) -> Tracker {
        let consent = Some(ConsentGiven { version: campaign.consent_version.clone() });
        let context = Context { consent, ..Context::default() };
        let stream = format!("tab-{tab}");
        Tracker { player_id: player_id.to_owned(), stream, context, seq: 0, queued: Vec::new() }
    }

    /// Keeps the event until the next batch goes.
    pub fn track(&mut self, event: &Event, campaign: &Campaign) -> Result<()> {
        self.seq += 1;
        let now = format!("{:.3}", Timestamp::now());
        let text = encode_track(
            &Envelope {
                message_id: &format!("{}-{}-{}", self.player_id, self.stream, self.seq),
                anonymous_id: &self.player_id,
                user_id: None,
                timestamp: &now,
                context: &self.context,
                stream: Stream {
                    campaign_id: &campaign.id,
                    game_id: &campaign.game.manifest.id,
                    seq: self.seq,
                    stream: &self.stream,
                },
            },
            event,
        );
        self.queued.push(serde_json::from_str(&text)?);
        Ok(())
    }

    pub async fn send(&mut self, api: &Api, write_key: &str) -> Result<()> {
        if self.queued.is_empty() {
            return Ok(());
        }
        let batch = std::mem::take(&mut self.queued);
        let sent = batch.len();
        let body =
            json!({"writeKey": write_key, "sentAt": format!("{:.3}", Timestamp::now()), "batch": batch});
        let answer = api.post(Request { path: "/v1/batch", body: Some(body), ..Request::default() }).await?;
        let results = answer["results"].as_object().into_iter().flatten();
        let kept = results.filter(|(_, result)| result["result"] == "ok" || result["result"] == "duplicate");
        ensure!(kept.count() == sent, "every event of a person is kept: {answer}");
        Ok(())
    }
}
