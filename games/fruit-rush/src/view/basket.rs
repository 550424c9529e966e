//! The player's basket, the fruit flying into it, and the badge of the combo.

use super::fruit::FRUIT_PX;
use super::layout::Layout;
use super::sprites::Sprites;
use super::{effects, sounds};
use crate::rules::{FruitRush, Phase, multiplier};
use tapvine_stage::{Channel, Colour, Ease, Pen, Pose, Squash, Stage, Tweens, Visual};

const FLIGHT_TICKS: u32 = 24;
const BASKET_PX: f32 = 80.0;
/// Where fruit can be seen in the basket, in the order they fill it.
const HEAP: [(f32, f32); 8] = [
    (-18.0, -10.0),
    (18.0, -10.0),
    (0.0, -13.0),
    (-10.0, -17.0),
    (11.0, -18.0),
    (-22.0, -17.0),
    (22.0, -18.0),
    (0.0, -25.0),
];

pub struct Basket {
    /// Ticks until each fruit on its way lands.
    landings: Vec<u32>,
    squash: Squash,
    badge: Squash,
    combo: u32,
    combo_left_permille: u32,
    /// How many fruit lie in it.
    caught: u16,
    age_ticks: u32,
    badge_text: [String; 5],
    combo_text: String,
}

impl Basket {
    pub fn new() -> Basket {
        let badge_text = [0u32, 1, 2, 3, 4].map(|times| ["×", &times.to_string()].concat());
        Basket {
            landings: Vec::new(),
            squash: Squash::default(),
            badge: Squash::default(),
            combo: 0,
            combo_left_permille: 0,
            caught: 0,
            age_ticks: 0,
            badge_text,
            combo_text: String::new(),
        }
    }

    pub fn reset(&mut self) {
        self.combo = 0;
        self.caught = 0;
        self.landings.clear();
        self.squash = Squash::default();
    }

    /// Lets a picked fruit fly in.
    pub fn fly_in(
        &mut self,
        stage: &mut Stage,
        sprites: &Sprites,
        layout: &Layout,
        phase: Phase,
        id: u16,
        from: (f32, f32),
    ) {
        let look = Visual::Sprite { art: sprites.body(phase, id).art, size_px: FRUIT_PX };
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
                .with(Channel::Rotation, (0.0, spin), (4, FLIGHT_TICKS - 4), Ease::In)
        };
        stage.spawn_effect(look, pose, tweens);
        self.landings.push(FLIGHT_TICKS);
    }

    /// The multiplier rose: badge and basket bounce.
    pub fn bounce(&mut self) {
        self.badge.kick(0.3);
        self.squash.kick(0.2);
    }

    /// System: fruit land, the basket squashes, the badge follows the combo.
    pub fn step(&mut self, rules: &FruitRush, stage: &mut Stage, layout: &Layout, sprites: &Sprites) {
        self.age_ticks += 1;
        self.landings.iter_mut().for_each(|ticks| *ticks -= 1);
        let flying = self.landings.len();
        self.landings.retain(|ticks| *ticks > 0);
        for _ in self.landings.len()..flying {
            self.caught += 1;
            self.squash.kick(0.12);
            effects::leaves(stage, sprites, (layout.basket.0, layout.basket.1 - 24.0), 2);
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
        self.squash.step();
        self.badge.step();
    }

    pub fn draw(&mut self, stage: &mut Stage, pen: &Pen, layout: &Layout, sprites: &Sprites) {
        let squash = if stage.reduced_motion { 0.0 } else { self.squash.amount };
        let times = multiplier(self.combo);
        let at = Pose::at(layout.basket.0, layout.basket.1);
        if times > 1 {
            let rotation = if stage.reduced_motion { 0.0 } else { self.age_ticks as f32 * 0.012 };
            let glow = Pose { rotation, ..at }.faded(0.22 + 0.1 * times as f32);
            pen.sprite(sprites.rays, 76.0 + 18.0 * times as f32, &glow);
        }
        let pose = Pose { y: at.y + squash * 18.0, ..at }.squashed(squash);
        for (n, (x, y)) in HEAP.iter().enumerate().take(usize::from(self.caught / 2)) {
            let body = sprites.body(Phase::Green, n as u16);
            pen.sprite(body.art, 30.0, &Pose { x: pose.x + x, y: pose.y + y, rotation: x * 0.03, ..pose });
        }
        pen.sprite(sprites.basket, BASKET_PX, &pose);
        if self.combo > 1 {
            self.draw_badge(stage, pen, layout, times);
        }
    }

    fn draw_badge(&self, stage: &Stage, pen: &Pen, layout: &Layout, times: u32) {
        let squash = if stage.reduced_motion { 0.0 } else { self.badge.amount };
        let (x, y) = layout.badge;
        let at = Pose::at(x, y).scaled(1.0 + squash);
        let colour = [Colour::Ink, Colour::Primary, Colour::Primary, Colour::Accent, Colour::Css("#e6248a")]
            [times as usize];
        pen.place(&at);
        pen.ellipse(0.0, 0.0, 30.0, 30.0, Colour::Css("#ffffff"));
        pen.arc(26.0, 1.0, 5.0, Colour::Css("#00000018"));
        pen.arc(26.0, self.combo_left_permille as f32 / 1_000.0, 5.0, colour);
        pen.text(&self.badge_text[times as usize], 24.0, colour, &Pose { y: y - 2.0, ..at });
        pen.text(&self.combo_text, 15.0, Colour::Ink, &Pose { x: x + 30.0, y: y - 24.0, ..at });
    }
}
