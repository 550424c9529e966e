//! The stickers: one entity for each label that can be seen, kept in step with the rules.

mod motion;

use super::layout::Layout;
use super::paper::{self, Paper};
use crate::rules::TagParty;
use bevy_ecs::prelude::{Entity, World};
use bevy_ecs::query::QueryState;
use motion::{State, Sticker};
use tapvine_stage::{Motion, Pen, Pose, Stage, Tone};

type All = QueryState<(Entity, &'static mut Sticker, &'static mut Motion)>;

pub struct Stickers {
    all: All,
    /// Those that landed in the last tick, by their place.
    pub landed: Vec<usize>,
    drawn: Vec<(u16, Pose, bool)>,
    age_ticks: u32,
}

/// A label that can be tapped now.
#[derive(Clone, Copy, Debug)]
pub struct Tappable {
    pub label: u16,
    pub middle: (f32, f32),
    pub stuck: bool,
}

/// The one loop over all stickers: a copy of it for each system would cost a phone a kilobyte.
fn each(all: &mut All, world: &mut World, act: &mut dyn FnMut(Entity, &mut Sticker, &mut Motion)) {
    for (entity, mut sticker, mut motion) in all.iter_mut(world) {
        act(entity, &mut sticker, &mut motion);
    }
}

impl Stickers {
    pub fn new(stage: &mut Stage) -> Stickers {
        Stickers { all: stage.world.query(), landed: Vec::new(), drawn: Vec::new(), age_ticks: 0 }
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
        let mut unseen = rules.drifting();
        each(&mut self.all, &mut stage.world, &mut |_, sticker, motion| {
            let label = sticker.label;
            let slot = rules.drifting().iter().position(|there| *there == Some(label));
            let state = match (rules.place_of(label), slot) {
                (Some(place), _) => State::Stuck { place, places: rules.places().len() },
                (None, Some(slot)) => {
                    unseen[slot] = None;
                    State::Drifting { slot, progress_permille: rules.progress_permille(label) }
                }
                (None, None) => State::Gone,
            };
            sticker.become_what(state, motion.now);
        });
        for (slot, label) in unseen.into_iter().enumerate() {
            if let Some(label) = label {
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
        let (mut gone, landed) = (None, &mut self.landed);
        each(&mut self.all, &mut stage.world, &mut |entity, sticker, motion| {
            motion.now = sticker.pose(layout, turns, bounce, calm);
            if let Some(place) = sticker.lands_on(calm) {
                landed.push(place);
                sticker.squash.kick(0.26);
            }
            if sticker.is_over(calm) {
                gone = Some(entity);
            }
        });
        if let Some(entity) = gone {
            stage.world.despawn(entity);
        }
    }

    /// All stuck ones swing, as in a wave.
    pub fn wave(&mut self, world: &mut World, kick: f32) {
        each(&mut self.all, world, &mut |_, sticker, _| {
            if sticker.is_stuck() {
                sticker.squash.kick(kick);
            }
        });
    }

    /// One shakes its head.
    pub fn refuse(&mut self, world: &mut World, label: u16) {
        each(&mut self.all, world, &mut |_, sticker, _| {
            if sticker.label == label {
                sticker.shake();
            }
        });
    }

    /// What still drifts lets go: the party is over.
    pub fn release(&mut self, world: &mut World) {
        each(&mut self.all, world, &mut |_, sticker, motion| {
            if !sticker.is_stuck() {
                sticker.become_what(State::Gone, motion.now);
            }
        });
    }

    /// Everything that can be tapped, the topmost last.
    pub fn tappable(&mut self, world: &mut World, tappable: &mut Vec<Tappable>) {
        for stuck in [true, false] {
            each(&mut self.all, world, &mut |_, sticker, motion| {
                if sticker.is_stuck() == stuck && sticker.state != State::Gone {
                    let middle = (motion.now.x, motion.now.y);
                    tappable.push(Tappable { label: sticker.label, middle, stuck });
                }
            });
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
        for layer in 1..=4 {
            self.drawn.clear();
            let drawn = &mut self.drawn;
            each(&mut self.all, &mut stage.world, &mut |_, sticker, motion| {
                if sticker.layer() == layer {
                    drawn.push((sticker.label, motion.between(part), sticker.shows_back()));
                }
            });
            for (label, pose, shows_back) in &self.drawn {
                let Some(paper) = papers.get_mut(usize::from(*label)) else { continue };
                if focused == Some(*label) {
                    pen.place(pose);
                    paper::pill(pen, paper.half.0 + 7.0, paper.half.1 + 7.0, Tone::Css("#1b2b5a"));
                    paper::pill(pen, paper.half.0 + 4.0, paper.half.1 + 4.0, Tone::Css("#ffffff"));
                }
                if *shows_back {
                    paper::back(pen, pose, paper.half);
                } else {
                    paper.paint(stage, pen, pose);
                }
            }
        }
    }
}
