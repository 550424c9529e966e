//! What waits in the inbox, done: start, idle, pause, a finger, a key.

use super::Engine;
use crate::Session;
use crate::browser::inbox::Command;
use crate::browser::outgoing::Outgoing;
use crate::browser::playable::Playable;
use crate::phase::{Phase, READY_TICKS};
use tapvine_shared::run::{Dials, Seed};

impl<G: Playable> Engine<G> {
    pub(super) fn obey(&mut self, command: &Command, out: &mut Vec<Outgoing>) {
        match command {
            Command::Start(seed, dials) => self.start(*seed, dials),
            Command::Idle => self.idle(),
            Command::Pause => self.paused = true,
            Command::Resume => self.go_on(false, self.hidden),
            Command::Shown => self.go_on(self.paused, false),
            Command::Hidden => {
                self.hidden = true;
                self.end_now(out);
            }
            Command::Resized => self.fitted = false,
            Command::Touch { x_px, y_px } => self.touch(*x_px, *y_px),
            Command::Choose { cell } => self.choose(*cell),
            Command::MoveFocus { right, down } if self.game.move_focus(*right, *down) => {}
            Command::MoveFocus { right, down } => {
                let middle = (self.grid.centres.len() / 2) as u8;
                let cell = self.overlay.focused.map_or(middle, |cell| self.grid.beside(cell, *right, *down));
                self.overlay.show_ring(Some(cell), &self.grid, &self.stage.fit);
            }
            Command::ChooseFocused => {
                if let Some(cell) = self.overlay.focused {
                    self.choose(cell);
                }
            }
        }
    }

    pub(super) fn is_running(&self) -> bool {
        !self.paused && !self.hidden
    }

    fn go_on(&mut self, paused: bool, hidden: bool) {
        let stood_still = !self.is_running();
        (self.paused, self.hidden) = (paused, hidden);
        if stood_still && self.is_running() {
            self.clock.forget();
            self.phase = self.phase.after_a_break();
        }
    }

    fn start(&mut self, seed: Seed, dials: &Dials) {
        self.begin(seed, dials, Phase::Ready { ticks: READY_TICKS });
        self.stage.sound.hush(false);
        self.overlay.set_playing(true);
    }

    pub(super) fn idle(&mut self) {
        self.demos += 1;
        self.begin(Seed(self.demos), &Dials::default(), Phase::Idle);
        self.stage.sound.hush(true);
        self.overlay.set_playing(false);
    }

    pub(super) fn begin(&mut self, seed: Seed, dials: &Dials, phase: Phase) {
        self.session = Session::new(seed, dials);
        self.phase = phase;
        self.paused = false;
        self.told = None;
        self.targets.clear();
        self.clock.forget();
        self.stage.world.clear_entities();
        self.stage.particles.clear();
        self.game.begin(&mut self.stage);
    }

    fn touch(&mut self, x_px: f32, y_px: f32) {
        if self.overlay.focused.is_some() {
            self.overlay.show_ring(None, &self.grid, &self.stage.fit);
        }
        let (x, y) = self.stage.fit.to_design(x_px, y_px);
        let meant = self.game.meant(&self.grid, &self.targets, x, y);
        if let (Some(action), Phase::Playing) = (meant, self.phase) {
            self.session.tap(action);
        }
        self.game.touched(&mut self.stage, x, y, meant.is_some());
    }

    fn choose(&mut self, cell: u8) {
        if let Some((action, x, y)) = self.game.choice(cell) {
            if self.phase == Phase::Playing {
                self.session.tap(action);
            }
            self.game.touched(&mut self.stage, x, y, true);
            return;
        }
        let there = self.targets.iter().any(|target| target.cell == cell);
        if self.phase == Phase::Playing && there {
            self.session.tap(u16::from(cell));
        }
        if let Some((x, y)) = self.grid.centres.get(usize::from(cell)).copied() {
            self.game.touched(&mut self.stage, x, y, there);
        }
    }
}
