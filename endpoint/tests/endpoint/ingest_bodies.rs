//! Bodies as senders write them: packed, with a mark, at every address; and whose ids they are.

use crate::support::{Answer, Endpoint, Folder, WRITE_KEY, track};
use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use reqwest::Method;
use serde_json::{Value, json};
use std::io::Write as _;
use tapvine_endpoint::source::Source;

fn batch(id: &str) -> Vec<u8> {
    json!({"writeKey": WRITE_KEY, "batch": [track(id, "p")]}).to_string().into_bytes()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).expect("memory");
    encoder.finish().expect("memory")
}

fn br(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    brotli::CompressorWriter::new(&mut packed, 4_096, 5, 22).write_all(bytes).expect("memory");
    packed
}

async fn post(endpoint: &Endpoint, path: &str, encoding: &str, body: Vec<u8>) -> Answer {
    let request = endpoint.request(Method::POST, path).header("Content-Encoding", encoding).body(body);
    Answer::of(request.send().await.expect("answered")).await
}

#[tokio::test]
async fn a_packed_body_is_unpacked() {
    let endpoint = Endpoint::start().await;
    for (id, encoding, body) in [
        ("gz", "gzip", gzip(&batch("gz"))),
        ("xgz", "x-gzip", gzip(&batch("xgz"))),
        ("zlib", "deflate", zlib(&batch("zlib"))),
        ("raw", "deflate", deflate(&batch("raw"))),
        ("br", "BR", br(&batch("br"))),
        ("plain", "identity", batch("plain")),
    ] {
        let results = post(&endpoint, "/v1/batch", encoding, body).await.ok();
        assert_eq!(results["results"][id]["result"], "ok", "{id}");
    }
    let single = gzip(&track("one", "p").to_string().into_bytes());
    let answer = post(&endpoint, &format!("/v1/track?writeKey={WRITE_KEY}"), "gzip", single).await.ok();
    assert_eq!(answer["results"]["one"]["result"], "ok");
}

#[tokio::test]
async fn what_is_not_packed_as_it_says_is_refused_with_a_tag() {
    let endpoint = Endpoint::start().await;
    let cut = |packed: Vec<u8>| packed[..packed.len() / 2].to_vec();
    let mut garbled = gzip(&batch("m"));
    let end = garbled.len() - 6;
    garbled[end] ^= 0xff;
    for (encoding, body) in [
        ("gzip", batch("m")),
        ("gzip", cut(gzip(&batch("m")))),
        ("gzip", garbled),
        ("deflate", cut(zlib(&batch("m")))),
        ("deflate", cut(deflate(&batch("m")))),
        ("deflate", [zlib(&batch("m")), b"more".to_vec()].concat()),
        ("br", cut(br(&batch("m")))),
        ("br", vec![0xff; 100]),
    ] {
        post(&endpoint, "/v1/batch", encoding, body).await.is_refused(400, "bad_encoding");
    }
    for encoding in ["zstd", "compress", "gzip, gzip", "br,gzip"] {
        post(&endpoint, "/v1/batch", encoding, gzip(&gzip(&batch("m"))))
            .await
            .is_refused(415, "unsupported_encoding");
    }
    assert!(endpoint.exported("").await.is_empty());
}

#[tokio::test]
async fn the_limit_holds_for_what_is_unpacked() {
    let endpoint = Endpoint::start().await;
    let bomb = vec![b' '; 20 * 1024 * 1024];
    for (encoding, body) in [("gzip", gzip(&bomb)), ("deflate", zlib(&bomb)), ("br", br(&bomb))] {
        assert!(body.len() < 200 * 1024, "it is small outside");
        post(&endpoint, "/v1/batch", encoding, body).await.is_refused(413, "body_too_large");
    }
    let mut large = vec![b' '; 500 * 1024 - batch("m").len()];
    large.extend(batch("m"));
    assert_eq!(post(&endpoint, "/v1/batch", "gzip", gzip(&large)).await.ok()["results"]["m"]["result"], "ok");
    large.push(b' ');
    post(&endpoint, "/v1/batch", "gzip", gzip(&large)).await.is_refused(413, "body_too_large");
}

#[tokio::test]
async fn a_mark_before_the_text_is_no_matter() {
    let endpoint = Endpoint::start().await;
    let marked = |body: &[u8]| [b"\xef\xbb\xbf", body].concat();
    let answer = post(&endpoint, "/v1/batch", "identity", marked(&batch("m1"))).await.ok();
    assert_eq!(answer["results"]["m1"]["result"], "ok");
    let answer = post(&endpoint, "/v1/batch", "gzip", gzip(&marked(&batch("m2")))).await.ok();
    assert_eq!(answer["results"]["m2"]["result"], "ok");
    let one = marked(&track("m3", "p").to_string().into_bytes());
    let answer = post(&endpoint, &format!("/v1/t?writeKey={WRITE_KEY}"), "identity", one).await.ok();
    assert_eq!(answer["results"]["m3"]["result"], "ok");
}

#[tokio::test]
async fn every_address_of_an_sdk_is_answered_also_with_a_slash() {
    let endpoint = Endpoint::start().await;
    let mut sent = 0;
    for path in ["/v1/batch", "/v1/b", "/v1/import", "/beacon/v1/batch"] {
        for path in [path.to_owned(), format!("{path}/")] {
            sent += 1;
            let answer = post(&endpoint, &path, "identity", batch(&format!("b{sent}"))).await.ok();
            assert_eq!(answer["results"][format!("b{sent}")]["result"], "ok", "{path}");
        }
    }
    let kinds =
        [("t", "track"), ("i", "identify"), ("p", "page"), ("s", "screen"), ("g", "group"), ("a", "alias")];
    for (short, kind) in kinds {
        for path in
            [format!("/v1/{short}"), format!("/v1/{kind}"), format!("/v1/{short}/"), format!("/v1/{kind}/")]
        {
            sent += 1;
            let call = json!({
                "messageId": format!("m{sent}"), "userId": "u", "writeKey": WRITE_KEY, "event": "Own", "groupId": "g",
                "previousId": "before", "context": {"consent": {"version": "v1"}},
            });
            let answer = endpoint.post(&path, &call).await.ok();
            assert_eq!(answer["results"][format!("m{sent}")]["result"], "ok", "{path}");
        }
        let stored: Vec<Value> = endpoint
            .export("events.ndjson")
            .await
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert_eq!(
            stored.iter().filter(|call| call["type"] == kind && call["groupId"] == "g").count(),
            4,
            "{kind}"
        );
    }
    let preflight = endpoint
        .request(Method::OPTIONS, "/v1/t")
        .header("Origin", "https://brand.example")
        .header("Access-Control-Request-Method", "POST")
        .header("Access-Control-Request-Headers", "authorization,anonymousid,content-type");
    let response = preflight.send().await.expect("answered");
    assert_eq!(response.headers()["access-control-allow-headers"], "authorization,anonymousid,content-type");
}

#[tokio::test]
async fn an_id_is_unique_within_its_source() {
    let folder = Folder::with_codes(1);
    let mut config = folder.config();
    config.sources = vec![Source { name: "shop".into(), key: "shop-key-of-16-signs".into() }];
    let endpoint = Endpoint::start_with(folder, config).await;
    let send = async |key: &str, event: Value| {
        let answer = endpoint.post("/v1/batch", &json!({"writeKey": key, "batch": [event]})).await.ok();
        answer["results"]["m"]["result"].clone()
    };
    let from_shop = json!({"type": "track", "event": "Order Completed", "messageId": "m", "userId": "u",
                           "context": {"consent": {"version": "v1"}}});
    assert_eq!(send(WRITE_KEY, track("m", "p")).await, "ok");
    assert_eq!(send("shop-key-of-16-signs", from_shop.clone()).await, "ok");
    assert_eq!(send("shop-key-of-16-signs", from_shop).await, "duplicate");
    assert_eq!(send(WRITE_KEY, track("m", "p")).await, "duplicate");
    let table = endpoint.export("events.csv").await;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let place =
        reader.headers().expect("a header").iter().position(|name| name == "source").expect("a column");
    let sources: Vec<String> = reader.records().map(|row| row.expect("a row")[place].to_owned()).collect();
    assert_eq!(sources, ["site", "shop"]);
    endpoint.post("/v1/batch?writeKey=other", &json!({"batch": []})).await.is_refused(401, "wrong_write_key");
}
