//! The stage: what a game's view is given to show itself with.

use super::atlas::{Art, Atlas};
use super::colour::{Colour, Theme};
use super::effect::{Effect, Visual};
use super::js_object::get;
use super::label::{Icon, Label};
use super::options::{Options, Texts};
use super::sound::Sound;
use crate::{DESIGN_HEIGHT, DESIGN_WIDTH, Fit, Motion, Particles, Pose, Shake, Tweens};
use bevy_ecs::prelude::World;
use js_sys::Object;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::{Document, HtmlElement};

pub struct Stage {
    pub world: World,
    pub particles: Particles,
    pub shake: Shake,
    pub sound: Rc<Sound>,
    pub theme: Rc<Theme>,
    pub reduced_motion: bool,
    pub fit: Fit,
    /// Where the numbers above end, in design pixels.
    pub top: f32,
    /// Where the safe area below ends.
    pub bottom: f32,
    /// What the page passed in, read where it is needed.
    pub(super) options: JsValue,
    /// Name → SVG of the icons that came after the first frame.
    pub(super) icons: Object,
    pub(super) root: HtmlElement,
    pub(super) texts: Texts,
    pub(super) atlas: Rc<Atlas>,
}

impl Stage {
    /// `passed` are the page's options as they came, `options` those that were read from them.
    pub(super) fn new(
        document: &Document,
        root: &HtmlElement,
        sound: &Rc<Sound>,
        icons: &Object,
        passed: &JsValue,
        options: Options,
    ) -> Result<Stage, JsValue> {
        let atlas = Rc::new(Atlas::new(document, options.sprites)?);
        Ok(Stage {
            world: World::new(),
            particles: Particles::default(),
            shake: Shake::new(options.reduced_motion),
            sound: Rc::clone(sound),
            theme: Rc::new(options.theme),
            reduced_motion: options.reduced_motion,
            fit: Fit::new(DESIGN_WIDTH, DESIGN_HEIGHT, 1.0),
            top: 90.0,
            bottom: DESIGN_HEIGHT,
            options: passed.clone(),
            icons: icons.clone(),
            root: root.clone(),
            texts: options.texts,
            atlas,
        })
    }

    /// # Errors
    /// When the page gave no such sprite.
    pub fn art(&self, name: &str) -> Result<Art, JsValue> {
        self.atlas.find(name)
    }

    /// A text in the player's language; its key when it is missing, so that it is noticed.
    pub fn text<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key)
    }

    /// The labels of the campaign, in the order of its taxonomy.
    pub fn labels(&self) -> Vec<Label> {
        Label::read_all(get(&self.options, "labels"))
    }

    /// The drawing of an icon, once the page has given it.
    pub fn icon(&self, name: &str) -> Option<Icon> {
        Icon::of_svg(&get(&self.icons, name).as_string()?)
    }

    /// Shows a picture or a text at a pose until its tweens are done.
    pub fn spawn_effect(&mut self, visual: Visual, pose: Pose, tweens: Tweens) {
        self.world.spawn((Motion::from(pose), Effect { visual, tweens }));
    }

    pub fn spawn_text(&mut self, text: String, size_px: f32, colour: Colour, pose: Pose, tweens: Tweens) {
        self.spawn_effect(Visual::Text { text, size_px, colour }, pose, tweens);
    }
}
