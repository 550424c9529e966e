//! Any text as the trace of a run: it is told what it is, and replays to its end in every game.
//!
//! Bytes are tried as they are, and as the body of a trace with a right sum, or nothing would pass the sum.
#![no_main]

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;
use tapvine_games::RegisteredGame;
use tapvine_shared::run::{Dials, Seed, Trace};

static GAMES: LazyLock<Vec<RegisteredGame>> = LazyLock::new(|| tapvine_games::all().expect("valid"));

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        decode(text);
    }
    let mut body = bytes.to_vec();
    body.extend_from_slice(&fnv1a(bytes).to_le_bytes());
    decode(&BASE64_URL_SAFE_NO_PAD.encode(&body));
});

fn decode(text: &str) {
    let Ok(trace) = Trace::decode(text) else { return };
    assert_eq!(Trace::decode(&trace.encode()).as_ref(), Ok(&trace), "a trace is read as it was written");
    for game in GAMES.iter() {
        let dials = game.manifest.dials(&Dials::default()).expect("the defaults fit");
        for version in game.game.versions() {
            // Refused or worth something; it returns.
            drop((version.replay)(Seed(7), &dials, &trace));
        }
    }
}

/// As `shared/src/run/trace.rs` has it.
fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum: u32, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
