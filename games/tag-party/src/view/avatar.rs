//! The avatar of the receiver: breathes, blinks, looks at what flies, and shows its mood.

use super::layout::Layout;
use super::paper::pill;
use super::sprites::Sprites;
use tapvine_stage::{Colour, Ease, Pen, Pose, Squash, Stage, sine};

const INK: Colour = Colour::Css("#4a2433");
const MOUTH: Colour = Colour::Css("#b8354d");
const TONGUE: Colour = Colour::Css("#ff8f9d");
const WHITE: Colour = Colour::Css("#ffffff");
const PLACE: Colour = Colour::Css("#ffffff38");
const PLACE_RIM: Colour = Colour::Css("#c9472666");

/// What its face shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mood {
    #[default]
    Content,
    Delighted,
    Surprised,
    /// No room for more.
    Refusing,
}

#[derive(Debug, Default)]
pub struct Avatar {
    name: String,
    initial: String,
    mood: Mood,
    mood_ticks: u32,
    age_ticks: u32,
    squash: Squash,
    nod: Squash,
    /// Where it looks, as a direction, and where it is about to look.
    gaze: (f32, f32),
    gaze_goal: (f32, f32),
    jump_ticks: u32,
}

impl Avatar {
    /// Both as the page cuts them: it knows which letters belong together.
    pub fn named(name: &str, initial: &str) -> Avatar {
        Avatar { name: name.to_owned(), initial: initial.to_owned(), ..Avatar::default() }
    }

    pub fn set_mood(&mut self, mood: Mood, ticks: u32) {
        (self.mood, self.mood_ticks) = (mood, ticks);
    }

    /// A sticker has landed on it.
    pub fn bump(&mut self, force: f32) {
        self.squash.kick(force);
        self.nod.kick(force * 0.9);
    }

    pub fn jump(&mut self) {
        self.jump_ticks = 44;
    }

    pub fn look_at(&mut self, layout: &Layout, x: f32, y: f32) {
        let (dx, dy) = (x - layout.head.0, y - layout.head.1);
        let distance = (dx * dx + dy * dy).sqrt().max(1.0);
        self.gaze_goal = (dx / distance, dy / distance);
    }

    pub fn step(&mut self) {
        self.age_ticks += 1;
        self.squash.step();
        self.nod.step();
        self.gaze.0 += (self.gaze_goal.0 - self.gaze.0) * 0.14;
        self.gaze.1 += (self.gaze_goal.1 - self.gaze.1) * 0.14;
        self.jump_ticks = self.jump_ticks.saturating_sub(1);
        self.mood_ticks = self.mood_ticks.saturating_sub(1);
        if self.mood_ticks == 0 {
            self.mood = Mood::Content;
        }
        // It looks around now and then.
        if self.age_ticks.is_multiple_of(110) {
            let age = self.age_ticks as f32;
            self.gaze_goal = (sine(age * 0.7), sine(age * 0.31) * 0.5);
        }
    }

    /// How far its breath and jumps move it, and what sticks on it, downwards.
    pub fn bounce(&self, reduced_motion: bool) -> f32 {
        if reduced_motion {
            return 0.0;
        }
        let jump = Ease::PingPong.at((self.jump_ticks % 22) as f32 / 22.0);
        sine(self.age_ticks as f32 * 0.055) * 1.6 + self.squash.amount * 26.0 - jump * 20.0
    }

    pub fn draw(
        &self,
        stage: &Stage,
        pen: &Pen,
        layout: &Layout,
        sprites: &Sprites,
        places: usize,
        taken: &[bool],
    ) {
        let reduced_motion = stage.reduced_motion;
        let (bounce, squash) =
            (self.bounce(reduced_motion), if reduced_motion { 0.0 } else { self.squash.amount * 0.5 });
        let breath = if reduced_motion { 0.0 } else { sine(self.age_ticks as f32 * 0.055) * 0.008 };
        let size = 262.0 * layout.size;
        let torso = Pose::at(layout.torso.0, layout.torso.1 - size / 2.0 + bounce).squashed(squash + breath);
        pen.sprite(sprites.torso, size, &torso);
        self.draw_places(pen, layout, bounce, places, taken);
        self.draw_head(pen, layout, sprites, bounce, reduced_motion);
        self.draw_name(pen, layout, bounce);
    }

    /// The places that are still empty.
    fn draw_places(&self, pen: &Pen, layout: &Layout, bounce: f32, places: usize, taken: &[bool]) {
        for place in (0..places).filter(|place| !taken.get(*place).copied().unwrap_or(false)) {
            let (x, y, rotation) = layout.place(place, places);
            let at = Pose { rotation, ..Pose::at(x, y + bounce) };
            pen.place(&at);
            pill(pen, 52.0, 17.0, PLACE_RIM);
            pill(pen, 50.5, 15.5, Colour::Css("#f58a6c"));
            pill(pen, 50.5, 15.5, PLACE);
            pen.curve((-5.0, 0.0), (0.0, 0.0), (5.0, 0.0), 2.6, Colour::Css("#ffffffc0"));
            pen.curve((0.0, -5.0), (0.0, 0.0), (0.0, 5.0), 2.6, Colour::Css("#ffffffc0"));
        }
    }

    fn draw_head(&self, pen: &Pen, layout: &Layout, sprites: &Sprites, bounce: f32, reduced_motion: bool) {
        let age = if reduced_motion { 0.0 } else { self.age_ticks as f32 };
        let shaken = if self.mood == Mood::Refusing && !reduced_motion {
            sine(self.mood_ticks as f32 * 0.6) * 7.0
        } else {
            0.0
        };
        let nod = if reduced_motion { 0.0 } else { self.nod.amount };
        let head = Pose {
            rotation: sine(age * 0.028) * 0.045 + shaken * 0.006,
            ..Pose::at(layout.head.0 + shaken * 0.6, layout.head.1 + bounce * 1.15 + nod * 14.0)
        };
        let head = head.scaled(layout.size).squashed(nod * 0.35);
        pen.sprite(sprites.head, 150.0, &head);
        // The face turns with the gaze.
        let (gaze_x, gaze_y) = if reduced_motion { (0.0, 0.0) } else { self.gaze };
        let (x, y) = (gaze_x * 5.0 + shaken, gaze_y * 3.0);
        let blinks = !reduced_motion && self.age_ticks % 190 < 8 || self.mood == Mood::Refusing;
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
                pen.ellipse(eye.0 + 1.6 + gaze_x * 1.2, eye.1 - 2.6 + gaze_y, 2.0, 2.4, WHITE);
            }
        }
        pen.curve(
            (x - 2.5 + gaze_x * 2.0, 28.0 + y),
            (x + gaze_x * 3.0, 31.0 + y),
            (x + 2.5 + gaze_x * 2.0, 28.0 + y),
            3.0,
            Colour::Css("#e2976b"),
        );
        self.draw_mouth(pen, x, 38.0 + y);
        pen.ellipse(0.0, -9.0, 11.0, 11.0, Colour::Css("#fff7e6"));
        pen.plain_text(&self.initial, 15.0 * layout.size, Colour::Css("#d9572f"), &badge(&head));
    }

    fn draw_mouth(&self, pen: &Pen, x: f32, y: f32) {
        match self.mood {
            Mood::Content => pen.curve((x - 11.0, y), (x, y + 12.0), (x + 11.0, y), 3.6, INK),
            Mood::Delighted => {
                pen.ellipse(x, y + 3.0, 12.0, 9.0, MOUTH);
                pen.ellipse(x, y + 8.0, 7.0, 4.0, TONGUE);
                pen.curve(
                    (x - 12.5, y - 3.0),
                    (x, y - 5.0),
                    (x + 12.5, y - 3.0),
                    6.0,
                    Colour::Css("#fffdf8"),
                );
            }
            Mood::Surprised => pen.ellipse(x, y + 4.0, 5.5, 7.0, MOUTH),
            Mood::Refusing => pen.curve((x - 8.0, y + 4.0), (x, y), (x + 8.0, y + 4.0), 3.6, INK),
        }
    }

    /// A ribbon with the name, between face and labels.
    fn draw_name(&self, pen: &Pen, layout: &Layout, bounce: f32) {
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
            pen.polygon(&tail.map(|(x, y)| (x * side, y)), Colour::Css("#c93f66"));
        }
        pen.rectangle(-half, -12.0, half * 2.0, 24.0, Colour::Css("#ef5f86"));
        pen.rectangle(-half, -12.0, half * 2.0, 3.0, Colour::Css("#ff8cab"));
        pen.plain_text(&self.name, 15.0, WHITE, &Pose { y: at.y + 2.0, ..at });
    }
}

/// The badge on the cap, wherever the head has turned.
fn badge(head: &Pose) -> Pose {
    let up = -9.0 * head.scale_y;
    Pose { x: head.x - sine(head.rotation) * up, y: head.y + up + 1.0, scale_x: 1.0, scale_y: 1.0, ..*head }
}
