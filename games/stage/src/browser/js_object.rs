//! Plain JavaScript objects, read and written property by property: no JSON parser travels with the game.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

/// Sets a property of a plain object, which cannot fail.
pub fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    Reflect::set(object, &key.into(), &value.into()).unwrap_or_default();
}

pub fn entries(object: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let entries = object.dyn_ref().map_or_else(Array::new, Object::entries);
    entries.to_vec().into_iter().filter_map(|entry| {
        let pair: Array = entry.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1)))
    })
}

/// The entries whose values are strings.
pub fn strings(object: &JsValue) -> Vec<(String, String)> {
    entries(object).filter_map(|(name, value)| Some((name, value.as_string()?))).collect()
}
