//! What each game event looks and sounds like, and what a screen reader hears of it.

use super::avatar::Mood;
use super::scene::Scene;
use super::{effects, sounds};
use crate::rules::{GameEvent, TagParty};
use tapvine_shared::run::Rules;
use tapvine_stage::{Channel, Colour, Ease, Pose, Stage, Tweens};

impl Scene {
    pub fn show_game_event(&mut self, event: GameEvent, rules: &TagParty, stage: &mut Stage) {
        match event {
            GameEvent::Stuck { label, .. } => {
                self.look_at_label(label);
                sounds::lift(stage);
                self.announce_label(stage, label, "stuck", rules);
            }
            GameEvent::Peeled { label, .. } => {
                self.look_at_label(label);
                self.avatar.set_mood(Mood::Surprised, 40);
                self.avatar.bump(-0.12);
                sounds::peel(stage);
                self.announce_label(stage, label, "peeled", rules);
            }
            GameEvent::Full { label } => self.show_full(stage, label, rules.places().len()),
            GameEvent::Done => self.done.bounce(),
        }
    }

    /// A sticker lands on its place.
    pub fn show_landing(&mut self, stage: &mut Stage, place: usize) {
        let (x, y, _) = self.layout.place(place, self.places);
        let count = self.stuck.iter().filter(|stuck| **stuck).count();
        effects::ring(stage, self.sprites.ink, 190.0, (x, y), 26);
        effects::burst(stage, &[self.sprites.heart, self.sprites.star], (x, y), 9 + count, 4.2, 27.0);
        stage.shake.start(0.32);
        self.avatar.bump(0.17);
        self.avatar.set_mood(Mood::Delighted, 52);
        if count == self.places {
            self.avatar.jump();
            let arts = self.sprites.confetti;
            effects::burst(stage, &arts, self.layout.head, 30, 7.0, 27.0);
            self.stickers.bounce_stuck(&mut stage.world, 0.12);
        }
        sounds::land(stage, count);
    }

    fn show_full(&mut self, stage: &mut Stage, label: u16, places: usize) {
        self.stickers.shake(&mut stage.world, label);
        self.stickers.bounce_stuck(&mut stage.world, 0.14);
        self.avatar.set_mood(Mood::Refusing, 46);
        let sentence = stage.text("full");
        let number_at = sentence.bytes().position(|byte| byte == b'#').unwrap_or(sentence.len());
        let (before, after) = sentence.split_at(number_at);
        let text = [before, &places.to_string(), after.get(1..).unwrap_or_default()].concat();
        self.announce(&text);
        self.toast.show(text);
        sounds::full(stage);
    }

    fn look_at_label(&mut self, label: u16) {
        if let Some((_, x, y)) = self.control_action(label as u8) {
            self.avatar.look_at(&self.layout, x, y);
        }
    }

    /// Says what became of a label, and how many stick.
    fn announce_label(&mut self, stage: &Stage, label: u16, what: &str, rules: &TagParty) {
        let Some(paper) = self.papers.get(usize::from(label)) else { return };
        let (count, most) = (rules.score().to_string(), rules.places().len().to_string());
        let text = [&paper.label.text, " ", stage.text(what), ", ", &count, "/", &most].concat();
        self.announce(&text);
    }

    fn announce(&self, text: &str) {
        if let (Some(controls), true) = (&self.controls, self.is_played) {
            controls.announce(text);
        }
    }

    pub fn show_end(&mut self, stage: &mut Stage, some_stick: bool) {
        let key = if some_stick { "all_done" } else { "time_up" };
        let text = stage.text(key).to_owned();
        let large = if stage.reduced_motion { 1.0 } else { 2.0 };
        let tweens = Tweens::default().with(Channel::Scale, (large, 1.0), (0, 16), Ease::BackOut).with(
            Channel::Alpha,
            (1.0, 0.0),
            (64, 14),
            Ease::In,
        );
        let at = Pose::at(180.0, self.layout.done.1 - 34.0).scaled(large);
        stage.spawn_text(text, 50.0, Colour::Primary, at, tweens);
        if some_stick {
            self.avatar.set_mood(Mood::Delighted, 600);
            self.avatar.jump();
            self.stickers.bounce_stuck(&mut stage.world, 0.16);
            effects::confetti(stage, &self.sprites, stage.top + 30.0);
        }
        sounds::over(stage, some_stick);
    }
}
