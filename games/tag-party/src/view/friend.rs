//! The friend in the middle: breathes, blinks, looks at what flies, and shows what it feels about it.

use super::art::Gallery;
use super::layout::Layout;
use super::paper::pill;
use tapvine_stage::{Ease, Pen, Pose, Squash, Stage, Tone, sine};

const INK: Tone = Tone::Css("#4a2433");
const MOUTH: Tone = Tone::Css("#b8354d");
const TONGUE: Tone = Tone::Css("#ff8f9d");
const WHITE: Tone = Tone::Css("#ffffff");
const LONGEST_NAME: usize = 14;
const PLACE: Tone = Tone::Css("#ffffff38");
const PLACE_RIM: Tone = Tone::Css("#c9472666");

/// What the friend feels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Content,
    Delighted,
    Surprised,
    /// No room for more.
    Unwilling,
}

#[derive(Debug, Default)]
pub struct Friend {
    name: String,
    initial: String,
    mood: Mood,
    mood_ticks: u32,
    age_ticks: u32,
    squash: Squash,
    nod: Squash,
    look: (f32, f32),
    look_goal: (f32, f32),
    hop_ticks: u32,
}

impl Friend {
    pub fn named(name: &str) -> Friend {
        let shown = match name.char_indices().nth(LONGEST_NAME) {
            Some((end, _)) => [&name[..end], "…"].concat(),
            None => name.to_owned(),
        };
        let first = name.chars().next().map_or(0, char::len_utf8);
        let initial = name[..first].to_ascii_uppercase();
        Friend { name: shown, initial, ..Friend::default() }
    }

    pub fn feel(&mut self, mood: Mood, ticks: u32) {
        (self.mood, self.mood_ticks) = (mood, ticks);
    }

    /// A stamp has hit it.
    pub fn bump(&mut self, force: f32) {
        self.squash.kick(force);
        self.nod.kick(force * 0.9);
    }

    pub fn hop(&mut self) {
        self.hop_ticks = 44;
    }

    pub fn look_at(&mut self, layout: &Layout, x: f32, y: f32) {
        let (dx, dy) = (x - layout.head.0, y - layout.head.1);
        let far = (dx * dx + dy * dy).sqrt().max(1.0);
        self.look_goal = (dx / far, dy / far);
    }

    pub fn step(&mut self) {
        self.age_ticks += 1;
        self.squash.swing();
        self.nod.swing();
        self.look.0 += (self.look_goal.0 - self.look.0) * 0.14;
        self.look.1 += (self.look_goal.1 - self.look.1) * 0.14;
        self.hop_ticks = self.hop_ticks.saturating_sub(1);
        self.mood_ticks = self.mood_ticks.saturating_sub(1);
        if self.mood_ticks == 0 {
            self.mood = Mood::Content;
        }
        // It looks around now and then.
        if self.age_ticks.is_multiple_of(110) {
            let turn = self.age_ticks as f32;
            self.look_goal = (sine(turn * 0.7), sine(turn * 0.31) * 0.5);
        }
    }

    /// How far what sticks on it is moved by its breath and hops.
    pub fn bounce(&self, calm: bool) -> f32 {
        if calm {
            return 0.0;
        }
        let hop = Ease::ThereAndBack.at((self.hop_ticks % 22) as f32 / 22.0);
        sine(self.age_ticks as f32 * 0.055) * 1.6 + self.squash.amount * 26.0 - hop * 20.0
    }

    pub fn paint(
        &self,
        stage: &Stage,
        pen: &Pen,
        layout: &Layout,
        gallery: &Gallery,
        places: usize,
        taken: &[bool],
    ) {
        let calm = stage.reduced_motion;
        let (bounce, squash) = (self.bounce(calm), if calm { 0.0 } else { self.squash.amount * 0.5 });
        let breath = if calm { 0.0 } else { sine(self.age_ticks as f32 * 0.055) * 0.008 };
        let size = 262.0 * layout.size;
        let torso = Pose::at(layout.torso.0, layout.torso.1 - size / 2.0 + bounce).squashed(squash + breath);
        pen.sprite(gallery.torso, size, &torso);
        self.paint_places(pen, layout, bounce, places, taken);
        self.paint_head(pen, layout, gallery, bounce, calm);
        self.paint_name(pen, layout, bounce);
    }

    /// Where labels are still to be stuck.
    fn paint_places(&self, pen: &Pen, layout: &Layout, bounce: f32, places: usize, taken: &[bool]) {
        for place in (0..places).filter(|place| !taken.get(*place).copied().unwrap_or(false)) {
            let (x, y, turn) = layout.place(place, places);
            let at = Pose { turn, ..Pose::at(x, y + bounce) };
            pen.place(&at);
            pill(pen, 52.0, 17.0, PLACE_RIM);
            pill(pen, 50.5, 15.5, Tone::Css("#f58a6c"));
            pill(pen, 50.5, 15.5, PLACE);
            pen.curve((-5.0, 0.0), (0.0, 0.0), (5.0, 0.0), 2.6, Tone::Css("#ffffffc0"));
            pen.curve((0.0, -5.0), (0.0, 0.0), (0.0, 5.0), 2.6, Tone::Css("#ffffffc0"));
        }
    }

    fn paint_head(&self, pen: &Pen, layout: &Layout, gallery: &Gallery, bounce: f32, calm: bool) {
        let age = if calm { 0.0 } else { self.age_ticks as f32 };
        let shaken = if self.mood == Mood::Unwilling && !calm {
            sine(self.mood_ticks as f32 * 0.6) * 7.0
        } else {
            0.0
        };
        let nod = if calm { 0.0 } else { self.nod.amount };
        let head = Pose {
            turn: sine(age * 0.028) * 0.045 + shaken * 0.006,
            ..Pose::at(layout.head.0 + shaken * 0.6, layout.head.1 + bounce * 1.15 + nod * 14.0)
        };
        let head = head.scaled(layout.size).squashed(nod * 0.35);
        pen.sprite(gallery.head, 150.0, &head);
        // The face turns with the look.
        let (look_x, look_y) = if calm { (0.0, 0.0) } else { self.look };
        let (x, y) = (look_x * 5.0 + shaken, look_y * 3.0);
        let blinks = !calm && self.age_ticks % 190 < 8 || self.mood == Mood::Unwilling;
        let happy_eyes = self.mood == Mood::Delighted;
        for side in [-1.0, 1.0] {
            let eye = (side * 20.0 + x, 17.0 + y);
            if happy_eyes {
                pen.curve(
                    (eye.0 - 6.5, eye.1 + 3.0),
                    (eye.0, eye.1 - 9.0),
                    (eye.0 + 6.5, eye.1 + 3.0),
                    4.0,
                    INK,
                );
            } else if blinks {
                pen.curve((eye.0 - 6.0, eye.1), (eye.0, eye.1 + 5.0), (eye.0 + 6.0, eye.1), 3.6, INK);
            } else {
                let tall = if self.mood == Mood::Surprised { 8.6 } else { 7.2 };
                pen.ellipse(eye.0, eye.1, 5.6, tall, INK);
                pen.ellipse(eye.0 + 1.6 + look_x * 1.2, eye.1 - 2.6 + look_y, 2.0, 2.4, WHITE);
            }
        }
        pen.curve(
            (x - 2.5 + look_x * 2.0, 28.0 + y),
            (x + look_x * 3.0, 31.0 + y),
            (x + 2.5 + look_x * 2.0, 28.0 + y),
            3.0,
            Tone::Css("#e2976b"),
        );
        self.paint_mouth(pen, x, 38.0 + y);
        pen.ellipse(0.0, -9.0, 11.0, 11.0, Tone::Css("#fff7e6"));
        pen.print(&self.initial, 15.0 * layout.size, Tone::Css("#d9572f"), &badge(&head));
    }

    fn paint_mouth(&self, pen: &Pen, x: f32, y: f32) {
        match self.mood {
            Mood::Content => pen.curve((x - 11.0, y), (x, y + 12.0), (x + 11.0, y), 3.6, INK),
            Mood::Delighted => {
                pen.ellipse(x, y + 3.0, 12.0, 9.0, MOUTH);
                pen.ellipse(x, y + 8.0, 7.0, 4.0, TONGUE);
                pen.curve((x - 12.5, y - 3.0), (x, y - 5.0), (x + 12.5, y - 3.0), 6.0, Tone::Css("#fffdf8"));
            }
            Mood::Surprised => pen.ellipse(x, y + 4.0, 5.5, 7.0, MOUTH),
            Mood::Unwilling => pen.curve((x - 8.0, y + 4.0), (x, y), (x + 8.0, y + 4.0), 3.6, INK),
        }
    }

    /// A ribbon with the name, between face and labels.
    fn paint_name(&self, pen: &Pen, layout: &Layout, bounce: f32) {
        let half = (pen.text_width(&self.name, 15.0) / 2.0 + 16.0).max(34.0);
        let at = Pose::at(layout.head.0, layout.head.1 + 69.0 * layout.size + bounce);
        pen.place(&at);
        for side in [-1.0, 1.0] {
            let tail = [
                (half - 10.0, -5.0),
                (half + 14.0, -5.0),
                (half + 7.0, 5.0),
                (half + 14.0, 15.0),
                (half - 10.0, 15.0),
            ];
            pen.shape(&tail.map(|(x, y)| (x * side, y)), Tone::Css("#c93f66"));
        }
        pen.rectangle(-half, -12.0, half * 2.0, 24.0, Tone::Css("#ef5f86"));
        pen.rectangle(-half, -12.0, half * 2.0, 3.0, Tone::Css("#ff8cab"));
        pen.print(&self.name, 15.0, WHITE, &Pose { y: at.y + 2.0, ..at });
    }
}

/// The badge on the cap, wherever the head has turned.
fn badge(head: &Pose) -> Pose {
    let up = -9.0 * head.scale_y;
    Pose { x: head.x - sine(head.turn) * up, y: head.y + up + 1.0, scale_x: 1.0, scale_y: 1.0, ..*head }
}
