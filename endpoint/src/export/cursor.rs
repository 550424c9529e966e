//! A cursor: up to where somebody has read an export. Opaque to the reader, and good for that export alone.

use super::columns::ExportKind;
use super::format::TableFormat;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};

const VERSION: &str = "1";
const CHECKSUM_BYTES: usize = 4;

/// Which export it belongs to, and the last position of the log that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub kind: ExportKind,
    pub format: TableFormat,
    pub campaign_id: String,
    pub position: i64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CursorRefused {
    /// Cut or garbled.
    Malformed,
    /// Of another export, campaign or format.
    Mismatch,
}

impl Cursor {
    pub fn encode(&self) -> String {
        let Cursor { kind, format, campaign_id, position } = self;
        let text = format!("{VERSION}/{}/{}/{campaign_id}/{position}", kind.name(), format.ending());
        let mut bytes = text.into_bytes();
        let checksum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&checksum[..CHECKSUM_BYTES]);
        BASE64_URL_SAFE_NO_PAD.encode(bytes)
    }

    /// The position, if the cursor is of this export.
    pub fn position_in(
        text: &str,
        kind: ExportKind,
        format: TableFormat,
        campaign_id: &str,
    ) -> Result<i64, CursorRefused> {
        let cursor = Cursor::decode(text).ok_or(CursorRefused::Malformed)?;
        let expected =
            Cursor { kind, format, campaign_id: campaign_id.to_owned(), position: cursor.position };
        if cursor == expected { Ok(cursor.position) } else { Err(CursorRefused::Mismatch) }
    }

    fn decode(text: &str) -> Option<Cursor> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(text).ok()?;
        let (bytes, checksum) = bytes.split_last_chunk::<CHECKSUM_BYTES>()?;
        if Sha256::digest(bytes)[..CHECKSUM_BYTES] != *checksum {
            return None;
        }
        let mut parts = std::str::from_utf8(bytes).ok()?.split('/');
        let mut next = || parts.next();
        if next()? != VERSION {
            return None;
        }
        Some(Cursor {
            kind: ExportKind::of_name(next()?)?,
            format: TableFormat::of_ending(next()?)?,
            campaign_id: next()?.to_owned(),
            position: next()?.parse().ok().filter(|position| *position >= 0)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cursor() -> Cursor {
        let campaign_id = "summer-fruit".to_owned();
        Cursor { kind: ExportKind::Events, format: TableFormat::Csv, campaign_id, position: 4_711 }
    }

    #[test]
    fn a_cursor_goes_on_in_its_own_export_only() {
        let text = cursor().encode();
        let position = |kind, format, campaign| Cursor::position_in(&text, kind, format, campaign);
        assert_eq!(position(ExportKind::Events, TableFormat::Csv, "summer-fruit"), Ok(4_711));
        let mismatch = Err(CursorRefused::Mismatch);
        assert_eq!(position(ExportKind::Invites, TableFormat::Csv, "summer-fruit"), mismatch);
        assert_eq!(position(ExportKind::Events, TableFormat::Parquet, "summer-fruit"), mismatch);
        assert_eq!(position(ExportKind::Events, TableFormat::Csv, "who-am-i"), mismatch);
    }

    #[test]
    fn a_garbled_cursor_is_none() {
        let text = cursor().encode();
        for at in 0..text.len() - 1 {
            let other = if &text[at..=at] == "A" { "B" } else { "A" };
            let garbled = format!("{}{other}{}", &text[..at], &text[at + 1..]);
            assert_eq!(Cursor::decode(&garbled), None, "{at}");
        }
        assert_eq!(Cursor::decode("x"), None);
        assert_eq!(Cursor::decode(""), None);
    }
}
