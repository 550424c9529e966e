//! What the page passes in, read property by property: no JSON parser travels with the game.

use super::tone::Theme;
use js_sys::{Array, Function, Object, Reflect, Uint16Array};
use tapvine_shared::run::{Dials, LabelChoice, Replay, Rules, Seed, Trace, replay};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

pub struct Options {
    pub sprites: Vec<(String, String)>,
    pub texts: Texts,
    pub theme: Theme,
    pub muted: bool,
    pub reduced_motion: bool,
    pub on: Function,
}

impl Options {
    pub fn read(options: &JsValue) -> Result<Options, JsValue> {
        let theme = get(options, "theme");
        let colour =
            |name: &str, fallback: &str| get(&theme, name).as_string().unwrap_or(fallback.to_owned());
        Ok(Options {
            sprites: strings(&get(options, "sprites")),
            texts: Texts(strings(&get(options, "texts"))),
            theme: Theme {
                primary: colour("primary", "#2e9e4f"),
                accent: colour("accent", "#ff7a1a"),
                background: colour("background", "#eaf8e0"),
                ink: colour("ink", "#173a22"),
            },
            muted: get(options, "muted").is_truthy(),
            reduced_motion: get(options, "reducedMotion").is_truthy(),
            on: get(options, "on").dyn_into().map_err(|_| JsValue::from_str("no_listener"))?,
        })
    }
}

/// The strings the game shows, resolved for one locale by the page.
pub struct Texts(Vec<(String, String)>);

impl Texts {
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.iter().find(|(name, _)| name == key).map_or(key, |(_, text)| text)
    }
}

pub fn seed(text: &str) -> Result<Seed, JsValue> {
    text.parse().map_err(|_| error("seed_malformed"))
}

/// Dials from a plain object; what is not a number is left to its default.
pub fn dials(object: &JsValue) -> Dials {
    let mut dials = Dials::default();
    for (name, value) in entries(object) {
        if let Some(number) = value.as_f64() {
            dials.set(name, number as i64);
        }
    }
    dials
}

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
    let Replay { outcome, labels } = replayed.map_err(|refusal| error(refusal.tag()))?;
    let object = Object::new();
    set(&object, "score", outcome.score as f64);
    set(&object, "rival", outcome.rival.map_or(JsValue::NULL, |rival| JsValue::from_f64(rival as f64)));
    set(&object, "ticks", outcome.ticks);
    if let Some(LabelChoice { shown, chosen }) = labels {
        set(&object, "shown", Uint16Array::from(shown.as_slice()));
        set(&object, "chosen", Uint16Array::from(chosen.as_slice()));
    }
    Ok(object.into())
}

pub fn host(value: JsValue) -> Result<HtmlElement, JsValue> {
    value.dyn_into().map_err(|_| error("no_host"))
}

pub fn set(object: &Object, key: &str, value: impl Into<JsValue>) {
    // Setting a fresh property of a plain object cannot fail.
    Reflect::set(object, &key.into(), &value.into()).unwrap_or_default();
}

fn error(tag: &str) -> JsValue {
    js_sys::Error::new(tag).into()
}

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap_or_default()
}

fn entries(object: &JsValue) -> impl Iterator<Item = (String, JsValue)> {
    let entries = object.dyn_ref().map_or_else(Array::new, Object::entries);
    entries.to_vec().into_iter().filter_map(|entry| {
        let pair: Array = entry.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1)))
    })
}

fn strings(object: &JsValue) -> Vec<(String, String)> {
    entries(object).filter_map(|(name, value)| Some((name, value.as_string()?))).collect()
}
