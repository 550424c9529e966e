//! What each game event looks and sounds like.

use super::fruit::FRUIT_PX;
use super::scene::Scene;
use super::{effects, sounds};
use crate::rules::{GameEvent, Phase, multiplier};
use tapvine_stage::{Channel, Colour, Ease, Pose, Stage, Tweens, Visual};

const GOLD: Colour = Colour::Css("#d98200");
const BAD: Colour = Colour::Css("#d3123a");
const RIVAL: Colour = Colour::Css("#5a45a8");
const CALM: Colour = Colour::Css("#7a5a1e");

impl Scene {
    pub fn show_game_event(&mut self, event: GameEvent, stage: &mut Stage) {
        match event {
            GameEvent::Appeared { cell, phase } => self.appear(stage, cell, phase),
            GameEvent::TurnedGreen { cell } => {
                effects::burst(stage, self.sprites.star, self.layout.cell(cell), 7, 3.2, 19.0);
                sounds::turned_green(stage);
            }
            GameEvent::TurnedRed { cell } => {
                effects::smoke(stage, &self.sprites, self.layout.cell(cell));
                sounds::turned_red(stage);
            }
            GameEvent::Missed { cell } => self.fall(stage, cell),
            GameEvent::Faded { cell } => effects::smoke(stage, &self.sprites, self.layout.cell(cell)),
            GameEvent::Picked { cell, points, quick, combo } => self.pick(stage, cell, points, quick, combo),
            GameEvent::GoldPicked { cell, points } => self.pick_gold(stage, cell, points),
            GameEvent::ComboUp { multiplier } => self.combo_up(stage, multiplier),
            GameEvent::AmberPicked { cell } => {
                let place = self.layout.cell(cell);
                effects::smoke(stage, &self.sprites, place);
                let text = stage.text("too_soon").to_owned();
                effects::floating_text(stage, text, 22.0, CALM, place);
                sounds::too_soon(stage);
            }
            GameEvent::RedPicked { cell, lost } => self.pick_red(stage, cell, lost),
            GameEvent::ComboLost => sounds::combo_lost(stage),
            GameEvent::HandPicked { cell, points, gold } => {
                let phase = if gold { Phase::Gold } else { Phase::Green };
                self.hand_picks(stage, cell, points, phase);
            }
            GameEvent::HandSlipped => {
                self.hand.slip();
                effects::smoke(stage, &self.sprites, self.layout.robot);
            }
        }
    }

    fn appear(&mut self, stage: &mut Stage, cell: u8, phase: Phase) {
        let (x, y) = self.layout.cell(cell);
        effects::leaves(stage, &self.sprites, (x, y - 34.0), 2);
        if phase == Phase::Gold {
            effects::burst(stage, self.sprites.star, (x, y), 10, 3.2, 18.0);
            sounds::gold_appears(stage);
        } else {
            sounds::appear(stage, phase);
        }
    }

    fn pick(&mut self, stage: &mut Stage, cell: u8, points: i64, quick: bool, combo: u32) {
        let place = self.layout.cell(cell);
        let times = multiplier(combo);
        if let Some((_, id)) = self.fruits.shown_on(&mut stage.world, cell) {
            self.basket.fly_in(stage, &self.sprites, &self.layout, Phase::Green, id, place);
        }
        effects::burst(stage, self.sprites.drop, place, 8 + times * 2, 4.2, 19.0);
        if quick {
            effects::burst(stage, self.sprites.star, place, 5, 5.0, 21.0);
            let text = stage.text("quick").to_owned();
            effects::floating_text(stage, text, 16.0, Colour::Accent, (place.0, place.1 - 30.0));
        }
        let colour = if times > 2 { Colour::Accent } else { Colour::Primary };
        effects::floating_text(
            stage,
            ["+", &points.to_string()].concat(),
            24.0 + 3.0 * times as f32,
            colour,
            place,
        );
        sounds::pick(stage, combo, quick);
    }

    fn pick_gold(&mut self, stage: &mut Stage, cell: u8, points: i64) {
        let place = self.layout.cell(cell);
        self.basket.fly_in(stage, &self.sprites, &self.layout, Phase::Gold, 0, place);
        effects::burst(stage, self.sprites.star, place, 28, 6.2, 28.0);
        let text = stage.text("golden").to_owned();
        effects::floating_text(stage, text, 26.0, GOLD, (place.0, place.1 - 38.0));
        effects::floating_text(stage, ["+", &points.to_string()].concat(), 42.0, GOLD, place);
        self.flash.start(Colour::Css("#ffe27a"), 0.55);
        stage.shake.start(0.35);
        sounds::gold_picked(stage);
    }

    fn combo_up(&mut self, stage: &mut Stage, times: u32) {
        let (x, y) = self.layout.basket;
        self.basket.bounce();
        effects::burst(stage, self.sprites.star, (x, y - 10.0), 6 + times * 4, 5.0, 23.0);
        let text = ["×", &times.to_string(), "!"].concat();
        effects::floating_text(stage, text, 30.0 + 6.0 * times as f32, Colour::Accent, (x, y - 54.0));
        sounds::combo_up(stage, times);
    }

    fn pick_red(&mut self, stage: &mut Stage, cell: u8, lost: i64) {
        let place = self.layout.cell(cell);
        effects::burst(stage, self.sprites.drop_red, place, 16, 5.4, 22.0);
        effects::smoke(stage, &self.sprites, place);
        effects::floating_text(stage, ["−", &lost.to_string()].concat(), 38.0, BAD, place);
        self.flash.start(Colour::Css("#ff2a4d"), 0.5);
        stage.shake.start(1.0);
        sounds::red(stage);
    }

    fn fall(&mut self, stage: &mut Stage, cell: u8) {
        let (x, y) = self.layout.cell(cell);
        let Some((phase, id)) = self.fruits.shown_on(&mut stage.world, cell) else { return };
        let art = self.sprites.body(phase, id).art;
        let look = Visual::Sprite { art, size_px: FRUIT_PX };
        let depth = if stage.reduced_motion { 0.0 } else { 90.0 };
        let tweens = Tweens::default()
            .with(Channel::Y, (y + 8.0, y + depth), (0, 26), Ease::In)
            .with(Channel::Rotation, (0.0, depth / 90.0), (0, 26), Ease::In)
            .with(Channel::Alpha, (1.0, 0.0), (8, 18), Ease::Linear);
        stage.spawn_effect(look, Pose::at(x, y + 8.0), tweens);
        sounds::missed(stage);
    }

    /// The hand takes a fruit of its own, shown half transparent: the player's still hangs.
    fn hand_picks(&mut self, stage: &mut Stage, cell: u8, points: i64, phase: Phase) {
        let (x, y) = self.layout.cell(cell);
        let (robot_x, robot_y) = self.layout.robot;
        self.hand.grab();
        let tweens = Tweens::default()
            .with(Channel::X, (x + 20.0, robot_x), (0, 24), Ease::InOut)
            .with(Channel::Y, (y + 20.0, robot_y - 16.0), (0, 24), Ease::InOut)
            .with(Channel::Scale, (0.6, 0.2), (0, 24), Ease::In)
            .with(Channel::Alpha, (0.75, 0.3), (0, 24), Ease::In);
        let art = self.sprites.body(phase, u16::from(cell)).art;
        if !stage.reduced_motion {
            let from = Pose::at(x + 20.0, y + 20.0).scaled(0.6).faded(0.75);
            stage.spawn_effect(Visual::Sprite { art, size_px: 66.0 }, from, tweens);
        }
        effects::floating_text(
            stage,
            ["+", &points.to_string()].concat(),
            17.0,
            RIVAL,
            (robot_x, robot_y - 40.0),
        );
        sounds::hand(stage);
    }

    pub fn show_final_rush(&mut self, stage: &mut Stage) {
        let text = stage.text("final_rush").to_owned();
        let y = (self.layout.grid_top + self.layout.grid_bottom) / 2.0;
        effects::banner(stage, text, 46.0, Colour::Accent, y);
        sounds::rush(stage);
    }

    pub fn show_end(&mut self, stage: &mut Stage, won: bool) {
        let text = stage.text("time_up").to_owned();
        let y = (self.layout.grid_top + self.layout.grid_bottom) / 2.0;
        let tweens = Tweens::default().with(Channel::Scale, (2.2, 1.0), (0, 16), Ease::BackOut).with(
            Channel::Alpha,
            (1.0, 0.0),
            (60, 14),
            Ease::In,
        );
        stage.spawn_text(text, 64.0, Colour::Primary, Pose::at(180.0, y).scaled(2.2), tweens);
        if won {
            effects::confetti(stage, &self.sprites, self.layout.grid_top);
        }
        sounds::over(stage, won);
    }
}
