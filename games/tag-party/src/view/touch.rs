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
        let done = self.done.is_hit(&self.layout, x, y).then_some(DONE);
        let (mut nearest, mut nearest_off) = (done, SLOP_PX);
        for there in &self.tappable {
            let half = self.half(there.label);
            let off = ((x - there.middle.0).abs() - half.0).max((y - there.middle.1).abs() - half.1).max(0.0);
            // What comes later lies above; beside the button only a direct hit means a label.
            if off <= nearest_off && (done.is_none() || off <= 0.0) {
                (nearest, nearest_off) = (Some(there.label), off);
            }
        }
        nearest
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
            let mut wanted: Vec<Control> = Vec::new();
            for there in &self.tappable {
                if let Some(paper) = self.papers.get(usize::from(there.label)) {
                    wanted.push(Control {
                        number: there.label as u8,
                        kind: "label",
                        label: Some(&paper.label.id),
                        text: &paper.label.text,
                        pressed: Some(there.stuck),
                        middle: there.middle,
                        half: paper.half,
                    });
                }
            }
            if self.done.is_there {
                wanted.push(Control {
                    number: DONE_CONTROL,
                    kind: "done",
                    label: None,
                    text: stage.text("done"),
                    pressed: None,
                    middle: self.layout.done,
                    half: HALF,
                });
            }
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
