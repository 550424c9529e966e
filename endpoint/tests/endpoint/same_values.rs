//! What is exported is the same in CSV, NDJSON and Parquet, or the event was refused.

use crate::support::{ANALYST_KEY, Endpoint, track};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::Field;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Cells by column; what is empty is left out.
type Row = BTreeMap<String, String>;

/// Columns of what somebody wrote: a CSV may have `'` before it.
const FREE: [&str; 6] = ["event", "reason", "method", "name", "properties", "traits"];

fn any_value() -> impl Strategy<Value = Value> {
    let odd = vec![
        json!(null),
        json!(true),
        json!(0),
        json!(-5),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(9_007_199_254_740_993_i64),
        json!(1.5),
        json!(-0.0),
        json!(1e21),
        json!(0.1),
        json!(""),
        json!(" "),
        json!("=1+1"),
        json!("-Aa_9"),
        json!("'x"),
        json!("@a"),
        json!("=H(\"x\")"),
        json!("a,\"b\"\r\nc"),
        json!("🍓 夏"),
        json!({"a": {"b": [1, "x", null]}, "c.d": 2}),
        json!([]),
        json!({}),
        json!("\u{feff}x"),
        json!("x\t"),
    ];
    prop_oneof![4 => select(odd), 1 => any::<i64>().prop_map(Value::from), 1 => any::<f64>().prop_map(Value::from),
                2 => ".{0,12}".prop_map(Value::from)]
}

/// Mostly one that fits the column of this name.
fn value_for(name: &'static str) -> BoxedStrategy<Value> {
    let fit = match name {
        "score" | "rival" | "ticks" | "seq" => any::<i64>().prop_map(Value::from).boxed(),
        "won" => any::<bool>().prop_map(Value::from).boxed(),
        "run_id" | "code" | "label" | "game_id" | "stream" => {
            "[-=+a-zA-Z0-9_.]{0,8}".prop_map(Value::from).boxed()
        }
        "userId" | "groupId" | "previousId" => "[-=+@a-z0-9]{1,8}|[1-9]{1,18}".prop_map(Value::from).boxed(),
        "method" | "name" => "[-=+@a-zé夏🍓\"',\t ]{0,8}".prop_map(Value::from).boxed(),
        _ => any_value().boxed(),
    };
    prop_oneof![12 => fit, 1 => any_value()].boxed()
}

fn some_of(names: &'static [&'static str], most: usize) -> impl Strategy<Value = Vec<(&'static str, Value)>> {
    let pair = select(names.to_vec()).prop_flat_map(|name| (Just(name), value_for(name)));
    prop::collection::vec(pair, 0..most)
}

fn any_event() -> impl Strategy<Value = Value> {
    const NAMES: [&str; 14] = [
        "score", "rival", "ticks", "seq", "won", "run_id", "code", "method", "label", "game_id", "stream",
        "total", "a.b", "list",
    ];
    let properties = some_of(&NAMES, 5);
    let ids = some_of(&["userId", "groupId", "previousId", "name"], 4);
    let kinds = select(vec!["track", "own", "own", "identify", "page", "screen", "group", "alias"]);
    (kinds, properties, ids, prop::option::of(any_value())).prop_map(|(kind, properties, ids, event)| {
        let mut message = track("m", "p");
        if kind != "track" {
            message["type"] = if kind == "own" { "track" } else { kind }.into();
            message["event"] = event.unwrap_or("Order Completed".into());
            message["traits"] = json!({"plan": {"id": 7}, "x": properties.first().map(|(_, value)| value)});
        }
        for (name, value) in properties {
            message["properties"][name] = value;
        }
        for (name, value) in ids {
            message[name] = value;
        }
        message
    })
}

#[test]
fn every_value_is_the_same_in_every_format() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime");
    let endpoint = runtime.block_on(Endpoint::start());
    let mut runner = TestRunner::new(Config { cases: 12, failure_persistence: None, ..Config::default() });
    let sent = std::cell::Cell::new(0);
    let events = prop::collection::vec(any_event(), 40);
    runner
        .run(&events, |mut events| {
            for event in &mut events {
                sent.set(sent.get() + 1);
                event["messageId"] = format!("m{}", sent.get()).into();
            }
            runtime.block_on(async {
                endpoint.send(&events).await;
                compare(&endpoint).await;
            });
            Ok(())
        })
        .expect("the same everywhere");
    let stored = runtime.block_on(endpoint.export("events.ndjson")).lines().count();
    assert!(stored > sent.get() / 4, "much of it is not refused: {stored} of {}", sent.get());
}

async fn compare(endpoint: &Endpoint) {
    let table = endpoint.export("events.csv").await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let of_csv: Vec<Row> =
        reader.deserialize::<Row>().map(|row| without_empty(row.expect("a row"))).collect();
    let of_parquet = parquet(endpoint).await;
    let messages = endpoint.export("events.ndjson").await;
    let messages: Vec<Value> =
        messages.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((of_csv.len(), of_parquet.len()), (messages.len(), messages.len()));
    for ((csv, parquet), message) in of_csv.iter().zip(&of_parquet).zip(&messages) {
        let guarded = |(name, cell): (&String, &String)| {
            let is_formula =
                FREE.contains(&name.as_str()) && cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            (name.clone(), if is_formula { format!("'{cell}") } else { cell.clone() })
        };
        assert_eq!(csv, &parquet.iter().map(guarded).collect::<Row>(), "{message}");
        assert_eq!(parquet, &of_message(message), "{message}");
    }
}

fn without_empty(row: Row) -> Row {
    row.into_iter().filter(|(_, cell)| !cell.is_empty()).collect()
}

async fn parquet(endpoint: &Endpoint) -> Vec<Row> {
    let request = endpoint.request(Method::GET, "/v1/export/events.parquet").bearer_auth(ANALYST_KEY);
    let bytes = request.send().await.expect("answered").bytes().await.expect("a body");
    let file = SerializedFileReader::new(bytes).expect("a Parquet file");
    let cell = |field: &Field| match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Long(number) => number.to_string(),
        Field::Bool(flag) => flag.to_string(),
        Field::TimestampMillis(at_ms) => rfc3339(*at_ms),
        other => panic!("{other:?}"),
    };
    let row = |row: parquet::record::Row| {
        without_empty(row.get_column_iter().map(|(name, field)| (name.clone(), cell(field))).collect())
    };
    file.get_row_iter(None).expect("rows").map(|found| row(found.expect("a row"))).collect()
}

fn rfc3339(at_ms: i64) -> String {
    format!("{:.3}", jiff::Timestamp::from_millisecond(at_ms).expect("a time"))
}

/// The row as the documents say it comes out of the message.
fn of_message(message: &Value) -> Row {
    let properties = message["properties"].as_object().cloned().unwrap_or_default();
    let is_track = message["type"] == "track";
    let mut row = Row::new();
    let mut put = |name: &str, value: &Value| match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => drop(row.insert(name.into(), text.clone())),
        other => drop(row.insert(name.into(), other.to_string())),
    };
    for (column, name) in [
        ("message_id", "messageId"),
        ("player_id", "anonymousId"),
        ("user_id", "userId"),
        ("happened_at", "timestamp"),
        ("received_at", "receivedAt"),
        ("type", "type"),
        ("source", "source"),
        ("group_id", "groupId"),
        ("previous_id", "previousId"),
        ("name", "name"),
        ("user_id_verified", "user_id_verified"),
    ] {
        put(column, &message[name]);
    }
    put("event", if is_track { &message["event"] } else { &message["type"] });
    put("consent_version", &message["context"]["consent"]["version"]);
    let own = [
        "score",
        "rival",
        "ticks",
        "seq",
        "won",
        "run_id",
        "code",
        "method",
        "label",
        "game_id",
        "stream",
        "campaign_id",
    ];
    for name in own {
        put(name, properties.get(name).unwrap_or(&Value::Null));
    }
    let rest: Map<String, Value> =
        properties.into_iter().filter(|(name, _)| !own.contains(&name.as_str())).collect();
    for (column, object) in [("properties", Value::Object(rest)), ("traits", message["traits"].clone())] {
        let mut flat = Map::new();
        walk(&mut flat, String::new(), &object);
        flat.remove("");
        if !flat.is_empty() {
            row.insert(column.into(), Value::Object(flat).to_string());
        }
    }
    row
}

fn walk(flat: &mut Map<String, Value>, way: String, value: &Value) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            for (name, value) in members {
                let name = name.replace('.', "\\.");
                walk(flat, if way.is_empty() { name } else { format!("{way}.{name}") }, value);
            }
        }
        Value::Array(elements) if !elements.is_empty() => {
            elements
                .iter()
                .enumerate()
                .for_each(|(place, value)| walk(flat, format!("{way}[{place}]"), value));
        }
        value => drop(flat.insert(way, value.clone())),
    }
}
