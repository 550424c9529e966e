//! The three types a property may have on the wire: text, whole number, flag.

use serde::Serialize;

/// The longest text a property may hold; GA4 cuts there.
#[cfg(not(target_arch = "wasm32"))]
const MAX_TEXT_CHARS: usize = 100;

/// One flat property.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Property {
    Text(String),
    Number(i64),
    Flag(bool),
}

/// The type of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyKind {
    Text,
    Number,
    Flag,
}

/// A Rust type that stands for a property; `Option` makes it one that may be absent.
pub trait PropertyType: Sized {
    const KIND: PropertyKind;

    fn to_property(&self) -> Option<Property>;

    #[cfg(not(target_arch = "wasm32"))]
    fn from_json(value: Option<&serde_json::Value>) -> Option<Self>;
}

impl PropertyType for String {
    const KIND: PropertyKind = PropertyKind::Text;

    fn to_property(&self) -> Option<Property> {
        Some(Property::Text(self.clone()))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn from_json(value: Option<&serde_json::Value>) -> Option<String> {
        let text = value?.as_str()?;
        (text.chars().count() <= MAX_TEXT_CHARS).then(|| text.to_owned())
    }
}

impl PropertyType for i64 {
    const KIND: PropertyKind = PropertyKind::Number;

    fn to_property(&self) -> Option<Property> {
        Some(Property::Number(*self))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn from_json(value: Option<&serde_json::Value>) -> Option<i64> {
        value?.as_i64()
    }
}

impl PropertyType for bool {
    const KIND: PropertyKind = PropertyKind::Flag;

    fn to_property(&self) -> Option<Property> {
        Some(Property::Flag(*self))
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn from_json(value: Option<&serde_json::Value>) -> Option<bool> {
        value?.as_bool()
    }
}

impl<T: PropertyType> PropertyType for Option<T> {
    const KIND: PropertyKind = T::KIND;

    fn to_property(&self) -> Option<Property> {
        self.as_ref().and_then(T::to_property)
    }

    #[cfg(not(target_arch = "wasm32"))]
    fn from_json(value: Option<&serde_json::Value>) -> Option<Option<T>> {
        match value {
            None | Some(serde_json::Value::Null) => Some(None),
            some => T::from_json(some).map(Some),
        }
    }
}
