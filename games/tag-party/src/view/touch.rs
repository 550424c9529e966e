//! Which label a finger, a key or assistive technology meant.

use super::View;
use super::done::{DONE_CONTROL, HALF};
use crate::rules::{DONE, TagParty};
use tapvine_shared::run::Rules;
use tapvine_stage::{Control, Stage};

/// A finger this far off a label still meant it.
const SLOP_PX: f32 = 7.0;
/// Buttons follow their labels ten times a second.
const MOVE_EVERY_TICKS: u32 = 6;

impl View {
    /// The action of what lies under a place: the topmost label, the nearest beside it, or the button.
    pub(super) fn meant_at(&self, x: f32, y: f32) -> Option<u16> {
        let off = |label: u16, middle: (f32, f32)| {
            let half = self.half(label);
            ((x - middle.0).abs() - half.0).max((y - middle.1).abs() - half.1).max(0.0)
        };
        let reached = self.tappable.iter().rev().map(|there| (there.label, off(there.label, there.middle)));
        let nearest =
            reached.filter(|(_, off)| *off <= SLOP_PX).min_by(|one, other| one.1.total_cmp(&other.1));
        let done = self.done.is_hit(&self.layout, x, y).then_some(DONE);
        match nearest {
            Some((label, off)) if off <= 0.0 || done.is_none() => Some(label),
            _ => done,
        }
    }

    pub(super) fn choice_of(&self, control: u8) -> Option<(u16, f32, f32)> {
        if control == DONE_CONTROL {
            return self.done.is_there.then_some((DONE, self.layout.done.0, self.layout.done.1));
        }
        let there = self.tappable.iter().find(|there| there.label == u16::from(control))?;
        Some((there.label, there.middle.0, there.middle.1))
    }

    pub(super) fn bring_controls_up_to_date(&mut self, rules: Option<&TagParty>, stage: &Stage) {
        self.is_played = rules.is_some();
        let Some(mut controls) = self.controls.take() else { return };
        let is_over = rules.is_none_or(Rules::is_over);
        if is_over {
            controls.sync(&[], stage);
        } else if self.age_ticks.is_multiple_of(MOVE_EVERY_TICKS) {
            let labels = self.tappable.iter().filter_map(|there| {
                let paper = self.papers.get(usize::from(there.label))?;
                Some(Control {
                    number: there.label as u8,
                    kind: "label",
                    label: Some(&paper.label.id),
                    text: &paper.label.text,
                    pressed: Some(there.stuck),
                    middle: there.middle,
                    half: paper.half,
                })
            });
            let done = Control {
                number: DONE_CONTROL,
                kind: "done",
                label: None,
                text: stage.text("done"),
                pressed: None,
                middle: self.layout.done,
                half: HALF,
            };
            let wanted: Vec<Control> = labels.chain(self.done.is_there.then_some(done)).collect();
            controls.sync(&wanted, stage);
        }
        self.focused = controls.focused();
        self.controls = Some(controls);
    }

    /// Half the size of a label's sticker.
    fn half(&self, label: u16) -> (f32, f32) {
        self.papers.get(usize::from(label)).map_or((0.0, 0.0), |paper| paper.half)
    }
}
