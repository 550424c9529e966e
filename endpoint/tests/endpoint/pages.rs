//! Pages: heads filled in, policies, caches, and texts that stay texts.

use crate::support::{Endpoint, Folder, Person};
use reqwest::Method;
use serde_json::{Value, json};
use std::fs;

const TEMPLATE: &str = "<html><head><!--tapvine:head--></head></html>";

fn built() -> Folder {
    let folder = Folder::with_codes(1);
    for name in ["play.html", "invite.html", "insights.html", "brand.html"] {
        fs::write(folder.path("www").join(name), TEMPLATE).expect("written");
    }
    fs::create_dir_all(folder.path("www/games/fruit-rush")).expect("made");
    let module = json!({"fruit-rush": {"js": "/games/g/game.1.js", "wasm": "/games/g/game.2.wasm", "sprites": "/games/g/s.3.json", "rules_version": 1}});
    fs::write(folder.path("www/games/manifest.json"), module.to_string()).expect("written");
    fs::write(folder.path("www/games/fruit-rush/game.1.js"), "plain").expect("written");
    fs::write(folder.path("www/games/fruit-rush/game.1.js.br"), "packed").expect("written");
    fs::write(folder.path("www/tapvine.js"), "loader").expect("written");
    folder
}

fn block(page: &str, id: &str) -> Value {
    let start = format!("<script type=\"application/json\" id=\"{id}\">");
    let json = page.split(&start).nth(1).expect("the block").split("</script>").next().expect("its end");
    serde_json::from_str(json).expect("JSON")
}

#[tokio::test]
async fn the_play_page_starts_everything_from_its_head() {
    let endpoint = Endpoint::start_in(built()).await;
    let request = endpoint.request(Method::GET, "/play?campaign=quick&locale=en");
    let response = request.send().await.expect("answered");
    let policy = response.headers()["content-security-policy"].to_str().expect("ASCII").to_owned();
    assert!(policy.ends_with("frame-ancestors 'self' https://shop.example http://localhost:*"), "{policy}");
    assert!(policy.contains("'wasm-unsafe-eval'") && !policy.contains("'unsafe-eval'"), "{policy}");
    assert_eq!(response.headers()["x-content-type-options"], "nosniff");
    assert_eq!(response.headers()["cache-control"], "no-cache");
    let page = response.text().await.expect("a body");
    assert!(page.contains("<title>Quick &lt;b&gt;Title&lt;/b&gt;</title>"), "{page}");
    assert!(page.contains("<link rel=\"modulepreload\" href=\"/games/g/game.1.js\">"), "{page}");
    assert!(page.contains("href=\"/games/g/game.2.wasm\" type=\"application/wasm\""), "{page}");
    let campaign = block(&page, "tv-campaign");
    assert_eq!(
        (&campaign["id"], &campaign["module"]["wasm"]),
        (&json!("quick"), &json!("/games/g/game.2.wasm"))
    );
}

#[tokio::test]
async fn an_unknown_campaign_is_a_page_that_says_so() {
    let endpoint = Endpoint::start_in(built()).await;
    let answer = endpoint.get("/play?campaign=none").await;
    assert_eq!(answer.status, 404);
    assert_eq!(
        block(answer.body.as_str().expect("a page"), "tv-campaign")["error"]["tag"],
        "unknown_campaign"
    );
}

#[tokio::test]
async fn an_invite_page_has_a_preview_and_no_name_breaks_out_of_it() {
    let endpoint = Endpoint::start_in(built()).await;
    let person = Person::new(&endpoint).await;
    let body = json!({"campaign": "quick", "name": "</script><b>"});
    let invite = person.post(&endpoint, "/v1/invites", &body).await.ok();
    let code = invite["code"].as_str().expect("a code");
    let page = endpoint.get(&format!("/i/{code}?locale=en")).await.ok();
    let page = page.as_str().expect("a page");
    assert!(page.contains("<meta property=\"og:description\" content=\"A drink\">"), "{page}");
    assert!(
        page.contains(&format!("<meta property=\"og:url\" content=\"https://play.example/i/{code}\">")),
        "{page}"
    );
    assert_eq!(page.matches("</script>").count(), 1, "{page}");
    let invite = block(page, "tv-invite");
    assert_eq!(
        (&invite["inviter_name"], &invite["campaign"]["id"]),
        (&json!("</script><b>"), &json!("quick"))
    );
    let unknown = endpoint.get("/i/AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!(unknown.status, 404);
    assert_eq!(block(unknown.body.as_str().expect("a page"), "tv-invite")["inviter_name"], Value::Null);
}

#[tokio::test]
async fn a_preview_promises_nothing_that_is_gone() {
    let endpoint = Endpoint::start_in(built()).await;
    let code = Person::new(&endpoint).await.invite(&endpoint).await;
    endpoint.query("UPDATE coupons SET state = 'void'").await;
    let page = endpoint.get(&format!("/i/{code}?locale=en")).await.ok();
    let page = page.as_str().expect("a page");
    assert!(page.contains("<meta property=\"og:description\" content=\"Tagline\">"), "{page}");
    assert_eq!(block(page, "tv-invite")["campaign"]["prize"]["state"], "sold_out");
}

#[tokio::test]
async fn a_preview_shows_the_campaigns_picture() {
    let folder = built();
    fs::write(folder.path("campaigns/quick.png"), b"\x89PNG\r\n\x1a\n...").expect("written");
    let named = "game = \"fruit-rush\"\npicture = \"quick.png\"";
    folder.write_campaign("quick", &[("game = \"fruit-rush\"", named)]);
    let endpoint = Endpoint::start_in(folder).await;
    let person = Person::new(&endpoint).await;
    let invite = person.post(&endpoint, "/v1/invites", &json!({"campaign": "quick"})).await.ok();
    let page = endpoint.get(&format!("/i/{}", invite["code"].as_str().expect("a code"))).await.ok();
    let image = "<meta property=\"og:image\" content=\"https://play.example/v1/campaigns/quick/picture\">";
    assert!(page.as_str().expect("a page").contains(image), "{page}");
}

#[tokio::test]
async fn hashed_files_stay_in_caches_and_come_packed() {
    let endpoint = Endpoint::start_in(built()).await;
    let fetch = async |path: &str, encoding: &str| {
        let request = endpoint.request(Method::GET, path).header("Accept-Encoding", encoding);
        let response = request.send().await.expect("answered");
        let cache = response.headers()["cache-control"].to_str().expect("ASCII").to_owned();
        (cache, response.text().await.expect("a body"))
    };
    let immutable = "public, max-age=31536000, immutable";
    assert_eq!(fetch("/games/fruit-rush/game.1.js", "br").await, (immutable.into(), "packed".into()));
    assert_eq!(fetch("/games/fruit-rush/game.1.js", "identity").await, (immutable.into(), "plain".into()));
    assert_eq!(fetch("/tapvine.js", "identity").await, ("no-cache".into(), "loader".into()));
    assert_eq!(
        fetch("/insights", "identity").await,
        ("no-cache".into(), "<html><head></head></html>".into())
    );
    assert_eq!(fetch("/brand", "identity").await.0, "no-cache");
    assert_eq!(fetch("/games/none.js", "identity").await.0, "no-store");
    endpoint.get("/../Cargo.toml").await.is_refused(404, "not_found");
}

#[tokio::test]
async fn a_link_works_with_whatever_is_glued_to_it() {
    let endpoint = Endpoint::start_in(built()).await;
    let person = Person::new(&endpoint).await;
    let code = person.invite(&endpoint).await;
    for end in [
        ".",
        ",",
        "!",
        ")",
        "%E3%80%82",
        "%EF%BC%89",
        "%E3%80%8D",
        "%E3%80",
        "%22",
        "%0A",
        "/",
        "/%E3%80%82",
        "%E5%BF%AB",
        "%252E",
        "?",
        "?utm_source=wechat&utm_campaign=autumn",
        "?locale=en&locale=zh-CN",
        "?%ff=%fe&&=&locale",
        ".?locale=en",
    ] {
        let page = endpoint.get(&format!("/i/{code}{end}")).await.ok();
        assert_eq!(block(page.as_str().expect("a page"), "tv-invite")["code"], code.as_str(), "{end}");
    }
    assert_eq!(endpoint.get("/play?campaign=quick&campaign=none&locale=en&locale=%ff").await.status, 200);
}

#[tokio::test]
async fn an_ended_invite_still_leads_to_a_game() {
    let endpoint = Endpoint::start_in(built()).await;
    let person = Person::new(&endpoint).await;
    let body = json!({"campaign": "quick", "name": "Lin"});
    let invite = person.post(&endpoint, "/v1/invites", &body).await.ok();
    let path = invite["link"].as_str().expect("a link").trim_start_matches("https://play.example").to_owned();
    let landing =
        async |path: &str| block(endpoint.get(path).await.body.as_str().expect("a page"), "tv-invite");
    assert_eq!(landing(&path).await["ended"], false);
    endpoint.as_analyst(Method::DELETE, &path.replace("/i/", "/v1/invites/")).await.ok();
    let ended = landing(&path).await;
    assert_eq!((&ended["ended"], &ended["inviter_name"]), (&json!(true), &Value::Null));
    assert_eq!(ended["campaign"]["id"], "quick");
    let unknown = landing("/i/AAAAAAAAAAAAAAAAAAAAAA").await;
    assert_eq!((&unknown["ended"], &unknown["open"][0]["id"]), (&json!(true), &json!("quick")));
    endpoint.clock.advance_ms(40 * 24 * 3_600_000);
    assert_eq!(
        landing("/i/AAAAAAAAAAAAAAAAAAAAAA").await["open"],
        json!([]),
        "nothing that is over is offered"
    );
}

#[tokio::test]
async fn a_template_is_not_served_as_it_is_and_every_page_has_its_policy() {
    let endpoint = Endpoint::start_in(built()).await;
    for path in [
        "/play.html",
        "/invite.html",
        "/insights.html",
        "/brand.html",
        "/play%2Ehtml",
        "/./play.html",
        "//play.html",
    ] {
        let answer = endpoint.request(Method::GET, path).send().await.expect("answered");
        assert_eq!(answer.status(), 404, "{path}");
    }
    fs::write(endpoint.folder.path("www/play.html.br"), "packed").expect("written");
    endpoint.get("/play.html.br").await.is_refused(404, "not_found");
    fs::write(endpoint.folder.path("www/a.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>")
        .expect("written");
    for path in [
        "/play?campaign=quick",
        "/play?campaign=none",
        "/i/none",
        "/insights",
        "/brand",
        "/a.svg",
        "/none",
        "/v1/none",
        "/health",
    ] {
        let answer = endpoint.request(Method::GET, path).send().await.expect("answered");
        let policy = answer.headers()["content-security-policy"].to_str().expect("ASCII");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
    }
}

#[tokio::test]
async fn a_page_that_isolates_itself_may_show_the_game() {
    let endpoint = Endpoint::start_in(built()).await;
    for (path, embedder) in [
        ("/play?campaign=quick", true),
        ("/play?campaign=none", true),
        ("/i/none", true),
        ("/tapvine.js", true),
        ("/games/fruit-rush/game.1.js", true),
        ("/v1/campaigns/quick", false),
        ("/none", false),
    ] {
        let answer = endpoint.request(Method::GET, path).send().await.expect("answered");
        assert_eq!(answer.headers()["cross-origin-resource-policy"], "cross-origin", "{path}");
        let policy = answer.headers().get("cross-origin-embedder-policy");
        assert_eq!(policy.is_some_and(|policy| policy == "require-corp"), embedder, "{path}");
    }
}
