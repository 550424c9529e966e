//! Every answer that a test sees is one the contract names: its status, tag, type, headers and body.

use reqwest::header::HeaderMap;
use serde_json::{Value, json};
use std::sync::LazyLock;

pub static CONTRACT: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("../../../openapi.json")).expect("JSON"));

/// What was answered on a path; the method is not known any more, so one of the path's must fit.
#[track_caller]
pub fn must_allow(path: &str, status: u16, headers: &HeaderMap, text: &str) {
    let Some((template, methods)) = template_of(path) else { return };
    if status == 405 {
        assert!(headers.contains_key("allow"), "405 at {path} without Allow");
        return;
    }
    let answer = Answered { status, headers, text };
    let faults: Vec<String> = methods
        .as_object()
        .expect("methods")
        .iter()
        .map(|(method, operation)| match answer.fault(operation, &pointer(template, method)) {
            None => String::new(),
            Some(fault) => format!("{method} {template}: {fault}"),
        })
        .collect();
    assert!(
        faults.iter().any(String::is_empty),
        "openapi.json does not allow {status} {text:.500}: {faults:#?}"
    );
}

/// The path of the contract that an address is of; letters win over variables.
fn template_of(path: &str) -> Option<(&'static str, &'static Value)> {
    let paths = CONTRACT["paths"].as_object().expect("paths");
    let parts: Vec<&str> = path.split('/').collect();
    let is_variable = |part: &str| part.starts_with('{');
    let fits = |template: &str| {
        let template: Vec<&str> = template.split('/').collect();
        let same = |(one, other): (&&str, &&str)| one == other || is_variable(one) && !other.is_empty();
        template.len() == parts.len() && template.iter().zip(&parts).all(same)
    };
    let found = paths.iter().filter(|(template, _)| fits(template));
    let found = found.min_by_key(|(template, _)| template.matches('{').count());
    found.map(|(template, methods)| (template.as_str(), methods))
}

fn pointer(template: &str, method: &str) -> String {
    format!("/paths/{}/{method}/responses", template.replace('~', "~0").replace('/', "~1"))
}

/// A part of the contract and where it stands, behind its `$ref` if it is one.
fn resolved(part: &'static Value, pointer: String) -> (&'static Value, String) {
    match part["$ref"].as_str() {
        None => (part, pointer),
        Some(target) => {
            let pointer = target.trim_start_matches('#').to_owned();
            (CONTRACT.pointer(&pointer).expect("what is referred to is there"), pointer)
        }
    }
}

struct Answered<'a> {
    status: u16,
    headers: &'a HeaderMap,
    text: &'a str,
}

impl Answered<'_> {
    /// What an operation's contract does not say of the answer.
    fn fault(&self, operation: &'static Value, pointer: &str) -> Option<String> {
        let status = self.status.to_string();
        let Some(response) = operation["responses"].get(&status) else {
            return Some(format!("no status {status}"));
        };
        let (response, pointer) = resolved(response, format!("{pointer}/{status}"));
        self.header_fault(response).or_else(|| self.body_fault(response, &pointer))
    }

    fn header_fault(&self, response: &'static Value) -> Option<String> {
        let headers = response["headers"].as_object();
        let mut required = headers.into_iter().flatten().filter(|(_, header)| {
            let (header, _) = resolved(header, String::new());
            header["required"] == true
        });
        let missing = required.find(|(name, _)| !self.headers.contains_key(name.as_str()))?;
        Some(format!("no header {}", missing.0))
    }

    fn body_fault(&self, response: &'static Value, pointer: &str) -> Option<String> {
        let Some(content) = response["content"].as_object() else {
            return (!self.text.is_empty()).then(|| "no body is stated".to_owned());
        };
        let kind = self.headers.get("content-type")?.to_str().expect("ASCII");
        let kind = kind.split(';').next().unwrap_or_default();
        if !content.contains_key(kind) {
            return Some(format!("no content of type {kind}"));
        }
        if kind != "application/json" {
            return None;
        }
        let body: Value = match serde_json::from_str(self.text) {
            Ok(body) => body,
            Err(error) => return Some(error.to_string()),
        };
        let tag = body["error"]["tag"].as_str();
        if let Some(tag) = tag.filter(|tag| !names(&response["description"], tag)) {
            return Some(format!("no tag {tag}"));
        }
        schema_fault(&format!("{pointer}/content/application~1json/schema"), &body)
    }
}

fn names(description: &Value, tag: &str) -> bool {
    let is_end = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    description.as_str().expect("a description").split(is_end).any(|word| word == tag)
}

/// The first thing in which a value does not fit the schema at a place of the contract.
pub fn schema_fault(pointer: &str, value: &Value) -> Option<String> {
    let mut root = CONTRACT.clone();
    CONTRACT.pointer(pointer)?;
    let fragment = pointer.replace('{', "%7B").replace('}', "%7D");
    root["$ref"] = json!(format!("#{fragment}"));
    let validator = jsonschema::validator_for(&root).expect("a schema");
    validator.validate(value).err().map(|error| format!("{error} at {}", error.instance_path()))
}
