//! Tells when the host element changes its size.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, ResizeObserver};

/// Observes until dropped.
pub struct Resizing {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl Resizing {
    pub fn watch(element: &Element, resized: impl FnMut() + 'static) -> Result<Resizing, JsValue> {
        let callback = Closure::<dyn FnMut()>::new(resized);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref::<Function>())?;
        observer.observe(element);
        Ok(Resizing { observer, _callback: callback })
    }
}

impl Drop for Resizing {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
