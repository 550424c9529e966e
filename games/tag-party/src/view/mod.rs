//! The view: what Tag Party looks and sounds like. It follows the rules and decides nothing.
//!
//! Each tick of the rules: game events are shown, stickers follow the rules. Each ambient tick, also while the
//! rules stand still: the avatar breathes, stickers move and land.

mod avatar;
mod background;
mod controls;
mod done;
mod effects;
mod game_events;
mod layout;
mod music;
mod paper;
mod scene;
mod sounds;
mod sprites;
mod sticker;
mod toast;

use crate::rules::TagParty;
use avatar::Mood;
use background::Background;
use done::{DONE_CONTROL, DoneButton};
use layout::Layout;
use music::Music;
use scene::Scene;
use tapvine_shared::run::{Rules, TICKS_PER_SECOND};
use tapvine_stage::{Colour, Controls, Grid, Hud, Pen, Playable, Pose, Stage};
use toast::Toast;
use wasm_bindgen::JsValue;

/// For so many ticks of a party it is said what to do.
const TUTORIAL_TICKS: u32 = 150;
const LAST_SECONDS: u32 = 5;

pub struct View {
    scene: Scene,
    background: Option<Background>,
    music: Music,
    shows_tutorial: bool,
}

impl Playable for View {
    type Rules = TagParty;
    const COLUMNS: u8 = 1;

    fn build(stage: &mut Stage) -> Result<View, JsValue> {
        let (scene, music) = (Scene::build(stage)?, Music::default());
        Ok(View { scene, background: None, music, shows_tutorial: false })
    }

    fn lay_out(&mut self, stage: &Stage, pen: &Pen) -> Result<Grid, JsValue> {
        let layout = Layout::new(stage);
        self.background = Some(Background::bake(stage, pen, &layout)?);
        let scene = &mut self.scene;
        scene.layout = layout;
        scene.papers.iter_mut().for_each(|paper| paper.lay_out(pen));
        if scene.controls.is_none() {
            scene.controls = Some(Controls::new(stage)?);
        }
        Ok(Grid::default())
    }

    fn reset(&mut self, _: &mut Stage) {
        let scene = &mut self.scene;
        scene.tappable.clear();
        scene.stuck.clear();
        scene.done = DoneButton::default();
        scene.toast = Toast::default();
        scene.avatar.set_mood(Mood::Content, 0);
        self.music = Music::default();
        self.shows_tutorial = true;
    }

    fn step(&mut self, rules: &TagParty, stage: &mut Stage) {
        let scene = &mut self.scene;
        scene.places = rules.places().len();
        for event in rules.game_events() {
            scene.show_game_event(*event, rules, stage);
        }
        scene.stuck.clear();
        scene.stuck.extend(rules.places().iter().map(Option::is_some));
        scene.stickers.sync(rules, stage, &scene.layout);
        self.shows_tutorial = rules.score() == 0 && rules.tick() < TUTORIAL_TICKS;
        if rules.may_end() && !scene.done.is_visible && !rules.is_over() {
            sounds::may_end(stage);
        }
        scene.done.set_visible(rules.may_end() && !rules.is_over() && scene.is_played);
        self.music.step(rules.score(), stage);
        let ticks_left = rules.ticks_left();
        if ticks_left <= LAST_SECONDS * TICKS_PER_SECOND && ticks_left.is_multiple_of(TICKS_PER_SECOND) {
            sounds::second(stage);
        }
    }

    fn ambient_tick(&mut self, stage: &mut Stage) {
        let scene = &mut self.scene;
        scene.age_ticks += 1;
        scene.avatar.step();
        scene.done.step();
        scene.toast.step();
        let bounce = scene.avatar.bounce(stage.reduced_motion);
        scene.stickers.step(stage, &scene.layout, bounce);
        for place in std::mem::take(&mut scene.stickers.landed) {
            scene.show_landing(stage, place);
        }
        scene.tappable.clear();
        scene.stickers.list_tappable(&mut stage.world, &mut scene.tappable);
    }

    fn touched(&mut self, stage: &mut Stage, x: f32, y: f32, hit: bool) {
        self.scene.avatar.look_at(&self.scene.layout, x, y);
        effects::ring(stage, self.scene.sprites.ring, if hit { 110.0 } else { 60.0 }, (x, y), 16);
    }

    fn run_ended(&mut self, stage: &mut Stage, won: bool) {
        self.scene.done.is_visible = false;
        self.scene.toast = Toast::default();
        self.scene.stickers.remove_drifting(&mut stage.world);
        self.scene.show_end(stage, won);
    }

    fn demo_tap(&mut self, rules: &TagParty) -> Option<u16> {
        const PAUSE_TICKS: u32 = 84;
        if rules.tick() % PAUSE_TICKS != PAUSE_TICKS - 1 {
            return None;
        }
        let (tap, places) = ((rules.tick() / PAUSE_TICKS) as usize, rules.places());
        if rules.score() == places.len() as i64 || tap % 5 == 4 {
            return places[tap % places.len()];
        }
        let is_readable = |label: &u16| (150..750).contains(&rules.progress_permille(*label));
        rules.drifting().into_iter().flatten().filter(is_readable).nth(tap % 4)
    }

    fn hud(rules: &TagParty) -> Hud {
        let max_score = Some(rules.places().len() as i64);
        Hud { score: rules.score(), max_score, rival: None, combo: 0, ticks_left: rules.ticks_left() }
    }

    fn hit_test(&self, x: f32, y: f32) -> Option<u16> {
        self.scene.hit_test(x, y)
    }

    fn sync_controls(&mut self, rules: Option<&TagParty>, stage: &Stage) {
        self.scene.sync_controls(rules, stage);
    }

    fn control_action(&self, number: u8) -> Option<(u16, f32, f32)> {
        self.scene.control_action(number)
    }

    fn move_focus(&self, right: i8, down: i8) -> bool {
        self.scene.controls.iter().for_each(|controls| controls.move_focus(right, down));
        true
    }

    fn draw(&mut self, stage: &mut Stage, pen: &Pen, part: f32) {
        let Some(background) = &self.background else { return };
        let scene = &mut self.scene;
        background.draw(pen, scene.age_ticks, stage.reduced_motion);
        scene.avatar.draw(stage, pen, &scene.layout, &scene.sprites, scene.places, &scene.stuck);
        background.draw_hill(pen);
        scene.done.draw(stage, pen, &scene.layout, scene.focused == Some(DONE_CONTROL));
        scene.stickers.draw(stage, pen, &mut scene.papers, scene.focused.map(u16::from), part);
        if self.shows_tutorial && scene.is_played {
            let (x, y) = scene.layout.done;
            pen.text(stage.text("teach"), 22.0, Colour::Primary, &Pose::at(x, y));
        }
        pen.particles(&stage.particles);
        scene.toast.draw(stage, pen, (180.0, scene.layout.ground + 24.0));
    }
}
