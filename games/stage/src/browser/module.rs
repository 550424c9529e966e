//! The entry every game's module has in a browser, written once: wasm-bindgen exports no generics.

use super::js_object::set;
use super::messages::set_scores;
use super::options::{dials, error, seed};
use js_sys::{Object, Uint16Array};
use tapvine_shared::run::{LabelChoice, Replay, Rules, Trace, replay};
use wasm_bindgen::JsValue;

/// Plays a trace again, as the endpoint does: `{score, rival, ticks}`, with `shown` and `chosen` in a game about labels.
///
/// # Errors
/// An `Error` whose message is the stable tag of the refusal.
pub fn replay_in_browser<R: Rules>(
    seed_text: &str,
    dial_object: &JsValue,
    trace: &str,
) -> Result<JsValue, JsValue> {
    let trace = Trace::decode(trace).map_err(|_| error("trace_malformed"))?;
    let replayed = replay::<R>(seed(seed_text)?, &dials(dial_object), &trace);
    let Replay { outcome, labels, .. } = replayed.map_err(|refusal| error(refusal.tag()))?;
    let object = Object::new();
    set_scores(&object, outcome.score, outcome.rival);
    set(&object, "ticks", outcome.ticks);
    if let Some(LabelChoice { shown, chosen }) = labels {
        set(&object, "shown", Uint16Array::from(shown.as_slice()));
        set(&object, "chosen", Uint16Array::from(chosen.as_slice()));
    }
    Ok(object.into())
}

/// Exports the `Game` class that the page mounts, and `replay`, for these rules and this view.
///
/// The game depends on `wasm-bindgen` itself. What only one game offers goes into a second
/// `#[wasm_bindgen] impl Game` beside the macro.
#[macro_export]
macro_rules! browser_module {
    (rules: $rules:ty, view: $view:ty $(,)?) => {
        /// The game in a page.
        #[::wasm_bindgen::prelude::wasm_bindgen]
        pub struct Game(Option<$crate::Mounted>);

        #[::wasm_bindgen::prelude::wasm_bindgen]
        impl Game {
            pub fn mount(
                host: ::wasm_bindgen::JsValue,
                options: ::wasm_bindgen::JsValue,
            ) -> Result<Game, ::wasm_bindgen::JsValue> {
                $crate::Mounted::mount::<$view>(host, &options).map(|mounted| Game(Some(mounted)))
            }

            pub fn start(
                &self,
                seed: &str,
                dials: ::wasm_bindgen::JsValue,
            ) -> Result<(), ::wasm_bindgen::JsValue> {
                self.0.as_ref().map_or(Ok(()), |mounted| mounted.start(seed, &dials))
            }

            pub fn idle(&self) {
                self.0.iter().for_each($crate::Mounted::idle);
            }

            #[wasm_bindgen(js_name = setMuted)]
            pub fn set_muted(&self, muted: bool) {
                self.0.iter().for_each(|mounted| mounted.set_muted(muted));
            }

            pub fn pause(&self) {
                self.0.iter().for_each($crate::Mounted::pause);
            }

            pub fn resume(&self) {
                self.0.iter().for_each($crate::Mounted::resume);
            }

            pub fn unmount(&mut self) {
                self.0 = None;
            }
        }

        /// Plays a trace again: `{score, rival, ticks}`, the labels of a game about them, or an `Error` with the tag of the refusal.
        #[::wasm_bindgen::prelude::wasm_bindgen]
        pub fn replay(
            seed: &str,
            dials: ::wasm_bindgen::JsValue,
            trace: &str,
        ) -> Result<::wasm_bindgen::JsValue, ::wasm_bindgen::JsValue> {
            $crate::replay_in_browser::<$rules>(seed, &dials, trace)
        }
    };
}
