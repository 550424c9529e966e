//! A round: the game on the stage and the session it follows.

use super::countdown;
use crate::browser::messages::PageEvent;
use crate::browser::playable::Playable;
use crate::browser::stage::Stage;
use crate::{Phase, Session};
use tapvine_shared::run::{Dials, Rules, Seed};
use wasm_bindgen::JsValue;

pub struct Round<G: Playable> {
    pub game: G,
    session: Session<G::Rules>,
    demo_seed: u64,
}

impl<G: Playable> Round<G> {
    /// A demo, until a run starts.
    pub fn new(stage: &mut Stage) -> Result<Self, JsValue> {
        let mut round = Round { game: G::build(stage)?, session: Session::demo(Seed(0)), demo_seed: 0 };
        round.start_demo(stage);
        Ok(round)
    }

    pub fn start_run(&mut self, seed: Seed, dials: &Dials, stage: &mut Stage) {
        stage.sound.set_demo(false);
        self.begin(Session::run(seed, dials), stage);
    }

    pub fn start_demo(&mut self, stage: &mut Stage) {
        stage.sound.set_demo(true);
        self.demo_seed += 1;
        self.begin(Session::demo(Seed(self.demo_seed)), stage);
    }

    fn begin(&mut self, session: Session<G::Rules>, stage: &mut Stage) {
        self.session = session;
        stage.world.clear_entities();
        stage.particles.clear();
        self.game.reset(stage);
    }

    pub fn is_playing(&self) -> bool {
        !matches!(self.session.phase(), Phase::Demo | Phase::Ended)
    }

    /// The rules and the game of a run, also after its end; nothing in a demo.
    pub fn run(&mut self) -> Option<(&G::Rules, &mut G)> {
        (self.session.phase() != Phase::Demo).then_some((self.session.rules(), &mut self.game))
    }

    pub fn resume(&mut self) {
        self.session.resume();
    }

    /// A tap at a place of the design space; without an action it hit nothing.
    pub fn tap(&mut self, action: Option<u16>, (x, y): (f32, f32), stage: &mut Stage) {
        if let Some(action) = action {
            self.session.tap(action);
        }
        self.game.touched(stage, x, y, action.is_some());
    }

    /// One tick of the session, and of the game that follows it.
    pub fn tick(&mut self, stage: &mut Stage) -> Option<PageEvent> {
        let finish = self.finish(false);
        countdown::tick(self.session.phase(), stage);
        if self.session.phase() == Phase::Demo
            && let Some(action) = self.game.demo_tap(self.session.rules())
        {
            self.session.demo_tap(action);
        }
        if self.session.tick() {
            self.game.step(self.session.rules(), stage);
            if self.session.rules().is_over() {
                self.end(stage);
            }
        }
        self.game.ambient_tick(stage);
        finish
    }

    fn end(&mut self, stage: &mut Stage) {
        if self.session.phase() == Phase::Demo {
            self.start_demo(stage);
        } else {
            self.game.run_ended(stage, self.session.outcome().is_won());
        }
    }

    /// What the page hears of a run that is over, once.
    pub fn finish(&mut self, at_once: bool) -> Option<PageEvent> {
        let (outcome, trace) = self.session.finish(at_once)?;
        Some(PageEvent::Finish { outcome, trace: trace.encode() })
    }
}
