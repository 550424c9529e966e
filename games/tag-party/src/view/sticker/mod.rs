//! The stickers: one entity for each label that can be seen, kept in step with the rules.

mod motion;

use super::layout::Layout;
use super::paper::{self, Paper};
use crate::rules::TagParty;
use bevy_ecs::prelude::{Entity, World};
use bevy_ecs::query::QueryState;
use motion::{State, Sticker};
use tapvine_stage::{Colour, Motion, Pen, Pose, Stage};

type StickerQuery = QueryState<(Entity, &'static mut Sticker, &'static mut Motion)>;

pub struct Stickers {
    query: StickerQuery,
    /// The places on which stickers landed in the last tick.
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

/// The only loop over all stickers: a loop in each system would add a kilobyte each to the module.
fn for_each(
    query: &mut StickerQuery,
    world: &mut World,
    act: &mut dyn FnMut(Entity, &mut Sticker, &mut Motion),
) {
    for (entity, mut sticker, mut motion) in query.iter_mut(world) {
        act(entity, &mut sticker, &mut motion);
    }
}

impl Stickers {
    pub fn new(stage: &mut Stage) -> Stickers {
        Stickers { query: stage.world.query(), landed: Vec::new(), drawn: Vec::new(), age_ticks: 0 }
    }

    /// The turns the ring has made; it stands still when less motion was asked for.
    fn turns(&self, stage: &Stage) -> f32 {
        const TURN_TICKS: f32 = 2_100.0;
        if stage.reduced_motion { 0.02 } else { 0.02 + self.age_ticks as f32 / TURN_TICKS }
    }

    /// System: spawns stickers and gives each the state it has in the rules.
    pub fn sync(&mut self, rules: &TagParty, stage: &mut Stage, layout: &Layout) {
        self.age_ticks += 1;
        let turns = self.turns(stage);
        let mut unseen = rules.drifting();
        for_each(&mut self.query, &mut stage.world, &mut |_, sticker, motion| {
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
            sticker.set_state(state, motion.now);
        });
        for (slot, label) in unseen.into_iter().enumerate() {
            if let Some(label) = label {
                let (x, y) = layout.slot(slot, turns);
                let sticker = Sticker::new(label, State::Drifting { slot, progress_permille: 0 });
                stage.world.spawn((Motion::from(Pose::at(x, y).scaled(0.0)), sticker));
            }
        }
    }

    /// System: every sticker moves in the way of its state; one that has left is despawned.
    pub fn step(&mut self, stage: &mut Stage, layout: &Layout, bounce: f32) {
        let turns = self.turns(stage);
        let reduced_motion = stage.reduced_motion;
        let (mut gone, landed) = (None, &mut self.landed);
        for_each(&mut self.query, &mut stage.world, &mut |entity, sticker, motion| {
            motion.now = sticker.step(layout, turns, bounce, reduced_motion);
            if let Some(place) = sticker.lands_on(reduced_motion) {
                landed.push(place);
                sticker.squash.kick(0.26);
            }
            if sticker.is_over(reduced_motion) {
                gone = Some(entity);
            }
        });
        if let Some(entity) = gone {
            stage.world.despawn(entity);
        }
    }

    /// All stuck ones bounce.
    pub fn bounce_stuck(&mut self, world: &mut World, kick: f32) {
        for_each(&mut self.query, world, &mut |_, sticker, _| {
            if sticker.is_stuck() {
                sticker.squash.kick(kick);
            }
        });
    }

    /// The sticker of a label shakes.
    pub fn shake(&mut self, world: &mut World, label: u16) {
        for_each(&mut self.query, world, &mut |_, sticker, _| {
            if sticker.label == label {
                sticker.shake();
            }
        });
    }

    /// The party is over: what still drifts fades out.
    pub fn remove_drifting(&mut self, world: &mut World) {
        for_each(&mut self.query, world, &mut |_, sticker, motion| {
            if !sticker.is_stuck() {
                sticker.set_state(State::Gone, motion.now);
            }
        });
    }

    /// Lists everything that can be tapped, the topmost last.
    pub fn list_tappable(&mut self, world: &mut World, tappable: &mut Vec<Tappable>) {
        for stuck in [true, false] {
            for_each(&mut self.query, world, &mut |_, sticker, motion| {
                if sticker.is_stuck() == stuck && sticker.state != State::Gone {
                    let middle = (motion.now.x, motion.now.y);
                    tappable.push(Tappable { label: sticker.label, middle, stuck });
                }
            });
        }
    }

    /// System: draws the stuck, then the drifting, then the flying ones.
    pub fn draw(
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
            for_each(&mut self.query, &mut stage.world, &mut |_, sticker, motion| {
                if sticker.layer() == layer {
                    drawn.push((sticker.label, motion.interpolated(part), sticker.shows_back()));
                }
            });
            for (label, pose, shows_back) in &self.drawn {
                let Some(paper) = papers.get_mut(usize::from(*label)) else { continue };
                if focused == Some(*label) {
                    pen.place(pose);
                    paper::pill(pen, paper.half.0 + 7.0, paper.half.1 + 7.0, Colour::Css("#1b2b5a"));
                    paper::pill(pen, paper.half.0 + 4.0, paper.half.1 + 4.0, Colour::Css("#ffffff"));
                }
                if *shows_back {
                    paper::draw_back(pen, pose, paper.half);
                } else {
                    paper.draw(stage, pen, pose);
                }
            }
        }
    }
}
