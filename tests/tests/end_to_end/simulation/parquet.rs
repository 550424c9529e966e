//! An analyst's own tool opens the Parquet exports: DuckDB finds the documented columns, and in them what the CSV says.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use tapvine_shared::label::Taxonomy;
use tapvine_tests::api_player::ApiPlayer;
use tapvine_tests::endpoint::{ANALYST_KEY, Endpoint};
use tapvine_tests::folders;
use tapvine_tests::simulation::api::Api;
use tapvine_tests::simulation::{Settings, simulate};
use tempfile::TempDir;
use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;
use tokio::time::{Duration, sleep};

type Columns = Vec<(String, String)>;

const TEXT: &str = "VARCHAR";
const REAL: &str = "DOUBLE";
const WHOLE: &str = "BIGINT";
const FLAG: &str = "BOOLEAN";
const TIME: &str = "TIMESTAMP WITH TIME ZONE";

/// Rows of a type and the columns that have it, in the order of the file.
type Documented = &'static [(&'static str, &'static [&'static str])];

const LABELS: Documented = &[
    (TEXT, &["campaign_id", "player_id", "label"]),
    (REAL, &["score", "lower", "upper"]),
    (WHOLE, &["n_givers", "n_shown"]),
    (TEXT, &["sources"]),
    (TIME, &["first_at", "last_at"]),
    (TEXT, &["consent_version"]),
    (TIME, &["updated_at"]),
    (FLAG, &["deleted"]),
    (TEXT, &["player_hash"]),
];

const EVENTS: Documented = &[
    (TEXT, &["message_id", "campaign_id", "player_id", "user_id", "event"]),
    (TIME, &["happened_at", "received_at"]),
    (TEXT, &["consent_version", "game_id", "stream"]),
    (WHOLE, &["seq"]),
    (TEXT, &["run_id"]),
    (WHOLE, &["score", "rival", "ticks"]),
    (FLAG, &["won"]),
    (TEXT, &["reason", "method", "code", "inviter_id", "coupon_id", "label", "label_id"]),
    (WHOLE, &["givers"]),
    (TEXT, &["player_hash", "type", "source", "group_id", "previous_id", "name", "properties", "traits"]),
    (FLAG, &["user_id_verified"]),
];

const INVITES: Documented = &[
    (TEXT, &["campaign_id", "code", "inviter_id", "invitee_id"]),
    (TIME, &["arrived_at", "qualified_at"]),
    (TEXT, &["run_id"]),
    (WHOLE, &["depth"]),
    (TEXT, &["state", "consent_version", "arrival_id"]),
    (TIME, &["updated_at"]),
];

const COUPONS: Documented = &[
    (TEXT, &["campaign_id", "coupon_id", "code", "state", "player_id", "run_id"]),
    (TIME, &["issued_at"]),
    (TEXT, &["consent_version"]),
    (TIME, &["updated_at"]),
];

/// Counts, sums and limits of every column, from Parquet and from CSV read with the documented types.
const PYTHON: &str = r#"
import duckdb, json, sys
tables, folder = json.load(sys.stdin), sys.argv[1]
facts_of = {
    "VARCHAR": 'count("{0}"), count(DISTINCT "{0}")',
    "DOUBLE": 'count("{0}"), sum("{0}"), min("{0}"), max("{0}")',
    "BIGINT": 'count("{0}"), sum("{0}"), min("{0}"), max("{0}")',
    "BOOLEAN": 'count("{0}"), count_if("{0}")',
    "TIMESTAMP WITH TIME ZONE": 'count("{0}"), epoch_ms(min("{0}")), epoch_ms(max("{0}"))',
}
def facts(source, columns):
    ask = lambda what: list(duckdb.sql(f"SELECT {what} FROM {source}").fetchone())
    return {"": ask("count(*)"), **{name: ask(facts_of[kind].format(name)) for name, kind in columns}}
said = {}
for table, columns in tables.items():
    parquet = f"read_parquet('{folder}/{table}.parquet')"
    types = ", ".join(f"'{name}': '{kind}'" for name, kind in columns)
    csv = f"read_csv('{folder}/{table}.csv', header = true, columns = {{{types}}})"
    described = duckdb.sql(f"DESCRIBE SELECT * FROM {parquet}").fetchall()
    said[table] = {"described": [row[:2] for row in described], "parquet": facts(parquet, columns), "csv": facts(csv, columns)}
print(json.dumps(said))
"#;

/// What DuckDB says of one export in both forms.
#[derive(Deserialize)]
struct Said {
    described: Columns,
    parquet: BTreeMap<String, Vec<Value>>,
    csv: BTreeMap<String, Vec<Value>>,
}

/// An export: the name of its file here, and its address without format and campaign.
struct Export {
    name: &'static str,
    kind: &'static str,
    form: &'static str,
    campaign: &'static str,
    columns: Columns,
}

fn exports() -> Result<Vec<Export>> {
    let columns = |documented: Documented| -> Columns {
        let of = |(kind, names): &(&str, &[&str])| -> Columns {
            names.iter().map(|name| ((*name).to_owned(), (*kind).to_owned())).collect()
        };
        documented.iter().flat_map(of).collect()
    };
    let taxonomy = Taxonomy::standard().ok().context("the standard taxonomy")?;
    let scores = taxonomy.labels.into_iter().map(|label| (label.id, REAL.to_owned()));
    let wide = std::iter::once(("player_id".to_owned(), TEXT.to_owned())).chain(scores).collect();
    let export = |name, kind, form, campaign, columns| Export { name, kind, form, campaign, columns };
    Ok(vec![
        export("labels-long", "labels", "&form=long", "party", columns(LABELS)),
        export("labels-wide", "labels", "&form=wide", "party", wide),
        export("events", "events", "", "party", columns(EVENTS)),
        export("invites", "invites", "", "party", columns(INVITES)),
        export("coupons", "coupons", "", "short", columns(COUPONS)),
    ])
}

#[tokio::test]
async fn duckdb_finds_in_parquet_the_documented_columns_and_what_the_csv_says() -> Result<()> {
    let python = python()?;
    let endpoint = Endpoint::start(5).await?;
    tokio::try_join!(a_party(&endpoint), a_coupon(&endpoint))?;
    let api = Api::new(&endpoint.url, ANALYST_KEY);
    let served = served(&endpoint).await?;
    let exports: Vec<Export> = exports()?
        .into_iter()
        .filter(|export| served.contains(&format!("{}.parquet", export.kind)))
        .collect();
    assert_eq!(exports.iter().filter(|export| export.kind == "labels").count(), 2, "{served:?}");
    // What was rejected is of the sender's making; here nothing is.
    let known = |file: &String| {
        file == "rejected.parquet" || exports.iter().any(|export| *file == format!("{}.parquet", export.kind))
    };
    assert!(
        served.iter().filter(|file| file.ends_with(".parquet")).all(known),
        "a schema for each of {served:?}"
    );

    let folder = TempDir::new()?;
    for Export { name, kind, form, campaign, .. } in &exports {
        for format in ["csv", "parquet"] {
            let bytes =
                api.analyst_bytes(&format!("/v1/export/{kind}.{format}?campaign={campaign}{form}")).await?;
            fs::write(folder.path().join(format!("{name}.{format}")), bytes)?;
        }
    }
    let said = ask_duckdb(&python, folder.path(), &exports).await?;
    for Export { name, columns, .. } in &exports {
        let Said { described, parquet, csv } = &said[*name];
        assert_eq!(described, columns, "{name}");
        assert!(parquet[""][0].as_i64().is_some_and(|rows| rows > 0), "{name} has rows");
        for (column, facts) in parquet {
            assert!(
                same(facts, &csv[column]),
                "{name} {column}: {facts:?} in Parquet, {:?} in CSV",
                csv[column]
            );
        }
    }
    Ok(())
}

fn python() -> Result<PathBuf> {
    let python = std::env::var_os("TAPVINE_PYTHON")
        .map_or_else(|| folders::project().join("target/python/bin/python"), PathBuf::from);
    ensure!(python.exists(), "there is no Python with DuckDB in target/python: run `cargo xtask test`");
    Ok(python)
}

async fn a_party(endpoint: &Endpoint) -> Result<()> {
    let settings = Settings {
        endpoint: endpoint.url.clone(),
        analyst_key: ANALYST_KEY.to_owned(),
        write_key: None,
        campaign: "party".to_owned(),
        players: 14,
        seed: 1,
        honesty: 0.97,
    };
    simulate(&settings).await?;
    Ok(())
}

async fn a_coupon(endpoint: &Endpoint) -> Result<()> {
    let player = ApiPlayer::join(endpoint, "short").await?;
    let run = player.start_run().await?;
    let (trace, outcome) = run.win()?;
    sleep(Duration::from_secs(9)).await;
    let (status, verdict) = player.finish(&run, &trace, outcome.score).await?;
    ensure!(verdict["coupon"].is_object(), "{status}: {verdict}");
    Ok(())
}

/// The files the contract names.
async fn served(endpoint: &Endpoint) -> Result<Vec<String>> {
    let contract: Value = serde_json::from_str(&endpoint.analyst("/openapi.json").await?)?;
    let parameters =
        contract["paths"]["/v1/export/{file}"]["get"]["parameters"].as_array().context("parameters")?;
    let file = parameters.iter().find(|parameter| parameter["name"] == "file").context("the file")?;
    Ok(serde_json::from_value(file["schema"]["enum"].clone())?)
}

async fn ask_duckdb(python: &Path, folder: &Path, exports: &[Export]) -> Result<BTreeMap<String, Said>> {
    let tables: serde_json::Map<String, Value> =
        exports.iter().map(|export| (export.name.to_owned(), json!(export.columns))).collect();
    let mut child = Command::new(python)
        .args(["-c", PYTHON])
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut stdin = child.stdin.take().context("piped")?;
    stdin.write_all(Value::Object(tables).to_string().as_bytes()).await?;
    drop(stdin);
    let output = child.wait_with_output().await?;
    ensure!(output.status.success(), "DuckDB says: {}", String::from_utf8_lossy(&output.stderr));
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// The two files were fetched one after the other, and scores fade a little all the time.
fn same(parquet: &[Value], csv: &[Value]) -> bool {
    let near = |(a, b): (&Value, &Value)| match (a.as_f64(), b.as_f64()) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(1e-3),
        _ => a == b,
    };
    parquet.len() == csv.len() && parquet.iter().zip(csv).all(near)
}
