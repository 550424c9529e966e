//! The view: what Fruit Rush looks and sounds like. It follows the rules and decides nothing.
//!
//! Each tick in this order: moments become celebrations, fruit follow the rules, fruit breathe,
//! flights land, the hand reaches, the music beats.

mod art;
mod basket;
mod bursts;
mod fruit;
mod hand;
mod layout;
mod moments;
mod music;
mod scenery;
mod sounds;

use crate::rules::{CELLS, COLUMNS, FruitRush, Phase};
use art::Gallery;
use basket::Basket;
use fruit::Fruits;
use hand::HandView;
use layout::Layout;
use music::Music;
use scenery::Scenery;
use tapvine_shared::run::Rules;
use tapvine_stage::{Grid, Hud, Pen, Playable, Stage, Target};
use wasm_bindgen::JsValue;

pub struct View {
    gallery: Gallery,
    layout: Layout,
    scenery: Option<Scenery>,
    fruits: Fruits,
    basket: Basket,
    hand: HandView,
    music: Music,
    flash: scenery::Flash,
    in_rush: bool,
}

impl Playable for View {
    type Rules = FruitRush;
    const COLUMNS: u8 = COLUMNS;

    fn build(stage: &mut Stage) -> Result<View, JsValue> {
        Ok(View {
            gallery: Gallery::find(stage)?,
            layout: Layout::default(),
            scenery: None,
            fruits: Fruits::new(stage),
            basket: Basket::new(),
            hand: HandView::default(),
            music: Music::default(),
            flash: scenery::Flash::default(),
            in_rush: false,
        })
    }

    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue> {
        self.layout = Layout::new(stage);
        self.scenery = Some(Scenery::bake(stage, pen, &self.layout)?);
        let centres = (0..CELLS).map(|cell| self.layout.cell(cell)).collect();
        Ok(Grid { columns: COLUMNS, centres, reach: self.layout.reach })
    }

    fn begin(&mut self, _: &mut Stage) {
        self.basket.empty();
        self.hand = HandView::resting(&self.layout);
        self.music = Music::default();
        self.in_rush = false;
    }

    fn step(&mut self, rules: &FruitRush, stage: &mut Stage) {
        for moment in rules.moments() {
            self.celebrate(*moment, stage);
        }
        self.fruits.follow(rules, stage, &self.layout);
        self.fruits.breathe(stage);
        self.basket.step(rules, stage, &self.layout, &self.gallery);
        self.hand.step(rules, &self.layout);
        self.music.step(rules, stage);
        self.flash.step();
        if rules.is_final_rush() && !self.in_rush {
            self.in_rush = true;
            self.announce_rush(stage);
        }
    }

    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool) {
        bursts::ripple(stage, &self.gallery, x, y, hit);
    }

    fn over(&mut self, stage: &mut Stage, won: bool) {
        self.finish(stage, won);
    }

    fn demo_tap(&mut self, rules: &FruitRush) -> Option<u16> {
        let ripe = |progress: u32| (300..330).contains(&progress);
        let due =
            rules.fruits().find(|fruit| fruit.phase.is_worth_picking() && ripe(fruit.progress_permille));
        due.map(|fruit| u16::from(fruit.cell))
    }

    fn targets(&self, rules: &FruitRush, _: &Grid, targets: &mut Vec<Target>) {
        targets.extend(rules.fruits().map(|fruit| {
            let (x, y) = self.layout.cell(fruit.cell);
            Target { cell: fruit.cell, kind: kind(fruit.phase), x, y }
        }));
    }

    fn hud(rules: &FruitRush) -> Hud {
        Hud {
            score: rules.score(),
            rival: rules.rival_score(),
            combo: rules.combo(),
            ticks_left: rules.ticks_left(),
        }
    }

    fn paint(&mut self, stage: &mut Stage, pen: &Pen, part: f32) {
        let Some(scenery) = &self.scenery else { return };
        scenery.paint(pen, self.in_rush);
        self.hand.paint_arm(pen, &self.layout, part);
        self.basket.paint(stage, pen, &self.layout, &self.gallery, part);
        self.fruits.paint(stage, pen, &self.gallery, part);
        let calm = stage.reduced_motion;
        self.hand.paint_glove(pen, &self.layout, &self.gallery, part, calm);
        bursts::paint(stage, pen);
        self.flash.paint(pen, stage);
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
