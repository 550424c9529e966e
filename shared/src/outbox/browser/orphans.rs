//! Queues of tabs that are gone: taken over under a Web Lock that a living tab holds on its own.

use crate::outbox::QueuedEvent;
use crate::outbox::storage::SavedQueues;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

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

/// The lock on a tab's own queue; letting it go lets another tab take the queue over.
#[derive(Default)]
pub struct HeldLock(Option<js_sys::Function>);

impl HeldLock {
    /// Holds the lock of this name, where there are locks, until it is let go or the tab is gone.
    pub fn hold(name: &str) -> HeldLock {
        let mut held = HeldLock::default();
        if let Some(locks) = locks() {
            let until_released = js_sys::Promise::new(&mut |resolve, _| held.0 = Some(resolve));
            let callback = Closure::once_into_js(move || until_released);
            // A page that refuses locks is treated like one without: duplicates are harmless.
            settle_quietly(locks.request(name, &callback));
        }
        held
    }

    pub fn release(&mut self) {
        if let Some(resolve) = self.0.take() {
            drop(resolve.call0(&JsValue::UNDEFINED));
        }
    }
}

/// Gives `adopt` the events of every queue whose tab is gone.
pub async fn adopt_all(saved: Rc<SavedQueues>, own: String, adopt: Rc<dyn Fn(Vec<QueuedEvent>)>) {
    for name in saved.names().await.into_iter().filter(|name| *name != own) {
        let one = hand_over(Rc::clone(&saved), name.clone(), Rc::clone(&adopt));
        match locks() {
            Some(locks) => when_free(&locks, &name, one),
            // Without locks two tabs may send the same event: the endpoint stores it once.
            None => one.await,
        }
    }
}

/// The old queue is removed once its events are saved with the new one's.
async fn hand_over(saved: Rc<SavedQueues>, name: String, adopt: Rc<dyn Fn(Vec<QueuedEvent>)>) {
    adopt(saved.load(&name).await);
    saved.remove(&name);
}

/// Does the work under the lock if no living tab holds it, else not at all.
fn when_free(locks: &Locks, name: &str, work: impl Future<Output = ()> + 'static) {
    let options = js_sys::Object::new();
    drop(js_sys::Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE));
    let callback = Closure::once_into_js(move |lock: JsValue| {
        let is_free = !lock.is_null();
        future_to_promise(async move {
            if is_free {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    settle_quietly(locks.request_with(name, &options, &callback));
}

/// `navigator.locks`, which old browsers and insecure pages do not have.
fn locks() -> Option<Locks> {
    let navigator = web_sys::window()?.navigator();
    let locks = js_sys::Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// Waits for a promise whose refusal means nothing to us, so that the console stays clean.
fn settle_quietly(promise: Result<js_sys::Promise, JsValue>) {
    if let Ok(promise) = promise {
        spawn_local(async move { drop(JsFuture::from(promise).await) });
    }
}
