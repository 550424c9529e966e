//! The engine: takes what waits in the inbox, steps in one fixed order, draws, and says what happened.

mod commands;
mod ticks;

use crate::browser::Pen;
use crate::browser::inbox::Command;
use crate::browser::outgoing::Outgoing;
use crate::browser::overlay::Overlay;
use crate::browser::playable::{Playable, Stage};
use crate::browser::show::{Moving, draw_looks};
use crate::browser::surface::Surface;
use crate::phase::Phase;
use crate::quality::Quality;
use crate::{Clock, Grid, Session, Target};
use bevy_ecs::entity::Entity;
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
    quality: Quality,
    grid: Grid,
    targets: Vec<Target>,
    demos: u64,
    fitted: bool,
    is_ready: bool,
    told: Option<(i64, Option<i64>, u32)>,
    /// A query, prepared once.
    moving: Moving,
    gone: Vec<Entity>,
}

impl<G: Playable> Engine<G> {
    pub fn new(
        host: HtmlElement,
        surface: Surface,
        overlay: Overlay,
        mut stage: Stage,
    ) -> Result<Self, JsValue> {
        let game = G::build(&mut stage)?;
        let moving = stage.world.query();
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
            quality: Quality::default(),
            grid: Grid::default(),
            targets: Vec::new(),
            demos: 0,
            fitted: false,
            is_ready: false,
            told: None,
            moving,
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
        if self.quality.falls_after_frame(now_ms, self.stage.fit.pixel_ratio) || !self.fitted {
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

    fn fit(&mut self) -> Result<(), JsValue> {
        self.fitted = true;
        self.stage.fit = self.surface.fit_to(&self.host, self.quality.most_pixel_ratio);
        self.stage.atlas.forget();
        (self.stage.top, self.stage.bottom) = self.overlay.lay_out(&self.stage);
        let stage = &self.stage;
        let pen = Pen::new(&self.surface.context, &stage.atlas, &stage.theme, stage.fit, (0.0, 0.0));
        self.grid = self.game.lay_out(stage, &pen)?;
        let ring = self.overlay.focused;
        self.overlay.show_ring(ring, &self.grid, &self.stage.fit);
        Ok(())
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
            self.overlay.panel.set_out_of(G::out_of(rules));
            self.overlay.sync(&self.targets, &self.grid, hud, &self.stage)?;
            let numbers = (hud.score, hud.rival, hud.combo);
            if self.told != Some(numbers) {
                self.told = Some(numbers);
                out.push(Outgoing::Score { score: hud.score, rival: hud.rival, combo: hud.combo });
            }
        }
        self.game.controls(self.phase.has_run().then_some(rules), &self.stage);
        let part = if self.is_running() { self.clock.between_steps() } else { 1.0 };
        let stage = &mut self.stage;
        let shake = stage.shake.offset();
        let (atlas, theme) = (Rc::clone(&stage.atlas), Rc::clone(&stage.theme));
        let pen = Pen::new(&self.surface.context, &atlas, &theme, stage.fit, shake);
        self.game.paint(stage, &pen, part);
        draw_looks(&mut stage.world, &mut self.moving, &pen, part);
        Ok(())
    }
}
