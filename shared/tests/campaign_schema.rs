//! The JSON Schema with which an editor helps to write a campaign: it must say what the parser takes.

use schemars::schema_for;
use tapvine_shared::campaign::Campaign;

#[test]
fn the_schema_beside_the_campaigns_is_that_of_the_parser() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../endpoint/campaigns/campaign.schema.json");
    let schema = schema_for!(Campaign).to_value();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path, format!("{schema:#}\n")).expect("the folder is writable");
    }
    let kept = std::fs::read_to_string(path).expect("the schema; UPDATE_GOLDEN=1 writes it");
    let kept: serde_json::Value = serde_json::from_str(&kept).expect("JSON");
    assert_eq!(kept, schema, "{path} is not up to date; UPDATE_GOLDEN=1 writes it");
}
