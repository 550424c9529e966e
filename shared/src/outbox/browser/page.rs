//! What the outbox needs of the page around it: options, clock and random bytes.

use crate::event::Property;
use crate::outbox::storage::PageStorage;
use crate::wire::{CampaignSource, ConsentGiven, Context, Page, Referrer};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The object given to `new Outbox(…)`.
    #[derive(Clone)]
    pub type Options;
    #[wasm_bindgen(method, getter)]
    pub fn storage(this: &Options) -> PageStorage;
    #[wasm_bindgen(method, getter)]
    pub fn endpoint(this: &Options) -> String;
    #[wasm_bindgen(method, getter, js_name = writeKey)]
    pub fn write_key(this: &Options) -> String;
    #[wasm_bindgen(method, getter, js_name = campaignId)]
    pub fn campaign_id(this: &Options) -> String;
    #[wasm_bindgen(method, getter, js_name = gameId)]
    pub fn game_id(this: &Options) -> String;
    #[wasm_bindgen(method, getter, js_name = clockOffsetMs)]
    pub fn clock_offset_ms(this: &Options) -> f64;
    #[wasm_bindgen(method, getter)]
    pub fn context(this: &Options) -> JsValue;
}

pub fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// RFC 3339 with milliseconds.
pub fn timestamp(at_ms: f64) -> String {
    js_sys::Date::new(&JsValue::from_f64(at_ms)).to_iso_string().into()
}

/// A UUIDv7.
pub fn message_id(at_ms: f64) -> String {
    let id = uuid::Builder::from_unix_timestamp_millis(at_ms as u64, &random_bytes()).into_uuid();
    id.hyphenated().encode_lower(&mut uuid::Uuid::encode_buffer()).to_owned()
}

/// A name for this tab: the first half of a random UUID is enough among the tabs of one browser.
pub fn random_name() -> String {
    let id = uuid::Builder::from_random_bytes(random_bytes()).into_uuid();
    id.simple().encode_lower(&mut uuid::Uuid::encode_buffer())[..12].to_owned()
}

/// Zero bytes where there is no generator: then ids of one millisecond collide, and the duplicate is seen.
fn random_bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    let filled = crypto.map(|crypto| crypto.get_random_values_with_u8_array(&mut bytes));
    debug_assert!(matches!(filled, Some(Ok(_))), "every browser that runs WebAssembly has a generator");
    bytes
}

/// The spread of retries, 0 to 1000.
pub fn jitter_permille() -> u32 {
    let [high, low] = random_bytes::<2>();
    u32::from(u16::from_be_bytes([high, low])) * 1_000 / 65_535
}

fn field(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
}

fn text(of: &JsValue, name: &str) -> Option<String> {
    field(of, name).as_string()
}

fn part<T>(of: &JsValue, name: &str, read: impl Fn(&JsValue) -> Option<T>) -> Option<T> {
    let part = field(of, name);
    if part.is_object() { read(&part) } else { None }
}

/// The context as the page gives it.
pub fn context(given: &JsValue) -> Context {
    Context {
        locale: text(given, "locale"),
        timezone: text(given, "timezone"),
        page: part(given, "page", |page| {
            let text = |name| text(page, name).unwrap_or_default();
            Some(Page {
                path: text("path"),
                url: text("url"),
                title: text("title"),
                referrer: text("referrer"),
            })
        }),
        campaign: part(given, "campaign", |utm| {
            Some(CampaignSource {
                source: text(utm, "source"),
                medium: text(utm, "medium"),
                name: text(utm, "name"),
                term: text(utm, "term"),
                content: text(utm, "content"),
            })
        }),
        referrer: part(given, "referrer", |referrer| {
            Some(Referrer { kind: "invite", id: text(referrer, "id")? })
        }),
        consent: part(given, "consent", |consent| Some(ConsentGiven { version: text(consent, "version")? })),
        ..Context::default()
    }
}

/// The flat part of a JSON object; the browser parses it.
pub fn traits(json: &str) -> Vec<(String, Property)> {
    let Ok(object) = js_sys::JSON::parse(json) else { return Vec::new() };
    let Ok(object) = object.dyn_into::<js_sys::Object>() else { return Vec::new() };
    let entry = |pair: JsValue| {
        let pair: js_sys::Array = pair.unchecked_into();
        let value = pair.get(1);
        let value = match (value.as_string(), value.as_bool(), value.as_f64()) {
            (Some(text), _, _) => Property::Text(text),
            (_, Some(flag), _) => Property::Flag(flag),
            (_, _, Some(number)) => Property::Number(number as i64),
            _ => return None,
        };
        Some((pair.get(0).as_string()?, value))
    };
    js_sys::Object::entries(&object).iter().filter_map(entry).collect()
}
