//! The player's basket, the fruit flying into it, and the badge of the combo.

use super::art::Gallery;
use super::fruit::FRUIT_PX;
use super::layout::Layout;
use super::{bursts, sounds};
use crate::rules::{FruitRush, Phase, multiplier};
use bevy_ecs::prelude::{Component, Entity, World};
use bevy_ecs::query::QueryState;
use tapvine_stage::{Channel, Ease, Pen, Pose, Sprite, Squash, Stage, Tone, Tweens};

const FLIGHT_TICKS: u32 = 24;
const BASKET_PX: f32 = 84.0;

/// A fruit on its way; it lands in so many ticks.
#[derive(Component, Clone, Copy, Debug)]
struct Landing(u32);

pub struct Basket {
    landings: QueryState<(Entity, &'static mut Landing)>,
    squash: Squash,
    badge: Squash,
    combo: u32,
    combo_left_permille: u32,
    badge_text: [String; 5],
    combo_text: String,
}

impl Basket {
    pub fn new(world: &mut World) -> Basket {
        let badge_text = [0u32, 1, 2, 3, 4].map(|times| ["×", &times.to_string()].concat());
        Basket {
            landings: world.query(),
            squash: Squash::default(),
            badge: Squash::default(),
            combo: 0,
            combo_left_permille: 0,
            badge_text,
            combo_text: String::new(),
        }
    }

    pub fn empty(&mut self) {
        self.combo = 0;
        self.squash = Squash::default();
    }

    /// Sends a picked fruit flying: up, over and in.
    pub fn catch(
        &self,
        stage: &mut Stage,
        gallery: &Gallery,
        layout: &Layout,
        phase: Phase,
        id: u16,
        from: (f32, f32),
    ) {
        let sprite = Sprite { art: gallery.body(phase, id).art, size_px: FRUIT_PX };
        let (x, y) = (layout.basket.0, layout.basket.1 - 14.0);
        let pose = Pose::at(from.0, from.1).scaled(1.15);
        let tweens = if stage.reduced_motion {
            Tweens::default().with(Channel::Alpha, (1.0, 0.0), (0, 12), Ease::Linear)
        } else {
            let spin = if from.0 < x { 5.0 } else { -5.0 };
            Tweens::default()
                .with(Channel::ScaleX, (1.35, 0.42), (0, FLIGHT_TICKS), Ease::Out)
                .with(Channel::ScaleY, (0.75, 0.42), (0, FLIGHT_TICKS), Ease::BackOut)
                .with(Channel::X, (from.0, x), (4, FLIGHT_TICKS - 4), Ease::InOut)
                .with(Channel::Y, (from.1, y), (4, FLIGHT_TICKS - 4), Ease::BackIn)
                .with(Channel::Turn, (0.0, spin), (4, FLIGHT_TICKS - 4), Ease::In)
        };
        stage.spawn(pose, (sprite, tweens.then_leave(), Landing(FLIGHT_TICKS)));
    }

    /// The multiplier rose.
    pub fn cheer(&mut self) {
        self.badge.kick(0.3);
        self.squash.kick(0.2);
    }

    /// System: fruit land, the basket swings, the badge follows the combo.
    pub fn step(&mut self, rules: &FruitRush, stage: &mut Stage, layout: &Layout, gallery: &Gallery) {
        let mut landed = 0;
        for (_, mut landing) in self.landings.iter_mut(&mut stage.world) {
            landing.0 = landing.0.saturating_sub(1);
            landed += u32::from(landing.0 == 1);
        }
        for _ in 0..landed {
            self.squash.kick(0.12);
            bursts::leaves(stage, gallery, (layout.basket.0, layout.basket.1 - 24.0), 2);
            sounds::land(stage);
        }
        if rules.combo() > self.combo {
            self.badge.kick(0.12);
        }
        if rules.combo() != self.combo {
            self.combo = rules.combo();
            self.combo_text = self.combo.to_string();
        }
        self.combo_left_permille = rules.combo_left_permille();
        self.squash.swing();
        self.badge.swing();
    }

    pub fn paint(&mut self, stage: &mut Stage, pen: &Pen, layout: &Layout, gallery: &Gallery, _: f32) {
        let swing = if stage.reduced_motion { 0.0 } else { self.squash.amount };
        let times = multiplier(self.combo);
        let at = Pose::at(layout.basket.0, layout.basket.1);
        if times > 1 {
            pen.sprite(gallery.rays, 70.0 + 26.0 * times as f32, &at.faded(0.3 + 0.1 * times as f32));
        }
        let pose = Pose { scale_x: 1.0 + swing, scale_y: 1.0 - swing, y: at.y + swing * 18.0, ..at };
        pen.sprite(gallery.basket, BASKET_PX, &pose);
        if self.combo > 1 {
            self.paint_badge(stage, pen, layout, times);
        }
    }

    fn paint_badge(&self, stage: &Stage, pen: &Pen, layout: &Layout, times: u32) {
        let swing = if stage.reduced_motion { 0.0 } else { self.badge.amount };
        let (x, y) = layout.badge;
        let at = Pose::at(x, y).scaled(1.0 + swing);
        let tone =
            [Tone::Ink, Tone::Primary, Tone::Primary, Tone::Accent, Tone::Css("#e6248a")][times as usize];
        pen.place(&at);
        pen.ellipse(0.0, 0.0, 30.0, 30.0, Tone::Css("#ffffff"));
        pen.arc(26.0, 1.0, 5.0, Tone::Css("#00000018"));
        pen.arc(26.0, self.combo_left_permille as f32 / 1_000.0, 5.0, tone);
        pen.text(&self.badge_text[times as usize], 24.0, tone, &Pose { y: y - 2.0, ..at });
        pen.text(&self.combo_text, 15.0, Tone::Ink, &Pose { x: x + 30.0, y: y - 24.0, ..at });
    }
}
