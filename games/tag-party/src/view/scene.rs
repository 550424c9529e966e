//! The scene: everything of the view that game events and controls need.

use super::avatar::Avatar;
use super::done::DoneButton;
use super::layout::Layout;
use super::paper::Paper;
use super::sprites::Sprites;
use super::sticker::{Stickers, Tappable};
use super::toast::Toast;
use tapvine_stage::{Controls, Stage};
use wasm_bindgen::JsValue;

pub struct Scene {
    pub sprites: Sprites,
    pub layout: Layout,
    pub avatar: Avatar,
    pub papers: Vec<Paper>,
    pub stickers: Stickers,
    pub tappable: Vec<Tappable>,
    pub done: DoneButton,
    pub toast: Toast,
    pub controls: Option<Controls>,
    /// The number of the control that a key has put the focus on.
    pub focused: Option<u8>,
    /// How many places there are.
    pub places: usize,
    /// Which places are taken.
    pub stuck: Vec<bool>,
    pub age_ticks: u32,
    /// A person plays; otherwise the game plays itself.
    pub is_played: bool,
}

impl Scene {
    pub fn build(stage: &mut Stage) -> Result<Scene, JsValue> {
        let papers = stage.labels().into_iter().enumerate().map(|(n, label)| Paper::new(n, label)).collect();
        Ok(Scene {
            sprites: Sprites::find(stage)?,
            layout: Layout::default(),
            avatar: Avatar::named(stage.text("host_name"), stage.text("host_initial")),
            papers,
            stickers: Stickers::new(stage),
            tappable: Vec::new(),
            done: DoneButton::default(),
            toast: Toast::default(),
            controls: None,
            focused: None,
            places: 5,
            stuck: Vec::new(),
            age_ticks: 0,
            is_played: false,
        })
    }
}
