//! What each moment of the rules looks, sounds and feels like.

use super::View;
use super::{bursts, sounds};
use crate::rules::{Moment, Phase, multiplier};
use tapvine_stage::{Channel, Ease, Look, Pose, Stage, Tone, Tweens};

const GOLD: Tone = Tone::Css("#d98200");
const BAD: Tone = Tone::Css("#d3123a");
const RIVAL: Tone = Tone::Css("#5a45a8");
const CALM: Tone = Tone::Css("#7a5a1e");

impl View {
    pub fn celebrate(&mut self, moment: Moment, stage: &mut Stage) {
        match moment {
            Moment::Appeared { cell, phase } => self.appear(stage, cell, phase),
            Moment::TurnedGreen { cell } => {
                bursts::burst(stage, self.gallery.star, self.layout.cell(cell), 7, 3.2, 19.0);
                sounds::ripe(stage);
            }
            Moment::TurnedRed { cell } => {
                bursts::smoke(stage, &self.gallery, self.layout.cell(cell));
                sounds::turned_red(stage);
            }
            Moment::Missed { cell } => self.fall(stage, cell),
            Moment::Faded { cell } => bursts::smoke(stage, &self.gallery, self.layout.cell(cell)),
            Moment::Picked { cell, points, quick, combo } => self.pick(stage, cell, points, quick, combo),
            Moment::GoldPicked { cell, points, .. } => self.pick_gold(stage, cell, points),
            Moment::ComboUp { multiplier } => self.combo_up(stage, multiplier),
            Moment::AmberPicked { cell } => {
                let place = self.layout.cell(cell);
                bursts::smoke(stage, &self.gallery, place);
                let text = stage.text("too_soon").to_owned();
                bursts::word(stage, text, 22.0, CALM, place);
                sounds::too_soon(stage);
            }
            Moment::RedPicked { cell, lost } => self.red(stage, cell, lost),
            Moment::ComboLost => sounds::combo_lost(stage),
            Moment::HandPicked { cell, points, gold } => {
                let phase = if gold { Phase::Gold } else { Phase::Green };
                self.hand_picks(stage, cell, points, phase);
            }
            Moment::HandSlipped { .. } => {
                self.hand.slip();
                bursts::smoke(stage, &self.gallery, self.layout.robot);
            }
        }
    }

    fn appear(&mut self, stage: &mut Stage, cell: u8, phase: Phase) {
        let (x, y) = self.layout.cell(cell);
        bursts::leaves(stage, &self.gallery, (x, y - 34.0), 2);
        if phase == Phase::Gold {
            bursts::burst(stage, self.gallery.star, (x, y), 10, 3.2, 18.0);
            sounds::gold_appears(stage);
        } else {
            sounds::appear(stage, phase);
        }
    }

    fn pick(&mut self, stage: &mut Stage, cell: u8, points: i64, quick: bool, combo: u32) {
        let place = self.layout.cell(cell);
        let times = multiplier(combo);
        if let Some((_, id)) = self.fruits.on(&mut stage.world, cell) {
            self.basket.catch(stage, &self.gallery, &self.layout, Phase::Green, id, place);
        }
        bursts::burst(stage, self.gallery.drop, place, 8 + times * 2, 4.2, 19.0);
        if quick {
            bursts::burst(stage, self.gallery.star, place, 5, 5.0, 21.0);
            let text = stage.text("quick").to_owned();
            bursts::word(stage, text, 16.0, Tone::Accent, (place.0, place.1 - 30.0));
        }
        let tone = if times > 2 { Tone::Accent } else { Tone::Primary };
        bursts::word(stage, ["+", &points.to_string()].concat(), 24.0 + 3.0 * times as f32, tone, place);
        sounds::pick(stage, combo, quick);
    }

    fn pick_gold(&mut self, stage: &mut Stage, cell: u8, points: i64) {
        let place = self.layout.cell(cell);
        self.basket.catch(stage, &self.gallery, &self.layout, Phase::Gold, 0, place);
        bursts::burst(stage, self.gallery.star, place, 28, 6.2, 28.0);
        let text = stage.text("golden").to_owned();
        bursts::word(stage, text, 26.0, GOLD, (place.0, place.1 - 38.0));
        bursts::word(stage, ["+", &points.to_string()].concat(), 42.0, GOLD, place);
        self.flash.start(Tone::Css("#ffe27a"), 0.55);
        stage.shake.jolt(0.35);
        sounds::gold_picked(stage);
    }

    fn combo_up(&mut self, stage: &mut Stage, times: u32) {
        let (x, y) = self.layout.basket;
        self.basket.cheer();
        bursts::burst(stage, self.gallery.star, (x, y - 10.0), 6 + times * 4, 5.0, 23.0);
        let text = ["×", &times.to_string(), "!"].concat();
        bursts::word(stage, text, 30.0 + 6.0 * times as f32, Tone::Accent, (x, y - 54.0));
        sounds::combo_up(stage, times);
    }

    fn red(&mut self, stage: &mut Stage, cell: u8, lost: i64) {
        let place = self.layout.cell(cell);
        bursts::burst(stage, self.gallery.drop_red, place, 16, 5.4, 22.0);
        bursts::smoke(stage, &self.gallery, place);
        bursts::word(stage, ["−", &lost.to_string()].concat(), 38.0, BAD, place);
        self.flash.start(Tone::Css("#ff2a4d"), 0.5);
        stage.shake.jolt(1.0);
        sounds::red(stage);
    }

    fn fall(&mut self, stage: &mut Stage, cell: u8) {
        let (x, y) = self.layout.cell(cell);
        let Some((phase, id)) = self.fruits.on(&mut stage.world, cell) else { return };
        let art = self.gallery.body(phase, id).art;
        let look = Look::Sprite { art, size_px: super::fruit::FRUIT_PX };
        let depth = if stage.reduced_motion { 0.0 } else { 90.0 };
        let tweens = Tweens::default()
            .with(Channel::Y, (y + 8.0, y + depth), (0, 26), Ease::In)
            .with(Channel::Turn, (0.0, depth / 90.0), (0, 26), Ease::In)
            .with(Channel::Alpha, (1.0, 0.0), (8, 18), Ease::Linear);
        stage.show(look, Pose::at(x, y + 8.0), tweens);
        sounds::missed(stage);
    }

    /// The hand takes its own fruit – a ghost to the player, whose fruit still hangs.
    fn hand_picks(&mut self, stage: &mut Stage, cell: u8, points: i64, phase: Phase) {
        let (x, y) = self.layout.cell(cell);
        let (robot_x, robot_y) = self.layout.robot;
        self.hand.grab();
        let tweens = Tweens::default()
            .with(Channel::X, (x + 20.0, robot_x), (0, 24), Ease::InOut)
            .with(Channel::Y, (y + 20.0, robot_y - 16.0), (0, 24), Ease::InOut)
            .with(Channel::Scale, (0.6, 0.2), (0, 24), Ease::In)
            .with(Channel::Alpha, (0.75, 0.3), (0, 24), Ease::In);
        let art = self.gallery.body(phase, u16::from(cell)).art;
        if !stage.reduced_motion {
            let from = Pose::at(x + 20.0, y + 20.0).scaled(0.6).faded(0.75);
            stage.show(Look::Sprite { art, size_px: 66.0 }, from, tweens);
        }
        bursts::word(stage, ["+", &points.to_string()].concat(), 17.0, RIVAL, (robot_x, robot_y - 40.0));
        sounds::hand(stage);
    }

    pub fn announce_rush(&mut self, stage: &mut Stage) {
        let text = stage.text("final_rush").to_owned();
        let y = (self.layout.grid_top + self.layout.grid_bottom) / 2.0;
        bursts::banner(stage, text, 46.0, Tone::Accent, y);
        sounds::rush(stage);
    }

    pub fn finish(&mut self, stage: &mut Stage, won: bool) {
        let text = stage.text("time_up").to_owned();
        let y = (self.layout.grid_top + self.layout.grid_bottom) / 2.0;
        let tweens = Tweens::default().with(Channel::Scale, (2.2, 1.0), (0, 16), Ease::BackOut).with(
            Channel::Alpha,
            (1.0, 0.0),
            (60, 14),
            Ease::In,
        );
        stage.say(text, 64.0, Tone::Primary, Pose::at(180.0, y).scaled(2.2), tweens);
        if won {
            bursts::confetti(stage, &self.gallery, self.layout.grid_top);
        }
        sounds::over(stage, won);
    }
}
