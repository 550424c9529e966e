//! The stock's file and the store at a start: what is new, what is gone, what somebody has.

use crate::support::{Endpoint, Folder, Person, winning};
use serde_json::{Value, json};
use std::fs;
use std::sync::Arc;
use tapvine_endpoint::clock::SystemClock;
use tapvine_endpoint::server::Running;

fn write(folder: &Folder, text: impl AsRef<[u8]>) {
    fs::write(folder.path("campaigns/quick.codes.txt"), text).expect("written");
}

async fn level(endpoint: &Endpoint) -> (Value, Value) {
    let prize = endpoint.get("/v1/campaigns/quick").await.ok()["prize"].take();
    (prize["quantity"].clone(), prize["left"].clone())
}

async fn again_with(endpoint: Endpoint, text: &str) -> Endpoint {
    let folder = endpoint.stop().await;
    write(&folder, text);
    Endpoint::start_in(folder).await
}

async fn wins(endpoint: &Endpoint) -> Value {
    Person::new(endpoint).await.play(endpoint, winning).await["coupon"]["code"].take()
}

#[tokio::test]
async fn a_code_that_is_taken_out_of_the_file_is_issued_to_nobody_and_comes_back_with_it() {
    let endpoint = Endpoint::start().await;
    let winner = Person::new(&endpoint).await;
    assert_eq!(winner.play(&endpoint, winning).await["coupon"]["code"], "CODE-0");
    let endpoint = again_with(endpoint, "CODE-2\n").await;
    assert_eq!(level(&endpoint).await, (json!(2), json!(1)), "the issued one and the one that is left");
    assert_eq!(winner.me(&endpoint).await["coupons"][0]["code"], "CODE-0", "it stays with its holder");
    assert_eq!(wins(&endpoint).await, "CODE-2");
    assert_eq!(Person::new(&endpoint).await.play(&endpoint, winning).await["prize"], "sold_out");
    let endpoint = again_with(endpoint, "CODE-2\nCODE-1\nCODE-0\n").await;
    assert_eq!(level(&endpoint).await, (json!(3), json!(1)));
    assert_eq!(wins(&endpoint).await, "CODE-1", "and none that somebody has");
}

#[tokio::test]
async fn a_file_in_another_order_or_with_more_codes_is_issued_in_its_order() {
    let endpoint = Endpoint::start().await;
    assert_eq!(wins(&endpoint).await, "CODE-0");
    let endpoint = again_with(endpoint, "NEW-1\nCODE-2\nCODE-0\nCODE-1\nNEW-2\n").await;
    assert_eq!(level(&endpoint).await, (json!(5), json!(4)));
    for code in ["NEW-1", "CODE-2", "CODE-1", "NEW-2"] {
        assert_eq!(wins(&endpoint).await, code);
    }
}

#[tokio::test]
async fn a_promised_code_that_is_taken_out_is_replaced_or_waited_for() {
    let folder = Folder::with_codes(3);
    let stock = "stock = \"quick.codes.txt\"";
    folder.write_campaign("quick", &[(stock, "stock = \"quick.codes.txt\"\nper_hour = 1")]);
    let endpoint = Endpoint::start_in(folder).await;
    assert_eq!(wins(&endpoint).await, "CODE-0");
    let waiting = [Person::new(&endpoint).await, Person::new(&endpoint).await];
    for person in &waiting {
        assert_eq!(person.play(&endpoint, winning).await["prize"], "paced");
    }
    let endpoint = again_with(endpoint, "CODE-0\nNEW-1\n").await;
    endpoint.clock.advance_ms(3 * 3_600_000);
    assert_eq!(waiting[0].me(&endpoint).await["coupons"][0]["code"], "NEW-1");
    let me = waiting[1].me(&endpoint).await;
    assert_eq!(me["coupons"], json!([]), "there is no code for the second");
    assert!(me["coupon_due_at_ms"].is_number(), "and the win is not forgotten");
    let endpoint = again_with(endpoint, "CODE-0\nNEW-1\nNEW-2\n").await;
    endpoint.clock.advance_ms(3 * 3_600_000);
    assert_eq!(waiting[1].me(&endpoint).await["coupons"][0]["code"], "NEW-2");
}

#[tokio::test]
async fn codes_that_an_earlier_start_misread_are_gone_after_the_next() {
    let endpoint = Endpoint::start().await;
    endpoint
        .query(
            "INSERT INTO coupons (coupon_id, campaign_id, code, stock_line, state)
             VALUES ('x', 'quick', '# codes of November', 0, 'stock'), ('y', 'quick', 'code,expires', 0, 'stock')",
        )
        .await;
    let endpoint =
        again_with(endpoint, "\u{feff}# codes of November\ncode,expires\nCASE-1,2035-12-31\n").await;
    assert_eq!(level(&endpoint).await, (json!(1), json!(1)));
    assert_eq!(wins(&endpoint).await, "CASE-1");
}

#[tokio::test]
async fn a_stock_that_can_be_read_in_two_ways_stops_the_start_with_file_and_line() {
    let folder = Folder::with_codes(1);
    let refused = async |text: &[u8]| {
        write(&folder, text);
        let error = Running::start(&folder.config(), Arc::new(SystemClock)).await.err().expect("refused");
        format!("{error:#}").rsplit('/').next().expect("a text").to_owned()
    };
    let twins = refused("AB-0\nAB-O\n".as_bytes()).await;
    assert!(twins.starts_with("quick.codes.txt:2: ") && twins.contains("line 1"), "{twins}");
    assert!(refused(b"PK\x03\x04 xl/workbook.xml").await.contains("Excel workbook"));
    assert!(refused(b"A-1\n\xbd\xb1-2\n").await.starts_with("quick.codes.txt:2: "));
}
