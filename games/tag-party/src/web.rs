//! The module's entry in a browser.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

tapvine_stage::browser_module!(rules: crate::rules::TagParty, view: crate::view::View);

#[wasm_bindgen]
impl Game {
    /// The labels' icons, `{name: svg}`; they may come after the first frame.
    #[wasm_bindgen(js_name = setIcons)]
    pub fn set_icons(&self, icons: JsValue) {
        self.0.iter().for_each(|mounted| mounted.set_icons(&icons));
    }
}
