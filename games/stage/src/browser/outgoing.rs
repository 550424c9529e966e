//! What the game tells the page, as the plain objects of the contract.

use super::options::set;
use js_sys::{Function, Object};
use wasm_bindgen::JsValue;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    Ready,
    Score { score: i64, rival: Option<i64>, combo: u32 },
    Finish { score: i64, rival: Option<i64>, won: bool, ticks: u32, trace: String },
    Failed { message: String },
}

impl Outgoing {
    /// Calls the page; an error in its listener is its own and goes to the console.
    pub fn tell(&self, on: &Function) {
        if let Err(error) = on.call1(&JsValue::NULL, &self.to_object()) {
            web_sys::console::error_1(&error);
        }
    }

    fn to_object(&self) -> Object {
        let object = Object::new();
        match self {
            Outgoing::Ready => set(&object, "type", "ready"),
            Outgoing::Score { score, rival, combo } => {
                set(&object, "type", "score");
                scores(&object, *score, *rival);
                set(&object, "combo", *combo);
            }
            Outgoing::Finish { score, rival, won, ticks, trace } => {
                set(&object, "type", "finish");
                scores(&object, *score, *rival);
                set(&object, "won", *won);
                set(&object, "ticks", *ticks);
                set(&object, "trace", trace.as_str());
            }
            Outgoing::Failed { message } => {
                set(&object, "type", "failed");
                set(&object, "message", message.as_str());
            }
        }
        object
    }
}

fn scores(object: &Object, score: i64, rival: Option<i64>) {
    set(object, "score", score as f64);
    set(object, "rival", rival.map_or(JsValue::NULL, |rival| JsValue::from_f64(rival as f64)));
}
