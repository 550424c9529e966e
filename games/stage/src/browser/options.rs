//! What the page passes in when it mounts the game and starts a run.

use super::colour::Theme;
use super::js_object::{entries, get, strings};
use js_sys::Function;
use tapvine_shared::run::{Dials, Seed};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::HtmlElement;

pub struct Options {
    pub sprites: Vec<(String, String)>,
    pub texts: Texts,
    pub theme: Theme,
    pub muted: bool,
    pub reduced_motion: bool,
    /// The page's function that hears of page events.
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

pub fn host(value: JsValue) -> Result<HtmlElement, JsValue> {
    value.dyn_into().map_err(|_| error("no_host"))
}

/// An `Error` whose message is a stable tag.
pub fn error(tag: &str) -> JsValue {
    js_sys::Error::new(tag).into()
}
