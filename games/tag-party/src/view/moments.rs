//! What each moment of the rules looks, sounds and feels like, and what is said of it.

use super::friend::Mood;
use super::{View, bursts, sounds};
use crate::rules::{Moment, TagParty};
use tapvine_shared::run::Rules;
use tapvine_stage::{Channel, Ease, Pose, Stage, Tone, Tweens};

impl View {
    pub(super) fn celebrate(&mut self, moment: Moment, rules: &TagParty, stage: &mut Stage) {
        match moment {
            Moment::Stuck { label, .. } => {
                self.look_at_label(label);
                sounds::lift(stage);
                self.tell(stage, label, "stuck", rules);
            }
            Moment::Peeled { label, .. } => {
                self.look_at_label(label);
                self.friend.feel(Mood::Surprised, 40);
                self.friend.bump(-0.12);
                sounds::peel(stage);
                self.tell(stage, label, "peeled", rules);
            }
            Moment::Full { label } => self.refuse(stage, label, rules.places().len()),
            Moment::Done => self.done.press(),
        }
    }

    /// The stamp comes down.
    pub(super) fn stamp(&mut self, stage: &mut Stage, place: usize) {
        let (x, y, _) = self.layout.place(place, self.places);
        let count = self.stuck.iter().filter(|stuck| **stuck).count();
        bursts::ring(stage, self.gallery.ink, 190.0, (x, y), 26);
        bursts::burst(stage, &[self.gallery.heart, self.gallery.star], (x, y), 9 + count, 4.2, 27.0);
        stage.shake.jolt(0.32);
        self.friend.bump(0.17);
        self.friend.feel(Mood::Delighted, 52);
        if count == self.places {
            self.friend.hop();
            let arts = self.gallery.confetti;
            bursts::burst(stage, &arts, self.layout.head, 30, 7.0, 27.0);
            self.stickers.wave(&mut stage.world, 0.12);
        }
        sounds::stamp(stage, count);
    }

    fn refuse(&mut self, stage: &mut Stage, label: u16, places: usize) {
        self.stickers.refuse(&mut stage.world, label);
        self.stickers.wave(&mut stage.world, 0.14);
        self.friend.feel(Mood::Unwilling, 46);
        let sentence = stage.text("full");
        let number_at = sentence.bytes().position(|byte| byte == b'#').unwrap_or(sentence.len());
        let (before, after) = sentence.split_at(number_at);
        let text = [before, &places.to_string(), after.get(1..).unwrap_or_default()].concat();
        self.announce(&text);
        self.toast.show(text);
        sounds::full(stage);
    }

    fn look_at_label(&mut self, label: u16) {
        if let Some((_, x, y)) = self.choice_of(label as u8) {
            self.friend.look_at(&self.layout, x, y);
        }
    }

    /// Says what became of a label, and how many stick.
    fn tell(&mut self, stage: &Stage, label: u16, what: &str, rules: &TagParty) {
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

    pub(super) fn finish(&mut self, stage: &mut Stage, some_stick: bool) {
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
        stage.say(text, 50.0, Tone::Primary, at, tweens);
        if some_stick {
            self.friend.feel(Mood::Delighted, 600);
            self.friend.hop();
            self.stickers.wave(&mut stage.world, 0.16);
            bursts::confetti(stage, &self.gallery, stage.top + 30.0);
        }
        sounds::over(stage, some_stick);
    }
}
