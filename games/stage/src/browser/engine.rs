//! The engine: takes what waits in the inbox, steps in one fixed order, draws, and says what happened.

use super::inbox::Command;
use super::outgoing::Outgoing;
use super::overlay::Overlay;
use super::playable::{Playable, Stage};
use super::show::{Looks, draw_looks};
use super::surface::Surface;
use super::{Pen, Tone};
use crate::phase::{COUNT_TICKS, ENDING_TICKS, GO_TICKS, Phase, READY_TICKS};
use crate::{Channel, Clock, Ease, Grid, Motion, Pose, Session, Target, Tweens, remember_poses, run_tweens};
use bevy_ecs::entity::Entity;
use bevy_ecs::query::QueryState;
use std::rc::Rc;
use tapvine_shared::run::{Dials, Rules, Seed};
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

pub struct Engine<G: Playable> {
    host: HtmlElement,
    surface: Surface,
    overlay: Overlay,
    stage: Stage,
    game: G,
    session: Session<G::Rules>,
    phase: Phase,
    /// The page asked for a pause.
    paused: bool,
    /// The page is in the background.
    hidden: bool,
    clock: Clock,
    grid: Grid,
    targets: Vec<Target>,
    demos: u64,
    fitted: bool,
    is_ready: bool,
    told: Option<(i64, Option<i64>, u32)>,
    queries: Queries,
    gone: Vec<Entity>,
}

/// Queries, prepared once.
struct Queries {
    motions: QueryState<&'static mut Motion>,
    tweens: QueryState<(Entity, &'static mut Tweens, &'static mut Motion)>,
    looks: Looks,
}

impl<G: Playable> Engine<G> {
    pub fn new(
        host: HtmlElement,
        surface: Surface,
        overlay: Overlay,
        mut stage: Stage,
    ) -> Result<Self, JsValue> {
        let game = G::build(&mut stage)?;
        let world = &mut stage.world;
        let queries = Queries { motions: world.query(), tweens: world.query(), looks: world.query() };
        let mut engine = Engine {
            host,
            surface,
            overlay,
            stage,
            game,
            session: Session::new(Seed(0), &Dials::default()),
            phase: Phase::Idle,
            paused: false,
            hidden: false,
            clock: Clock::default(),
            grid: Grid::default(),
            targets: Vec::new(),
            demos: 0,
            fitted: false,
            is_ready: false,
            told: None,
            queries,
            gone: Vec::new(),
        };
        engine.idle();
        Ok(engine)
    }

    pub fn is_playing(&self) -> bool {
        self.phase.has_run() && self.phase != Phase::Ended
    }

    /// One animation frame: commands, due ticks, page, picture.
    pub fn frame(
        &mut self,
        now_ms: f64,
        commands: &[Command],
        out: &mut Vec<Outgoing>,
    ) -> Result<(), JsValue> {
        if !self.stage.atlas.is_ready()? {
            // Starting is worth waiting for; nothing can be tapped yet.
            for command in commands {
                self.obey(command, out);
            }
            return Ok(());
        }
        if !self.fitted {
            self.fit()?;
        }
        for command in commands {
            self.obey(command, out);
        }
        let due = self.clock.advance(now_ms);
        if self.is_running() {
            for _ in 0..due {
                self.tick(out);
            }
        }
        self.show(out)?;
        if !self.is_ready {
            self.is_ready = true;
            out.push(Outgoing::Ready);
        }
        Ok(())
    }

    fn obey(&mut self, command: &Command, out: &mut Vec<Outgoing>) {
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

    fn is_running(&self) -> bool {
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

    fn idle(&mut self) {
        self.demos += 1;
        self.begin(Seed(self.demos), &Dials::default(), Phase::Idle);
        self.stage.sound.hush(true);
        self.overlay.set_playing(false);
    }

    fn begin(&mut self, seed: Seed, dials: &Dials, phase: Phase) {
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

    fn fit(&mut self) -> Result<(), JsValue> {
        self.fitted = true;
        self.stage.fit = self.surface.fit_to(&self.host);
        self.stage.atlas.forget();
        (self.stage.top, self.stage.bottom) = self.overlay.lay_out(&self.stage);
        let stage = &self.stage;
        let pen = Pen::new(&self.surface.context, &stage.atlas, &stage.theme, stage.fit, (0.0, 0.0));
        self.grid = self.game.lay_out(stage, &pen)?;
        let ring = self.overlay.focused;
        self.overlay.show_ring(ring, &self.grid, &self.stage.fit);
        Ok(())
    }

    fn touch(&mut self, x_px: f32, y_px: f32) {
        if self.overlay.focused.is_some() {
            self.overlay.show_ring(None, &self.grid, &self.stage.fit);
        }
        let (x, y) = self.stage.fit.to_design(x_px, y_px);
        let meant = self.grid.meant(&self.targets, x, y).map(|target| target.cell);
        if let (Some(cell), Phase::Playing) = (meant, self.phase) {
            self.session.tap(u16::from(cell));
        }
        self.game.touched(&mut self.stage, x, y, meant.is_some());
    }

    fn choose(&mut self, cell: u8) {
        let there = self.targets.iter().any(|target| target.cell == cell);
        if self.phase == Phase::Playing && there {
            self.session.tap(u16::from(cell));
        }
        if let Some((x, y)) = self.grid.centres.get(usize::from(cell)).copied() {
            self.game.touched(&mut self.stage, x, y, there);
        }
    }

    /// One sixtieth of a second. The order is this, always: poses are remembered, the rules step, the
    /// game follows them, tweens move, particles fly, the shake dies away.
    fn tick(&mut self, out: &mut Vec<Outgoing>) {
        remember_poses(&mut self.stage.world, &mut self.queries.motions);
        match self.phase {
            Phase::Playing => self.play_tick(),
            Phase::Idle => self.demo_tick(),
            Phase::Ready { .. } | Phase::Resuming { .. } => self.count_in(),
            Phase::Ending { ticks: 0 } => self.end_now(out),
            Phase::Ending { .. } | Phase::Ended => {}
        }
        self.phase = self.phase.after_a_tick();
        run_tweens(&mut self.stage.world, &mut self.queries.tweens, &mut self.gone);
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
            self.stage.sound.note(super::Wave::Triangle, (hz, hz), 0, 220, 0.3);
        }
    }

    /// Tells the page of the end, once.
    fn end_now(&mut self, out: &mut Vec<Outgoing>) {
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

    fn is_won(&self) -> bool {
        self.session.rules.score() > self.session.rules.rival_score().unwrap_or(0)
    }

    /// Brings the page and the canvas up to date.
    fn show(&mut self, out: &mut Vec<Outgoing>) -> Result<(), JsValue> {
        let rules = &self.session.rules;
        self.targets.clear();
        if self.phase.has_run() {
            let hud = G::hud(rules);
            if !rules.is_over() {
                self.game.targets(rules, &self.grid, &mut self.targets);
            }
            self.overlay.sync(&self.targets, &self.grid, hud, &self.stage)?;
            let numbers = (hud.score, hud.rival, hud.combo);
            if self.told != Some(numbers) {
                self.told = Some(numbers);
                out.push(Outgoing::Score { score: hud.score, rival: hud.rival, combo: hud.combo });
            }
        }
        let part = if self.is_running() { self.clock.between_steps() } else { 1.0 };
        let stage = &mut self.stage;
        let shake = stage.shake.offset();
        let (atlas, theme) = (Rc::clone(&stage.atlas), Rc::clone(&stage.theme));
        let pen = Pen::new(&self.surface.context, &atlas, &theme, stage.fit, shake);
        self.game.paint(stage, &pen, part);
        draw_looks(&mut stage.world, &mut self.queries.looks, &pen, part);
        Ok(())
    }
}
