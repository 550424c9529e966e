//! Tests of campaign files: what is read, and which line an error names.

use super::*;
use std::collections::BTreeSet;

const GOOD: &str = r##"
id = "spring"
game = "any-game"
starts_at = "2026-03-01T00:00:00+08:00"
ends_at = "2026-04-01T00:00:00+08:00"
locales = ["zh-CN", "en"]
allowed_origins = ["https://shop.example", "http://localhost:*"]
consent = { mode = "strict", version = "1" }

[theme]
primary = "#112233"

[coupon]
stock = "spring.codes.txt"

[texts.en]
brand = "B"
title = "T"
tagline = "G"
offer = "O"
coupon_title = "C"
coupon_terms = "E"

[texts.zh-CN]
brand = "牌"
title = "题"
tagline = "语"
offer = "礼"
coupon_title = "券"
coupon_terms = "则"
"##;

fn good() -> Campaign {
    Campaign::parse("campaigns/spring.toml", GOOD).expect("valid")
}

fn check_fault(from: &str, to: &str, expect: &str) {
    assert!(GOOD.contains(from), "{from}");
    let error = Campaign::parse("spring.toml", &GOOD.replace(from, to)).expect_err("refused");
    assert_eq!(error.to_string(), expect);
}

#[test]
fn a_good_file_is_read_with_its_defaults() {
    let campaign = good();
    assert_eq!(campaign.theme.primary.as_str(), "#112233");
    assert_eq!(campaign.theme.ink, Theme::default().ink);
    assert_eq!(campaign.invite.window_hours, 168);
    assert_eq!(campaign.channel, Channel::Web);
}

#[test]
fn an_error_names_the_file_and_the_line() {
    check_fault("#112233", "red", "spring.toml:11: `red` is not a colour like #2f9e44");
    check_fault("2026-04-01", "2025-04-01", "spring.toml:5: it ends before it starts");
    check_fault("\"spring\"", "\"summer\"", "spring.toml:2: the id is `summer`, the file is named `spring`");
    check_fault(
        "coupon_terms = \"则\"\n",
        "",
        "spring.toml:6: text `coupon_terms` is missing in [texts.zh-CN]",
    );
    check_fault(
        "https://shop.example",
        "https://shop.example/path",
        "spring.toml:7: `https://shop.example/path` is not an origin like https://shop.example or http://localhost:*",
    );
    check_fault(
        "spring.codes.txt",
        "../secret",
        "spring.toml:14: the stock is a file beside the campaign, without a path",
    );
}

#[test]
fn behaviour_is_what_the_server_says_of_a_person_and_a_fault_names_its_line() {
    let with = |event: &str| {
        let labels = format!("[labels.behaviour]\n\"{event}\" = [\"gamer\", \"gamer\"]\n\n[texts.en]");
        Campaign::parse("spring.toml", &GOOD.replace("[texts.en]", &labels))
    };
    let labels = with("Run Verified").expect("valid").labels.expect("a policy");
    assert_eq!(labels.behaviour.values().map(BTreeSet::len).collect::<Vec<_>>(), [1]);
    for refused in ["Game Opened", "Run Finished", "Label Given", "Label Declined", "Label Accepted", "Run"] {
        let error = with(refused).expect_err("refused").to_string();
        let expect =
            format!("spring.toml:17: `{refused}` is not an event the server says of what a person did");
        assert!(error.starts_with(&expect), "{error}");
    }
}

#[test]
fn a_misspelt_key_is_an_error() {
    let error = Campaign::parse("spring.toml", &GOOD.replace("[theme]", "[themes]")).expect_err("refused");
    assert!(error.why.contains("unknown field `themes`"), "{error}");
}

#[test]
fn a_campaign_is_open_from_its_start_until_its_end() {
    let campaign = good();
    let start_ms = campaign.starts_at.as_millisecond();
    let end_ms = campaign.ends_at.as_millisecond();
    assert_eq!(campaign.state_at(start_ms - 1), State::Upcoming);
    assert_eq!(campaign.state_at(start_ms), State::Open);
    assert_eq!(campaign.state_at(end_ms - 1), State::Open);
    assert_eq!(campaign.state_at(end_ms), State::Closed);
}

#[test]
fn a_locale_falls_back_and_never_fails() {
    let campaign = good();
    let check = |wanted: &[&str], expect| assert_eq!(campaign.locale_for(wanted), expect);
    check(&["en"], "en");
    check(&["en-GB", "zh-CN"], "en");
    check(&["EN-gb"], "en");
    check(&["zh-TW"], "zh-CN");
    check(&["fr"], "zh-CN");
    check(&[], "zh-CN");
}
