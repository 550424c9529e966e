//! What a game is to the stage.

use super::hud::Hud;
use super::pen::Pen;
use super::stage::Stage;
use crate::{Grid, Target};
use tapvine_shared::run::Rules;
use wasm_bindgen::JsValue;

/// A game's looks and sounds. It follows the rules and never decides a score.
///
/// What can be tapped is either the targets in the cells of a grid, or what the game finds, lists and focuses
/// itself: then it implements `hit_test`, `sync_controls`, `control_action` and `move_focus`.
pub trait Playable: Sized + 'static {
    type Rules: Rules;
    /// Cells in a row of the grid; the keyboard moves through it.
    const COLUMNS: u8;

    /// # Errors
    /// When art is missing.
    fn build(stage: &mut Stage) -> Result<Self, JsValue>;

    /// The screen has another size: places the cells and bakes what is drawn once.
    ///
    /// # Errors
    /// When the browser refuses a canvas.
    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue>;

    /// A run begins, or the demo starts over: the world is empty.
    fn reset(&mut self, stage: &mut Stage);

    /// Follows what the rules did in one tick.
    fn step(&mut self, rules: &Self::Rules, stage: &mut Stage);

    /// One tick of what moves even while the rules stand still.
    fn ambient_tick(&mut self, _: &mut Stage) {}

    /// A finger came down; whether it hit something.
    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool);

    /// The run is over.
    fn run_ended(&mut self, stage: &mut Stage, won: bool);

    /// The tap of the attract mode in this tick: the game plays itself.
    fn demo_tap(&mut self, rules: &Self::Rules) -> Option<u16>;

    fn hud(rules: &Self::Rules) -> Hud;

    /// Lists every target that can be tapped now.
    fn list_targets(&self, _: &Self::Rules, _: &mut Vec<Target>) {}

    /// The action of what lies at a place outside the grid.
    fn hit_test(&self, _x: f32, _y: f32) -> Option<u16> {
        None
    }

    /// Once a frame: brings the game's own controls up to date; without rules nothing is played.
    fn sync_controls(&mut self, _: Option<&Self::Rules>, _: &Stage) {}

    /// The action of one of its own controls, and the place of what the control stands for.
    fn control_action(&self, _number: u8) -> Option<(u16, f32, f32)> {
        None
    }

    /// Moves the focus among its own controls; whether it has any.
    fn move_focus(&self, _right: i8, _down: i8) -> bool {
        false
    }

    /// Draws the game `part` of the way from the last step to the next.
    fn draw(&mut self, stage: &mut Stage, pen: &Pen, part: f32);
}
