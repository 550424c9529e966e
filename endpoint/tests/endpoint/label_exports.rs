//! Exports of labels: profiles with their numbers, the evidence behind them, and nothing undecided.

use crate::support::{ANALYST_KEY, Endpoint, Folder, Person};
use bytes::Bytes;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::record::RowAccessor as _;
use reqwest::Method;
use serde_json::{Value, json};

/// Two friends of a host: one label accepted from both, one from one, one declined, one pending.
struct Story {
    endpoint: Endpoint,
    host: Person,
    owl: String,
}

async fn story() -> Story {
    let endpoint = Endpoint::with_party().await;
    let [host, b, c] = [
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
        Person::at_the_party(&endpoint).await,
    ];
    let code = host.party(&endpoint).await;
    b.give(&endpoint, &code, "Bo", &["night-owl", "hiker", "foodie"]).await;
    c.give(&endpoint, &code, "Cy", &["foodie", "music"]).await;
    let owl = host.label_id(&endpoint, "night-owl", "Bo").await;
    let pick = [
        ("foodie", "Bo", "accept"),
        ("foodie", "Cy", "accept"),
        ("night-owl", "Bo", "accept"),
        ("hiker", "Bo", "decline"),
    ];
    for (label, giver, action) in pick {
        let id = host.label_id(&endpoint, label, giver).await;
        host.decide(&endpoint, &id, action).await.ok();
    }
    Story { endpoint, host, owl }
}

async fn rows(endpoint: &Endpoint, query: &str) -> Vec<Value> {
    let text = endpoint.export(&format!("labels.ndjson?campaign=party{query}")).await;
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[tokio::test]
async fn a_profile_has_only_what_was_accepted_with_its_doubt() {
    let Story { endpoint, host, owl } = story().await;
    let profile = rows(&endpoint, "").await;
    let labels: Vec<&Value> = profile.iter().map(|row| &row["label"]).collect();
    assert_eq!(labels, ["foodie", "night-owl"]);
    let foodie = &profile[0];
    assert_eq!(
        (&foodie["n_givers"], &foodie["n_shown"], &foodie["sources"]),
        (&json!(2), &json!(2), &json!("friends"))
    );
    assert_eq!((&foodie["player_id"], &foodie["consent_version"]), (&json!(host.id), &json!("v1")));
    let number = |row: &Value, name: &str| row[name].as_f64().expect("a number");
    // Beta(1 + 2, 3): its mean and its 5 % quantile, less what seconds fade.
    assert!((number(foodie, "score") - 0.5).abs() < 1e-4 && (number(foodie, "lower") - 0.1893).abs() < 1e-3);
    // Beta(1 + 1, 3 + 1).
    assert!((number(&profile[1], "score") - 1.0 / 3.0).abs() < 1e-4);
    let everything = endpoint.export("labels.csv?campaign=party").await
        + &endpoint.export("evidence.csv?campaign=party").await;
    assert!(!everything.contains("hiker") && !everything.contains("music"), "{everything}");

    host.decide(&endpoint, &owl, "withdraw").await.ok();
    let labels: Vec<Value> = rows(&endpoint, "").await.iter().map(|row| row["label"].clone()).collect();
    assert_eq!(labels, ["foodie"]);
}

#[tokio::test]
async fn what_is_declared_counts_and_says_so() {
    let Story { endpoint, host, .. } = story().await;
    host.declare(&endpoint, &["foodie", "reader"]).await.ok();
    let sources: Vec<(Value, Value)> =
        rows(&endpoint, "").await.iter().map(|row| (row["label"].clone(), row["sources"].clone())).collect();
    let expect = [("foodie", "friends+declared"), ("night-owl", "friends"), ("reader", "declared")];
    assert_eq!(sources, expect.map(|(label, sources)| (json!(label), json!(sources))));
}

#[tokio::test]
async fn the_wide_form_has_a_column_per_label_and_filters_narrow_both() {
    let Story { endpoint, host, .. } = story().await;
    let wide = endpoint.export("labels.csv?campaign=party&form=wide").await;
    let mut lines = wide.lines();
    let header = "player_id,foodie,night-owl,early-bird,hiker,reader,gamer,traveller,cat-person,music";
    assert_eq!(lines.next(), Some(header));
    let cells: Vec<&str> = lines.next().expect("a row").split(',').collect();
    assert_eq!((cells[0], cells.len(), lines.next()), (host.id.as_str(), 10, None));
    assert!(!cells[1].is_empty() && !cells[2].is_empty() && cells[3..].iter().all(|cell| cell.is_empty()));
    assert_eq!(rows(&endpoint, "&label=night-owl").await.len(), 1);
    assert_eq!(rows(&endpoint, "&min_lower=0.15").await.len(), 1);
    assert_eq!(rows(&endpoint, "&from=2026-01-06T00:00:00Z").await.len(), 0);
    assert_eq!(rows(&endpoint, "&to=2026-01-06T00:00:00Z").await.len(), 2);
    let refused = async |query: &str| {
        endpoint.as_analyst(Method::GET, &format!("/v1/export/labels.csv?campaign={query}")).await
    };
    refused("party&label=none").await.is_refused(422, "unknown_label");
    refused("party&form=round").await.is_refused(400, "bad_query");
    refused("party&min_lower=x").await.is_refused(400, "bad_query");
    refused("quick").await.is_refused(409, "labels_disabled");
    endpoint.get("/v1/export/labels.csv?campaign=party").await.is_refused(401, "missing_analyst_key");
    let file = "/v1/export/evidence.parquet?campaign=party";
    endpoint.as_analyst(Method::GET, file).await.is_refused(404, "not_found");
}

#[tokio::test]
async fn the_evidence_lists_who_was_shown_a_label_and_a_declined_one_looks_not_given() {
    let Story { endpoint, host, .. } = story().await;
    let evidence = async |label: &str| {
        let file = format!("evidence.ndjson?campaign=party&player={}&label={label}", host.id);
        let text = endpoint.export(&file).await;
        let rows: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        rows.iter().map(|row| row["accepted"].as_bool().expect("a flag")).collect::<Vec<_>>()
    };
    assert_eq!(evidence("foodie").await, [true, true]);
    let mut owl = evidence("night-owl").await;
    owl.sort_unstable();
    assert_eq!(owl, [false, true]);
    assert_eq!(evidence("hiker").await, [false; 0], "a label nobody is known by has no evidence to explain");
}

#[tokio::test]
async fn parquet_has_the_rows_of_the_csv_to_the_last_digit() {
    let Story { endpoint, .. } = story().await;
    let csv = endpoint.export("labels.csv?campaign=party").await;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a row")).collect();
    let sum = |column: usize| -> f64 {
        records.iter().map(|row| row[column].parse::<f64>().expect("a number")).sum()
    };
    let request = endpoint.request(Method::GET, "/v1/export/labels.parquet?campaign=party");
    let response = request.bearer_auth(ANALYST_KEY).send().await.expect("answered");
    assert_eq!(response.headers()["content-type"], "application/vnd.apache.parquet");
    let file: Bytes = response.bytes().await.expect("a body");
    let parquet = SerializedFileReader::new(file).expect("a Parquet file");
    let rows: Vec<_> = parquet.get_row_iter(None).expect("rows").map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), records.len());
    for column in [3, 4, 5] {
        let total: f64 = rows.iter().map(|row| row.get_double(column).expect("a number")).sum();
        assert_eq!(total.to_bits(), sum(column).to_bits());
    }
    let givers: i64 = rows.iter().map(|row| row.get_long(6).expect("a count")).sum();
    assert_eq!(givers as f64, sum(6));
    assert_eq!(rows[0].get_string(2).expect("a text"), "foodie");
    assert_eq!(rows[0].get_timestamp_millis(9).expect("a time"), 1_767_571_206_000);
}

#[tokio::test]
async fn an_export_of_nobody_is_a_file_with_columns_only() {
    let endpoint = Endpoint::start_in(Folder::with_party()).await;
    assert_eq!(endpoint.export("labels.csv?campaign=party").await.lines().count(), 1);
    let request = endpoint.request(Method::GET, "/v1/export/labels.parquet?campaign=party&form=wide");
    let file =
        request.bearer_auth(ANALYST_KEY).send().await.expect("answered").bytes().await.expect("a body");
    let parquet = SerializedFileReader::new(file).expect("a Parquet file");
    assert_eq!(parquet.metadata().file_metadata().num_rows(), 0);
    assert_eq!(parquet.metadata().file_metadata().schema().get_fields().len(), 10);
}

#[tokio::test]
async fn insights_count_who_carries_what_and_tell_nothing_undecided_of_a_person() {
    let Story { endpoint, host, .. } = story().await;
    let other = Person::at_the_party(&endpoint).await;
    other.declare(&endpoint, &["foodie"]).await.ok();
    let path = "/v1/insights/labels?campaign=party";
    let insight = endpoint.as_analyst(Method::GET, path).await.ok();
    let totals = json!({"given": 5, "pending": 1, "accepted": 3, "declined": 1, "withdrawn": 0, "acceptance_rate": 0.75});
    assert_eq!(insight["totals"], totals);
    assert_eq!(insight["players_with_profile"], 2);
    let foodie = &insight["carriers"][0];
    assert_eq!(
        (&foodie["label"], &foodie["text"], &foodie["people"]),
        (&json!("foodie"), &json!("Foodie"), &json!(2))
    );
    assert!(
        foodie["low"].as_f64().expect("a bound") > 0.3 && foodie["high"].as_f64().expect("a bound") > 0.99
    );
    assert_eq!(insight["pairs"], json!([{"a": "foodie", "b": "night-owl", "both": 1, "lift": 1.0}]));
    assert_eq!(
        insight["givers"],
        json!([{"labels_given": 2, "people": 1}, {"labels_given": 3, "people": 1}])
    );
    assert_eq!((&insight["chains"]["hops"], &insight["chains"]["permutations"]), (&json!(0), &json!(1_000)));
    assert!(!insight.to_string().contains(&host.id) && !insight.to_string().contains("hiker"), "{insight}");
    let erased = endpoint.as_analyst(Method::DELETE, &format!("/v1/players/{}", host.id)).await;
    erased.ok();
    let after = endpoint.as_analyst(Method::GET, path).await.ok();
    assert_eq!(after["totals"], totals, "the anonymous tally stays");
    let quick = endpoint.as_analyst(Method::GET, "/v1/insights/labels?campaign=quick").await;
    quick.is_refused(409, "labels_disabled");
}

#[tokio::test]
async fn insights_compare_inviters_with_those_they_brought() {
    let endpoint = Endpoint::with_party().await;
    for label in ["foodie", "hiker", "music"] {
        let (inviter, friend) =
            (Person::at_the_party(&endpoint).await, Person::at_the_party(&endpoint).await);
        let code = inviter.party(&endpoint).await;
        friend.arrive(&endpoint, &code).await.ok();
        friend.give(&endpoint, &code, "", &["gamer"]).await;
        inviter.declare(&endpoint, &[label]).await.ok();
        friend.declare(&endpoint, &[label]).await.ok();
    }
    let insight = endpoint.as_analyst(Method::GET, "/v1/insights/labels?campaign=party").await.ok();
    let chains = &insight["chains"];
    assert_eq!((&chains["hops"], &chains["observed"]), (&json!(3), &json!(1.0)));
    let number = |name: &str| chains[name].as_f64().expect("a number");
    // Of three invitees one permutation in six keeps all in place.
    assert!(
        (number("p_value") - 1.0 / 6.0).abs() < 0.05 && (number("expected") - 1.0 / 3.0).abs() < 0.05,
        "{chains}"
    );
}
