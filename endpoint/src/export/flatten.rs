//! Nested properties in one cell: an object without nesting, whose names are the ways through the nested one.
//!
//! A member is `.name`, an element `[number]`: `{"a":{"b":1},"c":["x"]}` becomes `{"a.b":1,"c[0]":"x"}`. Empty
//! objects and lists stay. A dot, bracket or backslash in a name has a backslash before it, so that no two ways are
//! one.

use serde_json::{Map, Value};

/// The object as text without nesting, of those members that `is_wanted`; `None` when nothing is left.
pub fn flattened(object: &Value, is_wanted: impl Fn(&str) -> bool) -> Option<String> {
    let mut flat = Map::new();
    for (name, value) in object.as_object()?.iter().filter(|(name, _)| is_wanted(name)) {
        add(&mut flat, escaped(name), value);
    }
    (!flat.is_empty()).then(|| Value::Object(flat).to_string())
}

fn add(flat: &mut Map<String, Value>, way: String, value: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| add(flat, format!("{way}.{}", escaped(name)), value));
        }
        Value::Array(elements) if !elements.is_empty() => {
            elements
                .iter()
                .enumerate()
                .for_each(|(place, value)| add(flat, format!("{way}[{place}]"), value));
        }
        value => drop(flat.insert(way, value.clone())),
    }
}

fn escaped(name: &str) -> String {
    if !name.contains(['.', '[', ']', '\\']) {
        return name.to_owned();
    }
    name.chars().flat_map(|sign| ".[]\\".contains(sign).then_some('\\').into_iter().chain([sign])).collect()
}

#[cfg(test)]
mod tests {
    use super::flattened;
    use serde_json::{Value, json};

    fn check(nested: Value, expect: Option<Value>) {
        let flat =
            flattened(&nested, |name| name != "score").map(|text| serde_json::from_str(&text).expect("JSON"));
        assert_eq!(flat, expect, "{nested}");
    }

    #[test]
    fn every_value_stands_under_the_way_to_it() {
        check(
            json!({"products": [{"sku": "a", "price": 1.5}, {"sku": "b"}], "score": 1, "user": {"plan": {"id": 7}}}),
            Some(
                json!({"products[0].sku": "a", "products[0].price": 1.5, "products[1].sku": "b", "user.plan.id": 7}),
            ),
        );
        check(json!({"a": {}, "b": [], "c": null}), Some(json!({"a": {}, "b": [], "c": null})));
        check(json!({"score": 1}), None);
        check(json!({}), None);
        check(Value::Null, None);
    }

    #[test]
    fn no_two_ways_are_one() {
        check(
            json!({"a.b": 1, "a": {"b": 2, "[0]": 3}, "c": {"0": 4}, "d": [5], "e\\": 6}),
            Some(json!({"a\\.b": 1, "a.b": 2, "a.\\[0\\]": 3, "c.0": 4, "d[0]": 5, "e\\\\": 6})),
        );
    }
}
