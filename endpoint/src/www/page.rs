//! Filling a template's head, with every text escaped for where it stands.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::Value;

const MARKER: &str = "<!--tapvine:head-->";

/// The template with its marker replaced, as a page under this content policy.
pub fn html(status: StatusCode, template: &str, head: &str, policy: HeaderValue) -> Response {
    let page = template.replacen(MARKER, head, 1);
    let kind = HeaderValue::from_static("text/html; charset=utf-8");
    (status, [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy)], page).into_response()
}

/// JSON for the page's script: `<` is written so that no text can end the element.
pub fn json_block(id: &str, value: &Value) -> String {
    let json = value
        .to_string()
        .replace('<', "\\u003c")
        .replace('\u{2028}', "\\u2028")
        .replace('\u{2029}', "\\u2029");
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>")
}

pub fn escape_html(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn no_text_ends_the_script_element() {
        let block = json_block("x", &json!({"name": "</script><script>alert(1)"}));
        assert_eq!(block.matches("</script>").count(), 1, "{block}");
        let json = block.trim_start_matches("<script type=\"application/json\" id=\"x\">");
        let json = json.trim_end_matches("</script>");
        assert_eq!(serde_json::from_str::<Value>(json).expect("JSON")["name"], "</script><script>alert(1)");
    }

    #[test]
    fn a_text_is_a_text_in_an_attribute_too() {
        assert_eq!(escape_html("<a href='x'>\"&"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp;");
    }
}
