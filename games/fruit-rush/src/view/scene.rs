//! The scene: everything of the view that game events change.

use super::basket::Basket;
use super::flash::Flash;
use super::fruit::Fruits;
use super::hand::HandView;
use super::layout::Layout;
use super::sprites::Sprites;
use tapvine_stage::Stage;
use wasm_bindgen::JsValue;

pub struct Scene {
    pub sprites: Sprites,
    pub layout: Layout,
    pub fruits: Fruits,
    pub basket: Basket,
    pub hand: HandView,
    pub flash: Flash,
}

impl Scene {
    pub fn build(stage: &mut Stage) -> Result<Scene, JsValue> {
        Ok(Scene {
            sprites: Sprites::find(stage)?,
            layout: Layout::default(),
            fruits: Fruits::new(stage),
            basket: Basket::new(),
            hand: HandView::default(),
            flash: Flash::default(),
        })
    }
}
