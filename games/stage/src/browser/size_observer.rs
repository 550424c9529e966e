//! Tells when the host element changes its size.

use js_sys::Function;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{Element, ResizeObserver};

/// Observes until dropped.
pub struct SizeObserver {
    observer: ResizeObserver,
    _callback: Closure<dyn FnMut()>,
}

impl SizeObserver {
    pub fn observe(element: &Element, resized: impl FnMut() + 'static) -> Result<SizeObserver, JsValue> {
        let callback = Closure::<dyn FnMut()>::new(resized);
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref::<Function>())?;
        observer.observe(element);
        Ok(SizeObserver { observer, _callback: callback })
    }
}

impl Drop for SizeObserver {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
