//! A campaign's picture for link previews: read at start, so that a broken one is not noticed by customers.

use anyhow::{Context as _, bail};
use std::fs;
use std::path::Path;

/// Messengers skip larger ones.
const MAX_BYTES: usize = 1_000_000;

/// A PNG or JPEG as it is served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub content_type: &'static str,
    pub bytes: Vec<u8>,
}

impl Picture {
    /// # Errors
    /// When the file cannot be read, is too large, or is no PNG or JPEG.
    pub fn load(file: &Path) -> anyhow::Result<Picture> {
        let shown = file.display();
        let bytes = fs::read(file).with_context(|| shown.to_string())?;
        if bytes.len() > MAX_BYTES {
            bail!("{shown}: a picture has at most {MAX_BYTES} bytes");
        }
        match content_type(&bytes) {
            Some(content_type) => Ok(Picture { content_type, bytes }),
            None => bail!("{shown}: a picture is a PNG or a JPEG"),
        }
    }
}

/// By the first bytes: a name says little.
fn content_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        _ => None,
    }
}
