//! One tick, in one documented order, and what begins and ends with ticks.

use super::Engine;
use crate::browser::outgoing::Outgoing;
use crate::browser::playable::Playable;
use crate::browser::show::{remember_poses, run_tweens};
use crate::browser::{Tone, Wave};
use crate::phase::{COUNT_TICKS, ENDING_TICKS, GO_TICKS, Phase, READY_TICKS};
use crate::{Channel, Ease, Pose, Tweens};
use tapvine_shared::run::{Dials, Rules, Seed};

impl<G: Playable> Engine<G> {
    /// One sixtieth of a second. The order is this, always: poses are remembered, the rules step, the
    /// game follows them and breathes, tweens move, particles fly, the shake dies away.
    pub(super) fn tick(&mut self, out: &mut Vec<Outgoing>) {
        remember_poses(&mut self.stage.world, &mut self.moving);
        match self.phase {
            Phase::Playing => self.play_tick(),
            Phase::Idle => self.demo_tick(),
            Phase::Ready { .. } | Phase::Resuming { .. } => self.count_in(),
            Phase::Ending { ticks: 0 } => self.end_now(out),
            Phase::Ending { .. } | Phase::Ended => {}
        }
        self.phase = self.phase.after_a_tick();
        self.game.breathe(&mut self.stage);
        run_tweens(&mut self.stage.world, &mut self.moving, &mut self.gone);
        self.stage.particles.step();
        self.stage.shake.step();
    }

    fn play_tick(&mut self) {
        self.session.step();
        self.game.step(&self.session.rules, &mut self.stage);
        if self.session.rules.is_over() {
            let won = self.is_won();
            self.game.over(&mut self.stage, won);
            self.phase = Phase::Ending { ticks: ENDING_TICKS };
        }
    }

    fn demo_tick(&mut self) {
        if let Some(action) = self.game.demo_tap(&self.session.rules) {
            self.session.tap(action);
        }
        self.session.step();
        self.game.step(&self.session.rules, &mut self.stage);
        if self.session.rules.is_over() {
            self.demos += 1;
            self.begin(Seed(self.demos), &Dials::default(), Phase::Idle);
        }
    }

    fn count_in(&mut self) {
        let said = match self.phase {
            Phase::Ready { ticks: READY_TICKS } => Some((self.stage.text("ready").to_owned(), 392.0)),
            Phase::Ready { ticks: GO_TICKS } => Some((self.stage.text("go").to_owned(), 784.0)),
            Phase::Resuming { ticks } if ticks % COUNT_TICKS == 0 && ticks > 0 => {
                Some(((ticks / COUNT_TICKS).to_string(), 523.0))
            }
            _ => None,
        };
        if let Some((text, hz)) = said {
            let middle = Pose::at(180.0, (self.stage.top + self.stage.bottom) / 2.0).scaled(0.0);
            let tweens = Tweens::default().with(Channel::Scale, (0.3, 1.0), (0, 12), Ease::BackOut).with(
                Channel::Alpha,
                (1.0, 0.0),
                (20, 12),
                Ease::In,
            );
            self.stage.say(text, 58.0, Tone::Primary, middle, tweens);
            self.stage.sound.note(Wave::Triangle, (hz, hz), 0, 220, 0.3);
        }
    }

    /// Tells the page of the end, once.
    pub(super) fn end_now(&mut self, out: &mut Vec<Outgoing>) {
        if matches!(self.phase, Phase::Ending { .. }) {
            self.phase = Phase::Ended;
            let trace = self.session.trace();
            out.push(Outgoing::Finish {
                score: self.session.rules.score(),
                rival: self.session.rules.rival_score(),
                won: self.is_won(),
                ticks: trace.ticks,
                trace: trace.encode(),
            });
        }
    }

    pub(super) fn is_won(&self) -> bool {
        self.session.rules.score() > self.session.rules.rival_score().unwrap_or(0)
    }
}
