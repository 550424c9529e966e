//! What a person does with the labels that friends gave.

use super::choice::Decision;
use super::deeds::Decided;
use super::guest::Guest;
use anyhow::{Context, Result};
use serde_json::json;

impl Guest {
    /// What friends gave: some is kept, some not, some waits; few givers are blocked.
    pub async fn decide(mut self) -> Result<Guest> {
        let scene = self.scene.clone();
        let Some(labels) = &scene.campaign.labels else { return Ok(self) };
        let me = scene.api.get(&format!("/v1/me?campaign={}", scene.campaign.id), Some(&self.token)).await?;
        for row in me["labels"]["pending"].as_array().context("pending labels")? {
            let text = |key: &str| row[key].as_str().with_context(|| format!("{key} in {row}"));
            let (id, label, giver) = (text("id")?, text("label")?, number(text("giver")?)?);
            let place = labels.number(label).context("a label of the campaign")?;
            let (actions, status): (&[&str], _) = if scene.opinions()?.blocks(self.number, giver) {
                // Blocking a giver declines all that waits from them.
                (if self.deeds.blocked.insert(giver) { &["block"] } else { &[] }, "declined")
            } else {
                match scene.opinions()?.decision(self.number, giver, place) {
                    Decision::Leave => (&[], "pending"),
                    Decision::Decline => (&["decline"], "declined"),
                    Decision::Accept => (&["accept"], "accepted"),
                    Decision::AcceptAndWithdraw => (&["accept", "withdraw"], "withdrawn"),
                }
            };
            for action in actions {
                self.post(&format!("/v1/labels/{id}/{action}"), json!({})).await?;
            }
            self.deeds.decided.push(Decided { giver, label: label.to_owned(), status });
        }
        scene.progress.gone_through();
        Ok(self)
    }
}

/// Who shows this name.
fn number(name: &str) -> Result<usize> {
    let number = name.rsplit(' ').next().and_then(|number| number.parse().ok());
    number.with_context(|| format!("`{name}` is nobody of this simulation"))
}
