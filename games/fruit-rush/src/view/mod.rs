//! The view: what Fruit Rush looks and sounds like. It follows the rules and decides nothing.
//!
//! Each tick in this order: game events are shown, fruit follow the rules and move, picked fruit land in the
//! basket, the hand moves, the music plays.

mod background;
mod basket;
mod effects;
mod flash;
mod fruit;
mod game_events;
mod hand;
mod layout;
mod music;
mod scene;
mod sounds;
mod sprites;

use crate::rules::{CELLS, COLUMNS, FruitRush, Phase};
use background::Background;
use hand::HandView;
use layout::Layout;
use music::Music;
use scene::Scene;
use tapvine_shared::run::Rules;
use tapvine_stage::{Grid, Hud, Pen, Playable, Stage, Target};
use wasm_bindgen::JsValue;

pub struct View {
    scene: Scene,
    background: Option<Background>,
    music: Music,
    is_final_rush: bool,
}

impl Playable for View {
    type Rules = FruitRush;
    const COLUMNS: u8 = COLUMNS;

    fn build(stage: &mut Stage) -> Result<View, JsValue> {
        let (scene, music) = (Scene::build(stage)?, Music::default());
        Ok(View { scene, background: None, music, is_final_rush: false })
    }

    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue> {
        let layout = Layout::new(stage);
        self.scene.layout = layout;
        self.background = Some(Background::bake(stage, pen, &layout)?);
        let centres = (0..CELLS).map(|cell| layout.cell(cell)).collect();
        Ok(Grid { columns: COLUMNS, centres, half_cell: layout.half_cell })
    }

    fn reset(&mut self, _: &mut Stage) {
        self.scene.basket.reset();
        self.scene.hand = HandView::at_rest(&self.scene.layout);
        self.music = Music::default();
        self.is_final_rush = false;
    }

    fn step(&mut self, rules: &FruitRush, stage: &mut Stage) {
        for event in rules.game_events() {
            self.scene.show_game_event(*event, stage);
        }
        let Scene { sprites, layout, fruits, basket, hand, flash } = &mut self.scene;
        fruits.sync(rules, stage, layout);
        fruits.step(stage);
        basket.step(rules, stage, layout, sprites);
        hand.step(rules, layout);
        self.music.step(rules, stage);
        flash.step();
        if rules.is_final_rush() && !self.is_final_rush {
            self.is_final_rush = true;
            self.scene.show_final_rush(stage);
        }
    }

    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool) {
        effects::ripple(stage, &self.scene.sprites, x, y, hit);
    }

    fn run_ended(&mut self, stage: &mut Stage, won: bool) {
        self.scene.show_end(stage, won);
    }

    fn demo_tap(&mut self, rules: &FruitRush) -> Option<u16> {
        let is_due = |progress: u32| (300..330).contains(&progress);
        let due =
            rules.fruits().find(|fruit| fruit.phase.is_worth_picking() && is_due(fruit.progress_permille));
        due.map(|fruit| u16::from(fruit.cell))
    }

    fn list_targets(&self, rules: &FruitRush, targets: &mut Vec<Target>) {
        targets.extend(rules.fruits().map(|fruit| {
            let (x, y) = self.scene.layout.cell(fruit.cell);
            Target { cell: fruit.cell, kind: kind(fruit.phase), x, y }
        }));
    }

    fn hud(rules: &FruitRush) -> Hud {
        Hud {
            score: rules.score(),
            max_score: None,
            rival: rules.rival_score(),
            combo: rules.combo(),
            ticks_left: rules.ticks_left(),
        }
    }

    fn draw(&mut self, stage: &mut Stage, pen: &Pen, part: f32) {
        let Some(background) = &self.background else { return };
        let Scene { sprites, layout, fruits, basket, hand, flash } = &mut self.scene;
        background.draw(pen, self.is_final_rush);
        hand.draw_arm(pen, layout, part);
        basket.draw(stage, pen, layout, sprites);
        fruits.draw(stage, pen, sprites, part);
        hand.draw_glove(pen, layout, sprites, part, stage.reduced_motion);
        pen.particles(&stage.particles);
        flash.draw(pen, stage);
    }
}

/// Its `data-kind`, also the key of its label.
fn kind(phase: Phase) -> &'static str {
    match phase {
        Phase::Green => "green",
        Phase::Amber => "amber",
        Phase::Red => "red",
        Phase::Gold => "gold",
    }
}
