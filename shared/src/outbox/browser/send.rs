//! Sending a batch: a request whose answer counts, or a beacon that nobody answers.

use super::page::{self, Options};
use crate::outbox::{QueuedEvent, Reply};
use crate::wire::EventResult;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Posts a batch and waits for what the endpoint says of it.
pub async fn post(options: &Options, batch: &[QueuedEvent]) -> Reply {
    let (url, body) = request(options, batch);
    answer(&url, &body).await.unwrap_or(Reply::Later { retry_after_ms: None })
}

/// Gives the batch to the browser, which sends it even when the page is gone.
pub fn beacon(options: &Options, batch: &[QueuedEvent]) {
    let (url, body) = request(options, batch);
    let Some(window) = web_sys::window() else { return };
    // A refused beacon changes nothing: the events stay in the queue and in storage either way.
    drop(window.navigator().send_beacon_with_opt_str(&url, Some(&body)));
}

/// `text/plain` with the key in the body needs no preflight from another site.
fn request(options: &Options, batch: &[QueuedEvent]) -> (String, String) {
    let url = [&options.endpoint(), "/v1/batch"].concat();
    let key = serde_json::to_string(&options.write_key()).unwrap_or_default();
    let sent_at = page::timestamp(page::now_ms() + options.clock_offset_ms());
    let mut body = ["{\"writeKey\":", &key, ",\"sentAt\":\"", &sent_at, "\",\"batch\":["].concat();
    for (index, event) in batch.iter().enumerate() {
        if index > 0 {
            body.push(',');
        }
        body.push_str(&event.json);
    }
    body.push_str("]}");
    (url, body)
}

async fn answer(url: &str, body: &str) -> Option<Reply> {
    let init = RequestInit::new();
    init.set_method("POST");
    init.set_body(&JsValue::from_str(body));
    let window = web_sys::window()?;
    let response = JsFuture::from(window.fetch_with_str_and_init(url, &init)).await.ok()?;
    let response: Response = response.unchecked_into();
    match response.status() {
        200 => Some(Reply::Answered(results(&response).await?)),
        400 | 413 => Some(Reply::Refused),
        401 | 403 => Some(Reply::Unauthorized),
        _ => Some(Reply::Later { retry_after_ms: retry_after_ms(&response) }),
    }
}

fn retry_after_ms(response: &Response) -> Option<u64> {
    let seconds: u64 = response.headers().get("Retry-After").ok()??.parse().ok()?;
    Some(seconds * 1_000)
}

/// `{"results": {messageId: {"result": …}}}`, parsed by the browser.
async fn results(response: &Response) -> Option<Vec<(String, EventResult)>> {
    let answer = JsFuture::from(response.json().ok()?).await.ok()?;
    let results = js_sys::Reflect::get(&answer, &"results".into()).ok()?;
    let results: js_sys::Object = results.dyn_into().ok()?;
    let result_of = |pair: JsValue| {
        let pair: js_sys::Array = pair.unchecked_into();
        let result = js_sys::Reflect::get(&pair.get(1), &"result".into()).ok()?.as_string()?;
        Some((pair.get(0).as_string()?, EventResult::from_tag(&result)))
    };
    Some(js_sys::Object::entries(&results).iter().filter_map(result_of).collect())
}
