//! The module's entry in a browser: forwards the class of the contract to the stage.

use crate::rules::TagParty;
use crate::view::View;
use tapvine_stage::{Mounted, replay_in_browser};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The game in a page.
#[wasm_bindgen]
pub struct Game(Option<Mounted>);

#[wasm_bindgen]
impl Game {
    pub fn mount(host: JsValue, options: JsValue) -> Result<Game, JsValue> {
        Mounted::mount::<View>(host, &options).map(|mounted| Game(Some(mounted)))
    }

    pub fn start(&self, seed: &str, dials: JsValue) -> Result<(), JsValue> {
        self.0.as_ref().map_or(Ok(()), |mounted| mounted.start(seed, &dials))
    }

    pub fn idle(&self) {
        self.0.iter().for_each(Mounted::idle);
    }

    #[wasm_bindgen(js_name = setMuted)]
    pub fn set_muted(&self, muted: bool) {
        self.0.iter().for_each(|mounted| mounted.set_muted(muted));
    }

    /// The labels' icons, `{name: svg}`; they may come after the first frame.
    #[wasm_bindgen(js_name = setIcons)]
    pub fn set_icons(&self, icons: JsValue) {
        self.0.iter().for_each(|mounted| mounted.set_icons(&icons));
    }

    pub fn pause(&self) {
        self.0.iter().for_each(Mounted::pause);
    }

    pub fn resume(&self) {
        self.0.iter().for_each(Mounted::resume);
    }

    pub fn unmount(&mut self) {
        self.0 = None;
    }
}

/// Plays a trace again: `{score, rival, ticks}`, or an `Error` with the tag of the refusal.
#[wasm_bindgen]
pub fn replay(seed: &str, dials: JsValue, trace: &str) -> Result<JsValue, JsValue> {
    replay_in_browser::<TagParty>(seed, &dials, trace)
}
