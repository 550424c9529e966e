//! The stickers' paper: a pill for each label with its icon and text, baked once and kept.

use super::layout::WIDEST_PX;
use tapvine_stage::{Baked, Colour, Icon, Label, Pen, Pose, Stage};

const TEXT_PX: f32 = 15.0;
const ICON_PX: f32 = 23.0;
const GAP_PX: f32 = 3.0;
const PAD_PX: f32 = 9.0;
const RIM_PX: f32 = 3.0;
const MAX_TEXT_PX: f32 = WIDEST_PX - ICON_PX - GAP_PX - 2.0 * PAD_PX - RIM_PX;
const LINE_PX: f32 = 16.0;
const SHADOW: Colour = Colour::Css("#5b1f2e30");
const WHITE: Colour = Colour::Css("#ffffff");
const INK: Colour = Colour::Css("#4a2433");
const PAPERS: [(Colour, Colour); 6] = [
    (Colour::Css("#ffe3a3"), Colour::Css("#f2a51d")),
    (Colour::Css("#ffd0dc"), Colour::Css("#ef5f86")),
    (Colour::Css("#c9f0df"), Colour::Css("#23a97f")),
    (Colour::Css("#cfe5ff"), Colour::Css("#3f8de0")),
    (Colour::Css("#e4d8ff"), Colour::Css("#8663d8")),
    (Colour::Css("#ffdcc4"), Colour::Css("#ef7b3e")),
];

/// A pill around the origin of the pose placed last.
pub fn pill(pen: &Pen, half_width: f32, half_height: f32, colour: Colour) {
    let reach = (half_width - half_height).max(0.1);
    pen.curve((-reach, 0.0), (0.0, 0.0), (reach, 0.0), half_height * 2.0, colour);
}

/// The back of a sticker.
pub fn draw_back(pen: &Pen, pose: &Pose, (half_width, half_height): (f32, f32)) {
    pen.place(pose);
    pill(pen, half_width, half_height, Colour::Css("#e9dcd6"));
    pill(pen, half_width - RIM_PX, half_height - RIM_PX, Colour::Css("#fbf4ef"));
}

/// The paper of one label.
pub struct Paper {
    pub label: Label,
    number: usize,
    icon: Option<Icon>,
    /// Half its width and height, once measured.
    pub half: (f32, f32),
    lines: Vec<String>,
    text_px: f32,
    front: Option<Baked>,
    has_icon: bool,
}

impl Paper {
    pub fn new(number: usize, label: Label) -> Paper {
        Paper {
            label,
            number,
            icon: None,
            half: (WIDEST_PX / 2.0, 21.0),
            lines: Vec::new(),
            text_px: TEXT_PX,
            front: None,
            has_icon: false,
        }
    }

    /// The screen has another size: measures the text anew and bakes the paper when it is drawn next.
    pub fn lay_out(&mut self, pen: &Pen) {
        self.front = None;
        self.lines = lines(pen, &self.label.text);
        let widest = self.lines.iter().map(|line| pen.text_width(line, TEXT_PX)).fold(1.0, f32::max);
        self.text_px = TEXT_PX * (MAX_TEXT_PX / widest).min(1.0);
        let width = widest.min(MAX_TEXT_PX) + ICON_PX + GAP_PX + 2.0 * PAD_PX + RIM_PX;
        self.half = (width / 2.0, if self.lines.len() > 1 { 24.0 } else { 20.0 });
    }

    pub fn draw(&mut self, stage: &Stage, pen: &Pen, pose: &Pose) {
        if self.icon.is_none() {
            self.icon = stage.icon(&self.label.icon);
        }
        let has_icon = self.icon.as_ref().is_some_and(Icon::is_ready);
        if has_icon != self.has_icon {
            self.has_icon = has_icon;
            self.front = None;
        }
        if self.front.is_none() {
            let (width, height) = (self.half.0 * 2.0 + 4.0, self.half.1 * 2.0 + 8.0);
            self.front = pen.bake(width, height, |pen| self.draw_front(pen)).ok();
        }
        if let Some(front) = &self.front {
            pen.baked(front, pose);
        }
    }

    fn draw_front(&self, pen: &Pen) {
        let (half_width, half_height) = self.half;
        let (paper, mark) = PAPERS[self.number % PAPERS.len()];
        pen.place(&Pose::at(0.0, 2.5));
        pill(pen, half_width, half_height, SHADOW);
        pen.place(&Pose::at(0.0, 0.0));
        pill(pen, half_width, half_height, WHITE);
        pill(pen, half_width - RIM_PX, half_height - RIM_PX, paper);
        let icon_x = -half_width + PAD_PX + ICON_PX / 2.0;
        match self.icon.as_ref().filter(|_| self.has_icon) {
            Some(icon) => pen.icon(icon, ICON_PX, icon_x, 0.0),
            None => {
                pen.ellipse(icon_x, 0.0, ICON_PX / 2.0 - 2.0, ICON_PX / 2.0 - 2.0, mark);
                pen.plain_text("#", 15.0, WHITE, &Pose::at(icon_x, 1.0));
            }
        }
        let text_x = (icon_x + ICON_PX / 2.0 + GAP_PX + half_width - PAD_PX) / 2.0;
        let first_y = 1.0 - (self.lines.len() as f32 - 1.0) * LINE_PX / 2.0;
        for (n, line) in self.lines.iter().enumerate() {
            pen.plain_text(line, self.text_px, INK, &Pose::at(text_x, first_y + n as f32 * LINE_PX));
        }
    }
}

/// A long text in two lines, parted at the space that makes them most alike, or in the middle without one.
fn lines(pen: &Pen, text: &str) -> Vec<String> {
    if pen.text_width(text, TEXT_PX) <= MAX_TEXT_PX {
        return vec![text.to_owned()];
    }
    let longer = |(at, _): &(usize, char)| (*at).max(text.len() - at);
    let space = text.char_indices().filter(|(_, letter)| *letter == ' ').min_by_key(longer);
    // Words of an alphabet are never parted; Chinese may be parted anywhere.
    let middle = || text.char_indices().min_by_key(longer).filter(|_| !text.is_ascii() && text.len() > 18);
    match space.or_else(middle) {
        Some((at, _)) => {
            let (first, second) = text.split_at(at);
            vec![first.to_owned(), second.strip_prefix(' ').unwrap_or(second).to_owned()]
        }
        None => vec![text.to_owned()],
    }
}
