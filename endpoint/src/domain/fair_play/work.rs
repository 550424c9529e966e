//! The work for a prize: ALTCHA's proof of work, version 2 (<https://altcha.org>), bound to one run.
//!
//! The phone derives keys with PBKDF2 for the counters 0, 1, 2, … until one begins as the challenge says. A browser
//! does that natively, so a phone is not much worse at it than whoever automates; and as the counter is drawn from a
//! range, the longest work is known. A challenge ends with its run, and a run ends once: no solution serves twice.

use super::network::HIGHEST_LEVEL;
use altcha::{
    Challenge, CreateChallengeOptions, Payload, VerifySolutionOptions, create_challenge, verify_solution,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use std::collections::BTreeMap;

/// Of PBKDF2 in one try. A browser's call costs little beside so many.
const ITERATIONS: u32 = 5_000;
/// What a cheap phone is taken to do in a millisecond. Chromium does 4,500 on an idle core of a server (EPYC, 1.1 ms for
/// one try); six times slower is the usual stand-in for a cheap phone (Lighthouse), and this is nine times.
const PHONE_ITERATIONS_PER_MS: u32 = 500;
/// A solution has about 900 letters.
const LONGEST_PAYLOAD: usize = 4_096;

/// Makes challenges and checks solutions; every endpoint on one database with the same secrets.
pub struct Works {
    signature_secret: String,
    key_secret: String,
}

/// What is asked of a run.
#[derive(Clone, Copy, Debug)]
pub struct WorkAsked<'a> {
    pub run_id: &'a str,
    /// From 1 to [`HIGHEST_LEVEL`], which takes as long as the campaign allows; each level below half of it.
    pub level: u8,
    /// The longest work of the highest level, in milliseconds on a cheap phone.
    pub longest_ms: u32,
    /// Random.
    pub drawn: u64,
}

impl Works {
    pub fn new(secret: &str) -> Works {
        let derived = |purpose: &str| {
            let mut mac =
                Hmac::<Sha256>::new_from_slice(secret.as_bytes()).expect("HMAC takes a key of any length");
            mac.update(purpose.as_bytes());
            crate::digest::hex(&mac.finalize().into_bytes())
        };
        Works {
            signature_secret: derived("tapvine work challenge 1"),
            key_secret: derived("tapvine work key 1"),
        }
    }

    /// One try's work, some milliseconds: not for a thread that serves requests.
    pub fn challenge(&self, asked: WorkAsked<'_>) -> Result<Challenge, altcha::Error> {
        let tries = tries(asked.level, asked.longest_ms);
        create_challenge(CreateChallengeOptions {
            cost: ITERATIONS,
            counter: Some((asked.drawn % u64::from(tries)) as u32),
            data: Some(BTreeMap::from([
                ("run".to_owned(), Value::from(asked.run_id)),
                ("level".to_owned(), Value::from(asked.level)),
            ])),
            hmac_signature_secret: Some(self.signature_secret.clone()),
            hmac_key_signature_secret: Some(self.key_secret.clone()),
            ..CreateChallengeOptions::default()
        })
    }

    /// The level of the work in a payload, if it is a right solution of a challenge that was made for this run.
    pub fn level(&self, run_id: &str, payload: &str) -> Option<u8> {
        if payload.len() > LONGEST_PAYLOAD {
            return None;
        }
        let json = BASE64_STANDARD.decode(payload).ok()?;
        let payload: Payload = serde_json::from_slice(&json).ok()?;
        let data = payload.challenge.parameters.data.as_ref()?;
        if data.get("run")?.as_str()? != run_id {
            return None;
        }
        let level = u8::try_from(data.get("level")?.as_u64()?).ok()?;
        let verified = verify_solution(VerifySolutionOptions {
            hmac_key_signature_secret: Some(self.key_secret.clone()),
            ..VerifySolutionOptions::new(&payload.challenge, &payload.solution, self.signature_secret.clone())
        });
        verified.is_ok_and(|result| result.verified).then_some(level)
    }
}

/// How many counters there are to try at most.
fn tries(level: u8, longest_ms: u32) -> u32 {
    let most = longest_ms.saturating_mul(PHONE_ITERATIONS_PER_MS) / ITERATIONS;
    (most >> HIGHEST_LEVEL.saturating_sub(level)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use altcha::{SolveChallengeOptions, solve_challenge};

    /// Challenge and solution as a browser's library sends them.
    fn payload(challenge: &Challenge) -> String {
        let solution =
            solve_challenge(SolveChallengeOptions::new(challenge)).expect("valid").expect("solved");
        let payload = Payload { challenge: challenge.clone(), solution };
        BASE64_STANDARD.encode(serde_json::to_string(&payload).expect("JSON"))
    }

    fn asked(run_id: &str) -> WorkAsked<'_> {
        WorkAsked { run_id, level: 2, longest_ms: 200, drawn: 1 }
    }

    #[test]
    fn a_right_solution_counts_for_its_run_alone() {
        let works = Works::new("secret");
        let solved = payload(&works.challenge(asked("run-1")).expect("made"));
        assert_eq!(works.level("run-1", &solved), Some(2));
        assert_eq!(works.level("run-2", &solved), None);
        assert_eq!(Works::new("other").level("run-1", &solved), None, "signed by somebody else");
    }

    /// Made and solved by ALTCHA's library for browsers (altcha-lib 2.8.0) with the secrets of `Works::new("secret")`.
    const BY_A_BROWSER: &str = "\
        eyJjaGFsbGVuZ2UiOnsicGFyYW1ldGVycyI6eyJhbGdvcml0aG0iOiJQQktERjIvU0hBLTI1NiIsImNvc3QiOjUwMDAsImRhdGEi\
        OnsibGV2ZWwiOjIsInJ1biI6InJ1bi0xIn0sImtleUxlbmd0aCI6MzIsImtleVByZWZpeCI6IjY3NDU2YzFmMjUwZWQyMzVjZGQ0\
        MDMyODA5YjYyN2ZiIiwia2V5U2lnbmF0dXJlIjoiOTZlM2VmNjc5N2JkNTI1YmI2ZTdhZTE5ZTZhY2ExNzczYzk1MDhjNWYyMjgx\
        MjkwNGE0ODY2ZWNhYTA2MmY0MyIsIm5vbmNlIjoiZTA1NGFiYmE1ODkzOGUxMTY3YmMxMmYwN2JlYTZlYTAiLCJzYWx0IjoiZTQx\
        N2JmMTZmZTI3MGFmZjY3ODAwNThiNDY5N2ZkMjcifSwic2lnbmF0dXJlIjoiZWIwZDE5NWU1NzU0YjY2OTM4Yzc5ZDg5ZGVjMjgy\
        MGU0NTI3ZWZiYWI4NTQ0ZTMyN2I3OGM0MmYyYTI4ZDYwYSJ9LCJzb2x1dGlvbiI6eyJjb3VudGVyIjozLCJkZXJpdmVkS2V5Ijoi\
        Njc0NTZjMWYyNTBlZDIzNWNkZDQwMzI4MDliNjI3ZmI0ODY2M2E4ODhmNzY3OTcyZTNhZjNkNTlmMzMwMWQ2NSIsInRpbWUiOjM5\
        LjN9fQ==\
        ";

    #[test]
    fn what_the_library_for_browsers_makes_and_solves_is_the_same_work() {
        assert_eq!(Works::new("secret").level("run-1", BY_A_BROWSER), Some(2));
    }

    #[test]
    fn a_challenge_made_easier_or_a_key_made_up_counts_for_nothing() {
        let works = Works::new("secret");
        let challenge = works.challenge(asked("run-1")).expect("made");
        let mut easier = challenge.clone();
        easier.parameters.key_prefix = "00".into();
        easier.parameters.cost = 1;
        assert_eq!(works.level("run-1", &payload(&easier)), None);
        let mut raised = challenge.clone();
        raised.parameters.data.as_mut().expect("data").insert("level".into(), 4.into());
        assert_eq!(works.level("run-1", &payload(&raised)), None);
        let solution = altcha::Solution {
            counter: 0,
            derived_key: challenge.parameters.key_prefix.clone() + &"0".repeat(32),
            time: None,
        };
        let made_up = Payload { challenge, solution };
        let made_up = BASE64_STANDARD.encode(serde_json::to_string(&made_up).expect("JSON"));
        assert_eq!(works.level("run-1", &made_up), None);
        for garbage in ["", "e30=", "%%%", &"A".repeat(10_000)] {
            assert_eq!(works.level("run-1", garbage), None);
        }
    }

    #[test]
    fn each_level_doubles_the_work_up_to_what_a_phone_can_do_in_its_time() {
        let all = [1, 2, 3, 4].map(|level| tries(level, 16_000));
        assert_eq!(all, [200, 400, 800, 1_600]);
        assert_eq!(tries(4, 16_000) * ITERATIONS / PHONE_ITERATIONS_PER_MS, 16_000);
        assert_eq!(tries(1, 1), 1);
    }
}
