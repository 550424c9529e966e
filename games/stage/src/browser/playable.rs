//! What a game is to the stage, and what the stage is to a game.

use super::{Art, Pen, Sound, Tone, atlas::Atlas, options::Texts, show::Passing, tone::Theme};
use crate::{Fit, Grid, Look, Motion, Particles, Pose, Shake, Target, Tweens};
use bevy_ecs::prelude::World;
use js_sys::Object;
use std::rc::Rc;
use tapvine_shared::run::Rules;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;

/// A game's looks and sounds. It follows the rules and never decides a score.
pub trait Playable: Sized + 'static {
    type Rules: Rules;
    /// Cells in a row of the grid; the keyboard moves through it.
    const COLUMNS: u8;

    /// # Errors
    /// When art is missing.
    fn build(stage: &mut Stage) -> Result<Self, JsValue>;

    /// The screen has another size: places the cells and bakes what is painted once.
    ///
    /// # Errors
    /// When the browser refuses a canvas.
    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue>;

    /// A run begins, or the demo starts over: the stage is empty.
    fn begin(&mut self, stage: &mut Stage);

    /// Follows what the rules did in one tick.
    fn step(&mut self, rules: &Self::Rules, stage: &mut Stage);

    /// A finger came down; whether it hit something.
    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool);

    /// The run is over.
    fn over(&mut self, stage: &mut Stage, won: bool);

    /// The tap of the attract mode in this tick: the game plays itself.
    fn demo_tap(&mut self, rules: &Self::Rules) -> Option<u16>;

    /// Everything that can be tapped now.
    fn targets(&self, rules: &Self::Rules, grid: &Grid, targets: &mut Vec<Target>);

    fn hud(rules: &Self::Rules) -> Hud;

    /// The most the score can be, where it is shown as "so many of so many".
    fn out_of(_: &Self::Rules) -> Option<i64> {
        None
    }

    /// The action meant by a finger at this place. Labels, which have no cells, are found by the game.
    fn meant(&self, grid: &Grid, targets: &[Target], x: f32, y: f32) -> Option<u16> {
        grid.meant(targets, x, y).map(|target| u16::from(target.cell))
    }

    /// Once a frame: brings the game's own controls up to date; without rules nothing is played.
    fn controls(&mut self, _: Option<&Self::Rules>, _: &Stage) {}

    /// The action of one of its own controls and the place of what it stands for.
    fn choice(&self, _: u8) -> Option<(u16, f32, f32)> {
        None
    }

    /// Moves the focus among its own controls; whether it has any.
    fn move_focus(&self, _right: i8, _down: i8) -> bool {
        false
    }

    /// One tick of what lives even while the rules stand still.
    fn breathe(&mut self, _: &mut Stage) {}

    /// Draws the moment `part` of the way from the last step to the next.
    fn paint(&mut self, stage: &mut Stage, pen: &Pen, part: f32);
}

/// The numbers above the game.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hud {
    pub score: i64,
    pub rival: Option<i64>,
    pub combo: u32,
    pub ticks_left: u32,
}

/// The stage a game plays on.
pub struct Stage {
    pub world: World,
    pub particles: Particles,
    pub shake: Shake,
    pub sound: Rc<Sound>,
    pub theme: Rc<Theme>,
    pub reduced_motion: bool,
    pub fit: Fit,
    /// Where the numbers above end, in design pixels.
    pub top: f32,
    /// Where the safe area below ends.
    pub bottom: f32,
    /// What the page passed in, read where it is needed.
    pub(super) options: JsValue,
    /// Name → SVG of the icons that came after the first frame.
    pub(super) icons: Object,
    pub(super) root: HtmlElement,
    pub(super) texts: Texts,
    pub(super) atlas: Rc<Atlas>,
}

impl Stage {
    /// # Errors
    /// When the page gave no such sprite.
    pub fn art(&self, name: &str) -> Result<Art, JsValue> {
        self.atlas.find(name)
    }

    /// A text in the player's language; its key when it is missing, so that it is noticed.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key)
    }

    /// Something that looks like `look`, moves as the tweens say and goes.
    pub fn show(&mut self, look: Look, pose: Pose, tweens: Tweens) {
        self.world.spawn((Motion::from(pose), Passing { look, tweens }));
    }

    /// A text that pops up at a place, moves as the tweens say and goes.
    pub fn say(&mut self, text: String, size_px: f32, tone: Tone, pose: Pose, tweens: Tweens) {
        self.show(Look::Label { text, size_px, tone }, pose, tweens);
    }
}
