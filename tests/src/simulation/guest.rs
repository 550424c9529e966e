//! One person's time at the campaign: coming by a friend's link, playing, passing the own link on, deciding.

use super::api::Request;
use super::campaign::Labels;
use super::chance::{Chance, For};
use super::deeds::Deeds;
use super::scene::Scene;
use super::tab::{About, Tab};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::sync::Arc;
use tokio::task::JoinSet;

const NAMES: [&str; 16] = [
    "Lin", "Mia", "Ann", "Bo", "Chen", "Dee", "Eva", "Finn", "Gu", "Hana", "Ivo", "Jun", "Kai", "Leo", "Mo",
    "Nia",
];
/// People who play for the score come back so often at most.
const MOST_ROUNDS: usize = 3;
const MOST_SKILL: usize = 4;

const FIRST_TAB: usize = 0;
const TAB_OF_ONESELF: usize = 1;
const TAB_OF_FIRST_HOST: usize = 2;

pub struct Guest {
    pub(super) scene: Arc<Scene>,
    pub(super) token: String,
    pub number: usize,
    pub player_id: String,
    pub deeds: Deeds,
}

impl Guest {
    /// Everything until the own decisions: those wait until all friends have played.
    pub async fn come(scene: Arc<Scene>, number: usize) -> Result<Guest> {
        let inviter = scene.friends.inviter[number];
        let code = match inviter {
            Some(inviter) => Some(scene.links[inviter].wait().await.clone()),
            None => None,
        };
        let mut guest = Guest::join(scene.clone(), number).await?;
        if let Some(code) = code {
            let arrived = guest.post(&format!("/v1/invites/{code}/arrive"), json!({})).await?;
            guest.deeds.arrived = arrived["counted"] == true;
        }
        let mut tab = guest.tab(FIRST_TAB)?;
        match &scene.campaign.labels {
            Some(labels) => guest.party(&mut tab, labels, inviter).await?,
            None => guest.rounds_for_the_score(&mut tab).await?,
        }
        tab.close().await?;
        scene.progress.gone_through();
        Ok(guest)
    }

    async fn join(scene: Arc<Scene>, number: usize) -> Result<Guest> {
        let campaign = &scene.campaign;
        let body = json!({"campaign": campaign.id, "consent_version": campaign.consent_version});
        let request = Request { path: "/v1/players", body: Some(body), ..Request::default() };
        let joined = scene.api.post(request).await?;
        let text = |key: &str| joined[key].as_str().map(str::to_owned).with_context(|| key.to_owned());
        let (player_id, token) = (text("player_id")?, text("token")?);
        Ok(Guest { scene, token, number, player_id, deeds: Deeds::default() })
    }

    fn tab(&self, number: usize) -> Result<Tab> {
        Tab::open(self.scene.clone(), &self.player_id, &self.token, number)
    }

    /// About the inviter first; then the own link; then about oneself and the other friends, a tab for each.
    async fn party(&mut self, tab: &mut Tab, labels: &Labels, inviter: Option<usize>) -> Result<()> {
        if let Some(host) = inviter {
            let verdict = play_about(self.scene.clone(), tab, self.number, host, labels.max_given).await?;
            self.deeds.gave(&verdict);
        }
        self.pass_the_link_on(tab).await?;
        let (declared, others) = tokio::try_join!(self.declare(labels), self.others(labels, inviter))?;
        (self.deeds.declared, self.deeds.rounds) = (declared.0, self.deeds.rounds + declared.1);
        others.iter().for_each(|verdict| self.deeds.gave(verdict));
        Ok(())
    }

    async fn others(&self, labels: &Labels, inviter: Option<usize>) -> Result<Vec<Value>> {
        let mut rounds = JoinSet::new();
        let hosts = self.scene.friends.hosts[self.number].iter().copied();
        for (place, host) in hosts.enumerate().filter(|(_, host)| Some(*host) != inviter) {
            let (scene, number, most) = (self.scene.clone(), self.number, labels.max_given);
            let mut tab = self.tab(TAB_OF_FIRST_HOST + place)?;
            rounds.spawn(async move { play_about(scene, &mut tab, number, host, most).await });
        }
        let mut verdicts = Vec::new();
        while let Some(verdict) = rounds.join_next().await {
            verdicts.push(verdict??);
        }
        Ok(verdicts)
    }

    async fn rounds_for_the_score(&mut self, tab: &mut Tab) -> Result<()> {
        let seed = self.scene.seed;
        let mut chance = Chance::new(seed, For::Rounds, &[self.number]);
        let skill = 1 + chance.below(MOST_SKILL);
        for round in 0..=chance.below(MOST_ROUNDS) {
            let mut chance = Chance::new(seed, For::Rounds, &[self.number, round]);
            let answer = tab.play(None, move |round| round.score(skill, &mut chance)).await?;
            self.deeds.rounds += 1;
            self.deeds.coupons += usize::from(answer["prize"] == "won");
            if round == 0 {
                self.pass_the_link_on(tab).await?;
            }
        }
        Ok(())
    }

    async fn pass_the_link_on(&mut self, tab: &mut Tab) -> Result<()> {
        if self.scene.wanted.contains(&self.number) {
            let body = json!({"campaign": self.scene.campaign.id, "name": name(self.number)});
            let made = self.post("/v1/invites", body).await?;
            tab.shared_the_link()?;
            let code = made["code"].as_str().context("a code")?.to_owned();
            self.scene.links[self.number].set(code).context("the link is made once")?;
        }
        Ok(())
    }

    /// Some by playing a round about themselves, some by hand, some not at all; with the rounds it took.
    async fn declare(&self, labels: &Labels) -> Result<(Vec<String>, usize)> {
        let wishes = self.scene.opinions()?.declared(self.number, labels.max_declared);
        if wishes.is_empty() {
            return Ok((Vec::new(), 0));
        }
        if self.number.is_multiple_of(2) {
            let most = labels.max_declared;
            let verdict =
                self.tab(TAB_OF_ONESELF)?.play(None, move |round| round.stick(&wishes, most)).await?;
            return Ok((serde_json::from_value(verdict["labels"]["given"].clone())?, 1));
        }
        let ids: Vec<&str> = wishes.iter().map(|label| labels.list[*label].id.as_str()).collect();
        let body = json!({"campaign": self.scene.campaign.id, "labels": ids});
        let answer = self.post("/v1/labels", body).await?;
        Ok((serde_json::from_value(answer["declared"].clone())?, 0))
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let request = Request { path, bearer: Some(&self.token), body: Some(body), ..Request::default() };
        self.scene.api.post(request).await
    }
}

/// A round in which a friend sticks what fits on a host, once the host's link is there.
async fn play_about(
    scene: Arc<Scene>,
    tab: &mut Tab,
    giver: usize,
    host: usize,
    most: usize,
) -> Result<Value> {
    let code = scene.links[host].wait().await.clone();
    let wishes = scene.opinions()?.fitting(giver, host);
    tab.play(Some(About { code, name: name(giver) }), move |round| round.stick(&wishes, most)).await
}

/// A first name as friends see it; its number says who it is.
pub fn name(number: usize) -> String {
    format!("{} {number}", NAMES[number % NAMES.len()])
}
