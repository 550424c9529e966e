//! The view: what Tag Party looks and sounds like. It follows the rules and decides nothing.
//!
//! Each tick of the rules: moments become celebrations, stickers follow the rules. Each tick of the stage,
//! also while the rules stand still: the friend breathes, stickers float, stamps come down.

mod art;
mod bursts;
mod done;
mod friend;
mod layout;
mod moments;
mod music;
mod paper;
mod scenery;
mod sounds;
mod sticker;
mod toast;
mod touch;

use crate::rules::TagParty;
use art::Gallery;
use done::DoneButton;
use friend::Friend;
use layout::Layout;
use music::Music;
use paper::Paper;
use scenery::Scenery;
use sticker::{Stickers, Tappable};
use tapvine_shared::run::{Rules, TICKS_PER_SECOND};
use tapvine_stage::{Controls, Grid, Hud, Pen, Playable, Pose, Stage, Target, Tone};
use toast::Toast;
use wasm_bindgen::JsValue;

/// For so many ticks of a party it is said what to do.
const TEACH_TICKS: u32 = 150;
const LAST_SECONDS: u32 = 5;

pub struct View {
    gallery: Gallery,
    layout: Layout,
    scenery: Option<Scenery>,
    friend: Friend,
    papers: Vec<Paper>,
    stickers: Stickers,
    tappable: Vec<Tappable>,
    done: DoneButton,
    music: Music,
    controls: Option<Controls>,
    focused: Option<u8>,
    places: usize,
    /// Which places are taken.
    stuck: Vec<bool>,
    age_ticks: u32,
    toast: Toast,
    teaches: bool,
    /// A person plays; otherwise the game plays itself.
    is_played: bool,
}

impl Playable for View {
    type Rules = TagParty;
    const COLUMNS: u8 = 1;

    fn build(stage: &mut Stage) -> Result<View, JsValue> {
        let papers = stage.labels().into_iter().enumerate().map(|(n, label)| Paper::new(n, label)).collect();
        Ok(View {
            gallery: Gallery::find(stage)?,
            layout: Layout::default(),
            scenery: None,
            friend: Friend::named(stage.text("host_name")),
            papers,
            stickers: Stickers::new(stage),
            tappable: Vec::new(),
            done: DoneButton::default(),
            music: Music::default(),
            controls: None,
            focused: None,
            places: 5,
            stuck: Vec::new(),
            age_ticks: 0,
            toast: Toast::default(),
            teaches: false,
            is_played: false,
        })
    }

    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue> {
        self.layout = Layout::new(stage);
        self.scenery = Some(Scenery::bake(stage, pen, &self.layout)?);
        self.papers.iter_mut().for_each(|paper| paper.forget(pen));
        if self.controls.is_none() {
            self.controls = Some(Controls::new(stage)?);
        }
        Ok(Grid::default())
    }

    fn begin(&mut self, _: &mut Stage) {
        self.tappable.clear();
        self.stuck.clear();
        self.done = DoneButton::default();
        self.toast = Toast::default();
        self.music = Music::default();
        self.friend.feel(friend::Mood::Content, 0);
        self.teaches = true;
    }

    fn step(&mut self, rules: &TagParty, stage: &mut Stage) {
        self.places = rules.places().len();
        for moment in rules.moments() {
            self.celebrate(*moment, rules, stage);
        }
        self.stuck.clear();
        self.stuck.extend(rules.places().iter().map(Option::is_some));
        self.stickers.follow(rules, stage, &self.layout);
        self.teaches = rules.score() == 0 && rules.tick() < TEACH_TICKS;
        if rules.may_end() && !self.done.is_there && !rules.is_over() {
            sounds::may_end(stage);
        }
        self.done.appear(rules.may_end() && !rules.is_over() && self.is_played);
        self.music.step(rules.score(), stage);
        let left = rules.duration_ticks() - rules.tick();
        if left <= LAST_SECONDS * TICKS_PER_SECOND && left.is_multiple_of(TICKS_PER_SECOND) {
            sounds::second(stage);
        }
    }

    fn breathe(&mut self, stage: &mut Stage) {
        self.age_ticks += 1;
        self.friend.step();
        self.done.step();
        self.toast.step();
        let bounce = self.friend.bounce(stage.reduced_motion);
        self.stickers.float(stage, &self.layout, bounce);
        for place in std::mem::take(&mut self.stickers.landed) {
            self.stamp(stage, place);
        }
        self.tappable.clear();
        self.stickers.tappable(&mut stage.world, &mut self.tappable);
    }

    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool) {
        self.friend.look_at(&self.layout, x, y);
        bursts::ring(stage, self.gallery.ring, if hit { 110.0 } else { 60.0 }, (x, y), 16);
    }

    fn over(&mut self, stage: &mut Stage, won: bool) {
        self.done.is_there = false;
        self.toast = Toast::default();
        self.stickers.release(&mut stage.world);
        self.finish(stage, won);
    }

    fn demo_tap(&mut self, rules: &TagParty) -> Option<u16> {
        const PAUSE_TICKS: u32 = 84;
        if rules.tick() % PAUSE_TICKS != PAUSE_TICKS - 1 {
            return None;
        }
        let turn = (rules.tick() / PAUSE_TICKS) as usize;
        if rules.score() == self.places as i64 || turn % 5 == 4 {
            return rules.places()[turn % self.places];
        }
        let reached = |label: &u16| (150..750).contains(&rules.progress_permille(*label));
        rules.drifting().into_iter().flatten().filter(reached).nth(turn % 4)
    }

    fn targets(&self, _: &TagParty, _: &Grid, _: &mut Vec<Target>) {}

    fn hud(rules: &TagParty) -> Hud {
        let ticks_left = rules.duration_ticks().saturating_sub(rules.tick());
        Hud { score: rules.score(), rival: None, combo: 0, ticks_left }
    }

    fn out_of(rules: &TagParty) -> Option<i64> {
        Some(rules.places().len() as i64)
    }

    fn meant(&self, _: &Grid, _: &[Target], x: f32, y: f32) -> Option<u16> {
        self.meant_at(x, y)
    }

    fn controls(&mut self, rules: Option<&TagParty>, stage: &Stage) {
        self.bring_controls_up_to_date(rules, stage);
    }

    fn choice(&self, control: u8) -> Option<(u16, f32, f32)> {
        self.choice_of(control)
    }

    fn move_focus(&self, right: i8, down: i8) -> bool {
        self.controls.iter().for_each(|controls| controls.move_focus(right, down));
        true
    }

    fn paint(&mut self, stage: &mut Stage, pen: &Pen, part: f32) {
        let Some(scenery) = &self.scenery else { return };
        scenery.paint(pen, self.age_ticks, stage.reduced_motion);
        self.friend.paint(stage, pen, &self.layout, &self.gallery, self.places, &self.stuck);
        scenery.paint_hill(pen);
        let focused = self.focused.map(u16::from);
        self.done.paint(stage, pen, &self.layout, self.focused == Some(done::DONE_CONTROL));
        self.stickers.paint(stage, pen, &mut self.papers, focused, part);
        if self.teaches && self.is_played {
            let (x, y) = self.layout.done;
            pen.text(stage.text("teach"), 22.0, Tone::Primary, &Pose::at(x, y));
        }
        bursts::paint(stage, pen);
        self.toast.paint(stage, pen, (180.0, self.layout.ground + 24.0));
    }
}
