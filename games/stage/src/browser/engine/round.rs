//! A round: the game on the stage with its session and phase, from the countdown to the finish.

use super::countdown;
use crate::Session;
use crate::browser::messages::PageEvent;
use crate::browser::playable::Playable;
use crate::browser::stage::Stage;
use crate::phase::{ENDING_TICKS, Phase, READY_TICKS};
use tapvine_shared::run::{Dials, Rules, Seed};
use wasm_bindgen::JsValue;

pub struct Round<G: Playable> {
    pub game: G,
    session: Session<G::Rules>,
    phase: Phase,
    demo_seed: u64,
}

impl<G: Playable> Round<G> {
    /// A round that plays itself, until a run starts.
    pub fn new(stage: &mut Stage) -> Result<Self, JsValue> {
        let game = G::build(stage)?;
        let session = Session::new(Seed(0), &Dials::default());
        let mut round = Round { game, session, phase: Phase::Idle, demo_seed: 0 };
        round.start_demo(stage);
        Ok(round)
    }

    pub fn start_run(&mut self, seed: Seed, dials: &Dials, stage: &mut Stage) {
        stage.sound.set_demo(false);
        self.begin(seed, dials, Phase::Ready { ticks: READY_TICKS }, stage);
    }

    /// The attract mode: the game plays itself behind the page's card.
    pub fn start_demo(&mut self, stage: &mut Stage) {
        stage.sound.set_demo(true);
        self.demo_seed += 1;
        self.begin(Seed(self.demo_seed), &Dials::default(), Phase::Idle, stage);
    }

    fn begin(&mut self, seed: Seed, dials: &Dials, phase: Phase, stage: &mut Stage) {
        self.session = Session::new(seed, dials);
        self.phase = phase;
        stage.world.clear_entities();
        stage.particles.clear();
        self.game.reset(stage);
    }

    pub fn is_playing(&self) -> bool {
        self.phase.has_run() && self.phase != Phase::Ended
    }

    /// The rules and the game of a run; nothing while the game plays itself.
    pub fn run(&mut self) -> Option<(&G::Rules, &mut G)> {
        self.phase.has_run().then_some((&self.session.rules, &mut self.game))
    }

    /// Time has stood still and goes on: a run is counted in again.
    pub fn resume(&mut self) {
        self.phase = self.phase.after_interruption();
    }

    /// A tap at a place of the design space; without an action it hit nothing.
    pub fn tap(&mut self, action: Option<u16>, (x, y): (f32, f32), stage: &mut Stage) {
        if let (Some(action), Phase::Playing) = (action, self.phase) {
            self.session.tap(action);
        }
        self.game.touched(stage, x, y, action.is_some());
    }

    /// The rules step, and the game follows them.
    pub fn tick(&mut self, stage: &mut Stage) -> Option<PageEvent> {
        let mut finish = None;
        match self.phase {
            Phase::Playing => self.play_tick(stage),
            Phase::Idle => self.demo_tick(stage),
            Phase::Ready { .. } | Phase::Resuming { .. } => countdown::tick(self.phase, stage),
            Phase::Ending { ticks: 0 } => finish = self.finish(),
            Phase::Ending { .. } | Phase::Ended => {}
        }
        self.phase = self.phase.after_tick();
        self.game.ambient_tick(stage);
        finish
    }

    fn play_tick(&mut self, stage: &mut Stage) {
        self.session.step();
        self.game.step(&self.session.rules, stage);
        if self.session.rules.is_over() {
            self.game.run_ended(stage, self.session.outcome().is_won());
            self.phase = Phase::Ending { ticks: ENDING_TICKS };
        }
    }

    fn demo_tick(&mut self, stage: &mut Stage) {
        if let Some(action) = self.game.demo_tap(&self.session.rules) {
            self.session.tap(action);
        }
        self.session.step();
        self.game.step(&self.session.rules, stage);
        if self.session.rules.is_over() {
            self.start_demo(stage);
        }
    }

    /// What the page hears of a run that is over: at the end of the ending, or sooner when asked.
    pub fn finish(&mut self) -> Option<PageEvent> {
        if !matches!(self.phase, Phase::Ending { .. }) {
            return None;
        }
        self.phase = Phase::Ended;
        Some(PageEvent::Finish { outcome: self.session.outcome(), trace: self.session.trace().encode() })
    }
}
