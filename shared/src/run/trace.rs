//! The input trace of a run and its compact text form, the only thing a client says about a score.
//!
//! Layout before base64url: codec version, rules version, ticks played, number of inputs, then for
//! each input the ticks since the one before and its action, all as LEB128 varints; last a 32-bit
//! FNV-1a sum, so that a cut or garbled trace is told apart from a forged one.

use super::base64url;

const CODEC_VERSION: u64 = 1;
/// More than ten taps in each of 180 seconds; a longer trace is no play.
const MAX_INPUTS: usize = 4_096;

/// One tap: the tick it fell in, counted from 0, and what was tapped, in the game's own numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Input {
    pub tick: u32,
    pub action: u16,
}

/// Everything a player did in one run, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    pub rules_version: u16,
    /// How many ticks the client played until its run was over.
    pub ticks: u32,
    pub inputs: Vec<Input>,
}

/// Why a text is not a trace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TraceError {
    /// Not base64url, cut, garbled, out of order or too long.
    Malformed,
    /// Written by a codec this build does not know.
    UnknownCodec,
}

impl Trace {
    pub fn encode(&self) -> String {
        let mut bytes = Vec::with_capacity(16 + self.inputs.len() * 3);
        for number in
            [CODEC_VERSION, u64::from(self.rules_version), u64::from(self.ticks), self.inputs.len() as u64]
        {
            put_varint(&mut bytes, number);
        }
        let mut before = 0;
        for input in &self.inputs {
            put_varint(&mut bytes, u64::from(input.tick.saturating_sub(before)));
            put_varint(&mut bytes, u64::from(input.action));
            before = input.tick;
        }
        let sum = fnv1a(&bytes);
        bytes.extend_from_slice(&sum.to_le_bytes());
        base64url::encode(&bytes)
    }

    pub fn decode(text: &str) -> Result<Trace, TraceError> {
        let bytes = base64url::decode(text).ok_or(TraceError::Malformed)?;
        let (body, sum) = bytes.split_last_chunk::<4>().ok_or(TraceError::Malformed)?;
        if u32::from_le_bytes(*sum) != fnv1a(body) {
            return Err(TraceError::Malformed);
        }
        let mut reader = Reader(body);
        if reader.varint()? != CODEC_VERSION {
            return Err(TraceError::UnknownCodec);
        }
        let rules_version = reader.number()?;
        let ticks: u32 = reader.number()?;
        let count: u32 = reader.number()?;
        if count as usize > MAX_INPUTS {
            return Err(TraceError::Malformed);
        }
        let mut inputs = Vec::with_capacity(count as usize);
        let mut tick = 0u32;
        for _ in 0..count {
            tick = tick.checked_add(reader.number()?).ok_or(TraceError::Malformed)?;
            inputs.push(Input { tick, action: reader.number()? });
        }
        if !reader.0.is_empty() || tick >= ticks.max(1) {
            return Err(TraceError::Malformed);
        }
        Ok(Trace { rules_version, ticks, inputs })
    }
}

fn put_varint(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        bytes.push(number as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn fnv1a(bytes: &[u8]) -> u32 {
    bytes.iter().fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn varint(&mut self) -> Result<u64, TraceError> {
        let mut number = 0;
        for shift in (0..35).step_by(7) {
            let (byte, rest) = self.0.split_first().ok_or(TraceError::Malformed)?;
            self.0 = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(TraceError::Malformed)
    }

    fn number<T: TryFrom<u64>>(&mut self) -> Result<T, TraceError> {
        T::try_from(self.varint()?).map_err(|_| TraceError::Malformed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_trace() -> impl Strategy<Value = Trace> {
        let gaps = prop::collection::vec((0u32..90, any::<u16>()), 0..200);
        (any::<u16>(), gaps).prop_map(|(rules_version, gaps)| {
            let mut tick = 0;
            let inputs = gaps.into_iter().map(|(gap, action)| {
                tick += gap;
                Input { tick, action }
            });
            let inputs: Vec<Input> = inputs.collect();
            Trace { rules_version, ticks: tick + 1, inputs }
        })
    }

    proptest! {
        #[test]
        fn a_trace_survives_its_text_form(trace in any_trace()) {
            prop_assert_eq!(Trace::decode(&trace.encode()), Ok(trace));
        }

        #[test]
        fn a_changed_letter_never_decodes_to_another_trace(trace in any_trace(), at in any::<prop::sample::Index>()) {
            let text = trace.encode();
            let at = at.index(text.len());
            let other = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
            let garbled = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            prop_assert_eq!(Trace::decode(&garbled), Err(TraceError::Malformed));
        }

        #[test]
        fn no_text_makes_the_decoder_panic(text in "[A-Za-z0-9_-]{0,80}") {
            let decoded = Trace::decode(&text);
            prop_assert!(decoded.is_err() || decoded.is_ok());
        }
    }

    #[test]
    fn a_half_minute_of_play_fits_in_a_short_message() {
        let inputs = (0..60).map(|n| Input { tick: n * 30, action: (n % 12) as u16 }).collect();
        let trace = Trace { rules_version: 1, ticks: 1_801, inputs };
        assert!(trace.encode().len() < 200, "{} letters", trace.encode().len());
    }

    #[test]
    fn an_input_after_the_end_is_malformed() {
        let trace = Trace { rules_version: 1, ticks: 10, inputs: vec![Input { tick: 10, action: 0 }] };
        assert_eq!(Trace::decode(&trace.encode()), Err(TraceError::Malformed));
    }
}
