//! Queues of tabs that are gone: taken over under a Web Lock that a living tab holds on its own.

use super::{KEY_PREFIX, Tab, schedule};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen]
extern "C" {
    type Locks;
    #[wasm_bindgen(method, catch)]
    fn request(this: &Locks, name: &str, callback: &JsValue) -> Result<js_sys::Promise, JsValue>;
    #[wasm_bindgen(method, catch, js_name = request)]
    fn request_with(
        this: &Locks,
        name: &str,
        options: &JsValue,
        callback: &JsValue,
    ) -> Result<js_sys::Promise, JsValue>;
}

/// The lock on this tab's own key; letting it go lets another tab take the key over.
#[derive(Default)]
pub struct HeldLock(Option<js_sys::Function>);

impl HeldLock {
    pub fn release(&mut self) {
        if let Some(resolve) = self.0.take() {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    }
}

/// `navigator.locks`, which old browsers and insecure pages do not have.
fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

pub fn hold_own_and_adopt_others(tab: &Rc<RefCell<Tab>>) {
    let locks = locks();
    if let Some(locks) = &locks {
        hold_own(locks, tab);
    }
    let (own, keys) = {
        let tab = tab.borrow();
        (tab.key(), tab.options.storage().keys())
    };
    for key in keys.iter().filter_map(|key| key.as_string()) {
        if !key.starts_with(KEY_PREFIX) || key == own {
            continue;
        }
        match &locks {
            Some(locks) => adopt_if_free(locks, tab, key),
            // Without locks two tabs may send the same event: the endpoint stores it once.
            None => adopt(tab, &key),
        }
    }
}

fn hold_own(locks: &Locks, tab: &Rc<RefCell<Tab>>) {
    let holder = Rc::clone(tab);
    let until_closed = js_sys::Promise::new(&mut |resolve, _| holder.borrow_mut().lock.0 = Some(resolve));
    let callback = Closure::once_into_js(move || until_closed);
    let key = tab.borrow().key();
    // A page that refuses locks is treated like one without: duplicates are harmless.
    settle_quietly(locks.request(&key, &callback));
}

/// Waits for a promise whose refusal means nothing to us, so that the console stays clean.
fn settle_quietly(promise: Result<js_sys::Promise, JsValue>) {
    if let Ok(promise) = promise {
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}

fn adopt_if_free(locks: &Locks, tab: &Rc<RefCell<Tab>>, key: String) {
    let options = js_sys::Object::new();
    drop(js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE));
    let (adopter, name) = (Rc::clone(tab), key.clone());
    let callback = Closure::once_into_js(move |lock: JsValue| {
        if !lock.is_null() {
            adopt(&adopter, &name);
        }
    });
    settle_quietly(locks.request_with(&key, &options, &callback));
}

fn adopt(tab: &Rc<RefCell<Tab>>, key: &str) {
    {
        let mut tab = tab.borrow_mut();
        let storage = tab.options.storage();
        let Some(text) = storage.get(key) else { return };
        tab.queue.add_text(&text);
        tab.keep();
        storage.remove(key);
    }
    schedule(tab, 0);
}
