//! Messages between the page and the game: commands go in, page events go out as plain objects.

use super::js_object::set;
use js_sys::{Function, Object};
use tapvine_shared::run::{Dials, Outcome, Seed};
use wasm_bindgen::JsValue;

/// What the page, a finger or a key wants of the game. It waits for the next frame.
#[derive(Clone, Debug)]
pub enum Command {
    Start(Seed, Dials),
    Idle,
    Pause,
    Resume,
    /// The page went to the background; frames stop coming.
    Hidden,
    Shown,
    Resized,
    /// A finger came down, in CSS pixels from the canvas' corner.
    Touch {
        x_px: f32,
        y_px: f32,
    },
    /// A cell or a control was chosen by key or by assistive technology.
    Choose {
        number: u8,
    },
    MoveFocus {
        right: i8,
        down: i8,
    },
    ChooseFocused,
}

/// What the page hears of the game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PageEvent {
    Ready,
    Score { score: i64, rival: Option<i64>, combo: u32 },
    Finish { outcome: Outcome, trace: String },
    Failed { message: String },
}

impl PageEvent {
    /// Calls the page's listener; an error in it is the page's own and goes to the console.
    pub fn send(&self, listener: &Function) {
        if let Err(error) = listener.call1(&JsValue::NULL, &self.to_object()) {
            web_sys::console::error_1(&error);
        }
    }

    fn to_object(&self) -> Object {
        let object = Object::new();
        match self {
            PageEvent::Ready => set(&object, "type", "ready"),
            PageEvent::Score { score, rival, combo } => {
                set(&object, "type", "score");
                set_scores(&object, *score, *rival);
                set(&object, "combo", *combo);
            }
            PageEvent::Finish { outcome, trace } => {
                set(&object, "type", "finish");
                set_scores(&object, outcome.score, outcome.rival);
                set(&object, "won", outcome.is_won());
                set(&object, "ticks", outcome.ticks);
                set(&object, "trace", trace.as_str());
            }
            PageEvent::Failed { message } => {
                set(&object, "type", "failed");
                set(&object, "message", message.as_str());
            }
        }
        object
    }
}

/// Sets `score` and `rival`, the latter `null` in a game without one.
pub fn set_scores(object: &Object, score: i64, rival: Option<i64>) {
    set(object, "score", score as f64);
    set(object, "rival", rival.map_or(JsValue::NULL, |rival| JsValue::from_f64(rival as f64)));
}
