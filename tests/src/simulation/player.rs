//! One person's time at the campaign: coming by a friend's link, playing, passing the own link on, deciding.

use super::actions::Actions;
use super::api::Request;
use super::campaign::Labels;
use super::tab::{About, Tab};
use super::world::World;
use crate::fair_play::Sight;
use crate::fair_play::person::Person;
use crate::random::{Purpose, RandomStream};
use anyhow::{Context, Result};
use serde_json::{Value, json};
use std::sync::Arc;

const NAMES: [&str; 16] = [
    "Lin", "Mia", "Ann", "Bo", "Chen", "Dee", "Eva", "Finn", "Gu", "Hana", "Ivo", "Jun", "Kai", "Leo", "Mo",
    "Nia",
];
/// People who play for the score come back so often at most.
const MOST_ROUNDS: usize = 3;

const FIRST_TAB: usize = 0;
const TAB_OF_ONESELF: usize = 1;
const TAB_OF_FIRST_RECEIVER: usize = 2;

pub struct SimulatedPlayer {
    pub(super) world: Arc<World>,
    pub(super) token: String,
    pub number: usize,
    pub player_id: String,
    pub actions: Actions,
}

impl SimulatedPlayer {
    /// Everything until the own decisions: those wait until all friends have played.
    pub async fn visit(world: Arc<World>, number: usize) -> Result<SimulatedPlayer> {
        let inviter = world.graph.inviter[number];
        let code = match inviter {
            Some(inviter) => Some(world.links[inviter].wait().await.clone()),
            None => None,
        };
        let mut player = SimulatedPlayer::join(world.clone(), number).await?;
        if let Some(code) = code {
            let arrived = player.post(&format!("/v1/invites/{code}/arrive"), json!({})).await?;
            player.actions.arrived = arrived["counted"] == true;
        }
        let mut tab = player.tab(FIRST_TAB)?;
        match &world.campaign.labels {
            Some(labels) => player.play_about_labels(&mut tab, labels, inviter).await?,
            None => player.play_for_the_score(&mut tab).await?,
        }
        tab.close().await?;
        world.progress.person_done();
        Ok(player)
    }

    async fn join(world: Arc<World>, number: usize) -> Result<SimulatedPlayer> {
        let campaign = &world.campaign;
        let body = json!({"campaign": campaign.id, "consent_version": campaign.consent_version});
        let request = Request { path: "/v1/players", body: Some(body), ..Request::default() };
        let joined = world.api.post(request).await?;
        let text = |key: &str| joined[key].as_str().map(str::to_owned).with_context(|| key.to_owned());
        let (player_id, token) = (text("player_id")?, text("token")?);
        Ok(SimulatedPlayer { world, token, number, player_id, actions: Actions::default() })
    }

    fn tab(&self, number: usize) -> Result<Tab> {
        Tab::open(self.world.clone(), &self.player_id, &self.token, number)
    }

    /// About the inviter first; then the own link; then about oneself and the other friends, a tab for each.
    async fn play_about_labels(
        &mut self,
        tab: &mut Tab,
        labels: &Labels,
        inviter: Option<usize>,
    ) -> Result<()> {
        if let Some(receiver) = inviter {
            let verdict =
                play_about(self.world.clone(), tab, self.number, receiver, labels.max_given).await?;
            self.actions.count_round(&verdict);
        }
        self.share_link(tab).await?;
        let (declared, others) =
            tokio::try_join!(self.declare(labels), self.play_about_friends(labels, inviter))?;
        (self.actions.declared, self.actions.rounds) = (declared.0, self.actions.rounds + declared.1);
        others.iter().for_each(|verdict| self.actions.count_round(verdict));
        Ok(())
    }

    /// One after the other: with the round about oneself, two are open, which is as many as may be.
    async fn play_about_friends(&self, labels: &Labels, inviter: Option<usize>) -> Result<Vec<Value>> {
        let mut verdicts = Vec::new();
        let receivers = self.world.graph.receivers[self.number].iter().copied();
        for (place, receiver) in receivers.enumerate().filter(|(_, receiver)| Some(*receiver) != inviter) {
            let mut tab = self.tab(TAB_OF_FIRST_RECEIVER + place)?;
            let world = self.world.clone();
            verdicts.push(play_about(world, &mut tab, self.number, receiver, labels.max_given).await?);
        }
        Ok(verdicts)
    }

    async fn play_for_the_score(&mut self, tab: &mut Tab) -> Result<()> {
        let seed = self.world.seed;
        let mut random = RandomStream::new(seed, Purpose::Rounds, &[self.number]);
        let person = Person::draw(&mut random);
        for round in 0..=random.below(MOST_ROUNDS) {
            let mut random = RandomStream::new(seed, Purpose::Rounds, &[self.number, round]);
            let answer =
                tab.play(None, move |round| Ok(person.plays(&Sight::of(round)?, &mut random))).await?;
            self.actions.rounds += 1;
            self.actions.coupons += usize::from(answer["prize"] == "won");
            if round == 0 {
                self.share_link(tab).await?;
            }
        }
        Ok(())
    }

    async fn share_link(&mut self, tab: &mut Tab) -> Result<()> {
        if self.world.link_owners.contains(&self.number) {
            let body = json!({"campaign": self.world.campaign.id, "name": name(self.number)});
            let made = self.post("/v1/invites", body).await?;
            tab.shared_the_link()?;
            let code = made["code"].as_str().context("a code")?.to_owned();
            self.world.links[self.number].set(code).context("the link is made once")?;
        }
        Ok(())
    }

    /// Some by playing a round about themselves, some by hand, some not at all; with the rounds it took.
    async fn declare(&self, labels: &Labels) -> Result<(Vec<String>, usize)> {
        let wanted = self.world.response_model()?.declared(self.number, labels.max_declared);
        if wanted.is_empty() {
            return Ok((Vec::new(), 0));
        }
        if self.number.is_multiple_of(2) {
            let most = labels.max_declared;
            let verdict =
                self.tab(TAB_OF_ONESELF)?.play(None, move |round| round.choose_labels(&wanted, most)).await?;
            return Ok((serde_json::from_value(verdict["labels"]["given"].clone())?, 1));
        }
        let ids: Vec<&str> = wanted.iter().map(|label| labels.list[*label].id.as_str()).collect();
        let body = json!({"campaign": self.world.campaign.id, "labels": ids});
        let answer = self.post("/v1/labels", body).await?;
        Ok((serde_json::from_value(answer["declared"].clone())?, 0))
    }

    pub(super) async fn post(&self, path: &str, body: Value) -> Result<Value> {
        let request = Request { path, bearer: Some(&self.token), body: Some(body), ..Request::default() };
        self.world.api.post(request).await
    }
}

/// A round in which a friend sticks what fits on a receiver, once the receiver's link is there.
async fn play_about(
    world: Arc<World>,
    tab: &mut Tab,
    giver: usize,
    receiver: usize,
    most: usize,
) -> Result<Value> {
    let code = world.links[receiver].wait().await.clone();
    let wanted = world.response_model()?.labels_to_give(giver, receiver);
    tab.play(Some(About { code, name: name(giver) }), move |round| round.choose_labels(&wanted, most)).await
}

/// A first name as friends see it; its number says who it is.
pub fn name(number: usize) -> String {
    format!("{} {number}", NAMES[number % NAMES.len()])
}
