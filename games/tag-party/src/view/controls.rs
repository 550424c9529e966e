//! Controls: which label a finger hits, and the buttons for keys and assistive technology.

use super::done::{DONE_CONTROL, HALF};
use super::scene::Scene;
use crate::rules::{DONE, TagParty};
use tapvine_shared::run::Rules;
use tapvine_stage::{Control, Stage};

/// A finger this far off a label still hits it.
const SLOP_PX: f32 = 7.0;
/// Buttons follow their labels ten times a second.
const MOVE_EVERY_TICKS: u32 = 6;

impl Scene {
    /// The action of what lies under a place: the topmost label, the nearest beside it, or the button.
    pub fn hit_test(&self, x: f32, y: f32) -> Option<u16> {
        let done = self.done.is_hit(&self.layout, x, y).then_some(DONE);
        let (mut nearest, mut nearest_px) = (done, SLOP_PX);
        for tappable in &self.tappable {
            let half = self.half(tappable.label);
            let distance_px =
                ((x - tappable.middle.0).abs() - half.0).max((y - tappable.middle.1).abs() - half.1).max(0.0);
            // Later labels lie above earlier ones. On the button only a direct hit counts for a label.
            if distance_px <= nearest_px && (done.is_none() || distance_px <= 0.0) {
                (nearest, nearest_px) = (Some(tappable.label), distance_px);
            }
        }
        nearest
    }

    pub fn control_action(&self, control: u8) -> Option<(u16, f32, f32)> {
        if control == DONE_CONTROL {
            return self.done.is_visible.then_some((DONE, self.layout.done.0, self.layout.done.1));
        }
        let tappable = self.tappable.iter().find(|tappable| tappable.label == u16::from(control))?;
        Some((tappable.label, tappable.middle.0, tappable.middle.1))
    }

    pub fn sync_controls(&mut self, rules: Option<&TagParty>, stage: &Stage) {
        self.is_played = rules.is_some();
        let Some(mut controls) = self.controls.take() else { return };
        let is_over = rules.is_none_or(Rules::is_over);
        if is_over {
            controls.sync(&[], stage);
        } else if self.age_ticks.is_multiple_of(MOVE_EVERY_TICKS) {
            let mut wanted: Vec<Control> = Vec::new();
            for tappable in &self.tappable {
                if let Some(paper) = self.papers.get(usize::from(tappable.label)) {
                    wanted.push(Control {
                        number: tappable.label as u8,
                        kind: "label",
                        label: Some(&paper.label.id),
                        text: &paper.label.text,
                        pressed: Some(tappable.stuck),
                        middle: tappable.middle,
                        half: paper.half,
                    });
                }
            }
            if self.done.is_visible {
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
