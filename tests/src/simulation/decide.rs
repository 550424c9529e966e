//! What a person does with the labels that friends gave.

use super::actions::Decided;
use super::player::SimulatedPlayer;
use super::response_model::Decision;
use anyhow::{Context, Result};
use serde_json::json;

impl SimulatedPlayer {
    /// What friends gave: some is kept, some not, some waits; few givers are blocked.
    pub async fn decide(mut self) -> Result<SimulatedPlayer> {
        let world = self.world.clone();
        let Some(labels) = &world.campaign.labels else { return Ok(self) };
        let me = world.api.get(&format!("/v1/me?campaign={}", world.campaign.id), Some(&self.token)).await?;
        for row in me["labels"]["pending"].as_array().context("pending labels")? {
            let text = |key: &str| row[key].as_str().with_context(|| format!("{key} in {row}"));
            let (id, label, giver) = (text("id")?, text("label")?, number(text("giver")?)?);
            let place = labels.number(label).context("a label of the campaign")?;
            let (requests, status): (&[&str], _) = if world.response_model()?.blocks(self.number, giver) {
                // Blocking a giver declines all that waits from them.
                (if self.actions.blocked.insert(giver) { &["block"] } else { &[] }, "declined")
            } else {
                match world.response_model()?.decision(self.number, giver, place) {
                    Decision::Leave => (&[], "pending"),
                    Decision::Decline => (&["decline"], "declined"),
                    Decision::Accept => (&["accept"], "accepted"),
                    Decision::AcceptAndWithdraw => (&["accept", "withdraw"], "withdrawn"),
                }
            };
            for request in requests {
                self.post(&format!("/v1/labels/{id}/{request}"), json!({})).await?;
            }
            self.actions.decided.push(Decided { giver, label: label.to_owned(), status });
        }
        world.progress.person_done();
        Ok(self)
    }
}

/// Who shows this name.
fn number(name: &str) -> Result<usize> {
    let number = name.rsplit(' ').next().and_then(|number| number.parse().ok());
    number.with_context(|| format!("`{name}` is nobody of this simulation"))
}
