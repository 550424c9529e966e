//! The stickers: one entity for each label that can be seen, kept in step with the rules.

mod motion;

use super::layout::Layout;
use super::paper::{self, Paper};
use crate::rules::TagParty;
use bevy_ecs::prelude::{Entity, World};
use bevy_ecs::query::QueryState;
use motion::{State, Sticker};
use tapvine_stage::{Motion, Pen, Pose, Stage, Tone};

pub struct Stickers {
    all: QueryState<(Entity, &'static mut Sticker, &'static mut Motion)>,
    /// Tapped things that landed in the last tick: their label and place.
    pub landed: Vec<(u16, usize)>,
    age_ticks: u32,
}

/// A label that can be tapped now.
#[derive(Clone, Copy, Debug)]
pub struct Tappable {
    pub label: u16,
    pub middle: (f32, f32),
    pub stuck: bool,
}

impl Stickers {
    pub fn new(stage: &mut Stage) -> Stickers {
        Stickers { all: stage.world.query(), landed: Vec::new(), age_ticks: 0 }
    }

    /// How far the ring has turned; it stands still when less motion was asked for.
    fn turns(&self, stage: &Stage) -> f32 {
        const TURN_TICKS: f32 = 2_100.0;
        if stage.reduced_motion { 0.02 } else { 0.02 + self.age_ticks as f32 / TURN_TICKS }
    }

    /// System: spawns stickers and tells each what the rules have made of it.
    pub fn follow(&mut self, rules: &TagParty, stage: &mut Stage, layout: &Layout) {
        self.age_ticks += 1;
        let turns = self.turns(stage);
        let drifting = rules.drifting();
        let slot_of = |label: u16| drifting.iter().position(|there| *there == Some(label));
        for (_, mut sticker, motion) in self.all.iter_mut(&mut stage.world) {
            let state = match (rules.place_of(sticker.label), slot_of(sticker.label)) {
                (Some(place), _) => State::Stuck { place, places: rules.places().len() },
                (None, Some(slot)) => {
                    State::Drifting { slot, progress_permille: rules.progress_permille(sticker.label) }
                }
                (None, None) => State::Gone,
            };
            sticker.become_what(state, motion.now);
        }
        for (slot, label) in drifting.iter().enumerate().filter_map(|(slot, label)| Some((slot, (*label)?))) {
            if self.find(&mut stage.world, label).is_none() {
                let (x, y) = layout.slot(slot, turns);
                let sticker = Sticker::new(label, State::Drifting { slot, progress_permille: 0 });
                stage.world.spawn((Motion::from(Pose::at(x, y).scaled(0.0)), sticker));
            }
        }
    }

    /// System: every sticker moves in the way of its state; those that flew away are let go.
    pub fn float(&mut self, stage: &mut Stage, layout: &Layout, bounce: f32) {
        let turns = self.turns(stage);
        let calm = stage.reduced_motion;
        let mut gone = None;
        for (entity, mut sticker, mut motion) in self.all.iter_mut(&mut stage.world) {
            motion.now = sticker.pose(layout, turns, bounce, calm);
            if sticker.has_landed(calm)
                && let State::Stuck { place, .. } = sticker.state
            {
                self.landed.push((sticker.label, place));
                sticker.squash.kick(0.26);
            }
            if sticker.is_over(calm) {
                gone = Some(entity);
            }
        }
        if let Some(entity) = gone {
            stage.world.despawn(entity);
        }
    }

    /// All stuck ones swing, as in a wave.
    pub fn wave(&mut self, world: &mut World, kick: f32) {
        for (_, mut sticker, _) in self.all.iter_mut(world) {
            if matches!(sticker.state, State::Stuck { .. }) {
                sticker.squash.kick(kick);
            }
        }
    }

    /// One shakes its head.
    pub fn refuse(&mut self, world: &mut World, label: u16) {
        for (_, mut sticker, _) in self.all.iter_mut(world) {
            if sticker.label == label {
                sticker.shake();
            }
        }
    }

    /// Where a label is drawn.
    pub fn find(&mut self, world: &mut World, label: u16) -> Option<(f32, f32)> {
        let mut all = self.all.iter_mut(world);
        all.find(|(_, sticker, _)| sticker.label == label && sticker.state != State::Gone)
            .map(|(_, _, motion)| (motion.now.x, motion.now.y))
    }

    /// Everything that can be tapped, the topmost last.
    pub fn tappable(&mut self, world: &mut World, tappable: &mut Vec<Tappable>) {
        for layer in [1, 2] {
            for (_, sticker, motion) in self.all.iter_mut(world) {
                if sticker.layer() == layer || (layer == 1 && sticker.layer() == 3) {
                    let stuck = matches!(sticker.state, State::Stuck { .. });
                    tappable.push(Tappable {
                        label: sticker.label,
                        middle: (motion.now.x, motion.now.y),
                        stuck,
                    });
                }
            }
        }
    }

    /// System: draws the stuck, then the drifting, then the flying ones.
    pub fn paint(
        &mut self,
        stage: &mut Stage,
        pen: &Pen,
        papers: &mut [Paper],
        focused: Option<u16>,
        part: f32,
    ) {
        let mut drawn: Vec<(u8, u16, Pose, bool)> = self
            .all
            .iter_mut(&mut stage.world)
            .map(|(_, sticker, motion)| {
                (sticker.layer(), sticker.label, motion.between(part), sticker.shows_back())
            })
            .collect();
        drawn.sort_by_key(|(layer, label, ..)| (*layer, *label));
        for (_, label, pose, shows_back) in drawn {
            let Some(paper) = papers.get_mut(usize::from(label)) else { continue };
            if focused == Some(label) {
                pen.place(&pose);
                paper::pill(pen, paper.half.0 + 7.0, paper.half.1 + 7.0, Tone::Css("#1b2b5a"));
                paper::pill(pen, paper.half.0 + 4.0, paper.half.1 + 4.0, Tone::Css("#ffffff"));
            }
            if shows_back {
                paper::back(pen, &pose, paper.half);
            } else {
                paper.paint(stage, pen, &pose);
            }
        }
    }
}
