//! The engine: in each frame it applies waiting commands, runs the ticks that are due, and draws.

mod countdown;
mod round;
mod screen;

pub use screen::Screen;

use super::effect::MotionSystems;
use super::messages::{Command, PageEvent};
use super::playable::Playable;
use super::stage::Stage;
use crate::{Clock, Grid, Target};
use round::Round;
use tapvine_shared::run::Rules;
use wasm_bindgen::JsValue;

pub struct Engine<G: Playable> {
    stage: Stage,
    round: Round<G>,
    clock: Clock,
    screen: Screen,
    grid: Grid,
    targets: Vec<Target>,
    systems: MotionSystems,
    /// The page asked for a pause.
    is_paused: bool,
    /// The page is in the background.
    is_hidden: bool,
    is_ready: bool,
    /// The score, the rival's and the combo that the page was told last.
    told: Option<(i64, Option<i64>, u32)>,
    page_events: Vec<PageEvent>,
}

impl<G: Playable> Engine<G> {
    pub fn new(mut screen: Screen, mut stage: Stage) -> Result<Self, JsValue> {
        let round = Round::new(&mut stage)?;
        screen.overlay.set_playing(false);
        Ok(Engine {
            systems: MotionSystems::new(&mut stage.world),
            stage,
            round,
            clock: Clock::default(),
            screen,
            grid: Grid::default(),
            targets: Vec::new(),
            is_paused: false,
            is_hidden: false,
            is_ready: false,
            told: None,
            page_events: Vec::new(),
        })
    }

    pub fn is_playing(&self) -> bool {
        self.round.is_playing()
    }

    /// What happened since the last call.
    pub fn take_page_events(&mut self) -> Vec<PageEvent> {
        std::mem::take(&mut self.page_events)
    }

    /// One animation frame: commands, due ticks, page and canvas.
    pub fn frame(&mut self, now_ms: f64, commands: &[Command]) -> Result<(), JsValue> {
        let can_draw = self.stage.atlas.is_ready()?;
        if can_draw && self.screen.must_fit(now_ms, &self.stage.fit) {
            self.fit()?;
        }
        for command in commands {
            self.apply(command);
        }
        if !can_draw {
            return Ok(());
        }
        let due = self.clock.advance(now_ms);
        if self.is_running() {
            for _ in 0..due {
                self.tick();
            }
        }
        self.sync_page()?;
        self.draw();
        if !self.is_ready {
            self.is_ready = true;
            self.page_events.push(PageEvent::Ready);
        }
        Ok(())
    }

    fn apply(&mut self, command: &Command) {
        match command {
            Command::Start(seed, dials) => {
                self.round.start_run(*seed, dials, &mut self.stage);
                self.begin(true);
            }
            Command::Idle => {
                self.round.start_demo(&mut self.stage);
                self.begin(false);
            }
            Command::Pause => self.is_paused = true,
            Command::Resume => self.resume(false, self.is_hidden),
            Command::Shown => self.resume(self.is_paused, false),
            Command::Hidden => {
                self.is_hidden = true;
                self.page_events.extend(self.round.finish(true));
            }
            Command::Resized => self.screen.resized(),
            Command::Touch { x_px, y_px } => self.touch(*x_px, *y_px),
            Command::Choose { number } => self.choose(*number),
            Command::MoveFocus { right, down } if self.round.game.move_focus(*right, *down) => {}
            Command::MoveFocus { right, down } => {
                let middle = (self.grid.centres.len() / 2) as u8;
                let focused = self.screen.overlay.focused;
                self.focus(Some(focused.map_or(middle, |cell| self.grid.neighbour(cell, *right, *down))));
            }
            Command::ChooseFocused => {
                if let Some(cell) = self.screen.overlay.focused {
                    self.choose(cell);
                }
            }
        }
    }

    fn touch(&mut self, x_px: f32, y_px: f32) {
        if self.screen.overlay.focused.is_some() {
            self.focus(None);
        }
        let (x, y) = self.stage.fit.to_design(x_px, y_px);
        let target = self.grid.hit_test(&self.targets, x, y).map(|target| u16::from(target.cell));
        let action = target.or_else(|| self.round.game.hit_test(x, y));
        self.round.tap(action, (x, y), &mut self.stage);
    }

    fn choose(&mut self, number: u8) {
        if let Some((action, x, y)) = self.round.game.control_action(number) {
            self.round.tap(Some(action), (x, y), &mut self.stage);
        } else if let Some(centre) = self.grid.centres.get(usize::from(number)) {
            let is_there = self.targets.iter().any(|target| target.cell == number);
            self.round.tap(is_there.then_some(u16::from(number)), *centre, &mut self.stage);
        }
    }

    fn focus(&mut self, cell: Option<u8>) {
        self.screen.overlay.set_focus(cell, &self.grid, &self.stage.fit);
    }

    fn begin(&mut self, is_run: bool) {
        self.is_paused = false;
        self.told = None;
        self.targets.clear();
        self.clock.reset();
        self.screen.overlay.set_playing(is_run);
    }

    fn is_running(&self) -> bool {
        !self.is_paused && !self.is_hidden
    }

    fn resume(&mut self, is_paused: bool, is_hidden: bool) {
        let was_running = self.is_running();
        (self.is_paused, self.is_hidden) = (is_paused, is_hidden);
        if !was_running && self.is_running() {
            self.clock.reset();
            self.round.resume();
        }
    }

    /// One sixtieth of a second, always in this order: previous poses are saved, rules and game step, then
    /// come tweens, particles and the screen shake.
    fn tick(&mut self) {
        self.systems.save_previous_poses(&mut self.stage.world);
        self.page_events.extend(self.round.tick(&mut self.stage));
        self.systems.run_tweens(&mut self.stage.world);
        self.stage.particles.step();
        self.stage.shake.step();
    }

    fn fit(&mut self) -> Result<(), JsValue> {
        self.screen.fit(&mut self.stage);
        let game = &mut self.round.game;
        self.grid = self.screen.draw(&mut self.stage, (0.0, 0.0), |stage, pen| game.lay_out(stage, pen))?;
        self.focus(self.screen.overlay.focused);
        Ok(())
    }

    /// Brings HUD, buttons and controls up to date.
    fn sync_page(&mut self) -> Result<(), JsValue> {
        self.targets.clear();
        let Some((rules, game)) = self.round.run() else {
            self.round.game.sync_controls(None, &self.stage);
            return Ok(());
        };
        if !rules.is_over() {
            game.list_targets(rules, &mut self.targets);
        }
        let hud = G::hud(rules);
        self.screen.overlay.sync(&self.targets, &self.grid, hud, &self.stage)?;
        game.sync_controls(Some(rules), &self.stage);
        let (score, rival, combo) = (hud.score, hud.rival, hud.combo);
        if self.told.replace((score, rival, combo)) != Some((score, rival, combo)) {
            self.page_events.push(PageEvent::Score { score, rival, combo });
        }
        Ok(())
    }

    fn draw(&mut self) {
        let part = if self.is_running() { self.clock.step_part() } else { 1.0 };
        let shake = self.stage.shake.offset();
        let (game, systems) = (&mut self.round.game, &mut self.systems);
        self.screen.draw(&mut self.stage, shake, |stage, pen| {
            game.draw(stage, pen, part);
            systems.draw_effects(&mut stage.world, pen, part);
        });
    }
}
