//! A body as it was before its sender packed it: gzip, deflate or br, one of them, within the limit that the
//! unpacked body has. No more than the limit is ever unpacked.

use super::body::read_bytes;
use crate::error::ApiError;
use axum::body::Body;
use axum::http::HeaderMap;
use axum::http::header::CONTENT_ENCODING;
use bytes::Bytes;
use flate2::bufread::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use std::io::Read;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    Gzip,
    /// With the header of zlib, as the name means, or without, as some senders understand it.
    Deflate,
    Brotli,
}

/// The unpacked body, of at most `max_bytes`.
pub async fn read_unpacked(headers: &HeaderMap, body: Body, max_bytes: usize) -> Result<Bytes, ApiError> {
    let packing = packing(headers)?;
    let packed = read_bytes(body, max_bytes).await?;
    match packing {
        None => Ok(packed),
        Some(packing) => unpack(packing, &packed, max_bytes).map(Bytes::from),
    }
}

fn packing(headers: &HeaderMap) -> Result<Option<Packing>, ApiError> {
    let mut found = None;
    for value in headers.get_all(CONTENT_ENCODING) {
        let value = value.to_str().map_err(|_| ApiError::UnsupportedEncoding)?;
        for name in value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            let packing = match name.to_ascii_lowercase().as_str() {
                "identity" => continue,
                "gzip" | "x-gzip" => Packing::Gzip,
                "deflate" => Packing::Deflate,
                "br" => Packing::Brotli,
                _ => return Err(ApiError::UnsupportedEncoding),
            };
            if found.replace(packing).is_some() {
                return Err(ApiError::UnsupportedEncoding);
            }
        }
    }
    Ok(found)
}

fn unpack(packing: Packing, packed: &[u8], max_bytes: usize) -> Result<Vec<u8>, ApiError> {
    match packing {
        Packing::Gzip => read_all(MultiGzDecoder::new(packed), max_bytes).map(|(unpacked, _)| unpacked),
        Packing::Deflate if has_zlib_header(packed) => {
            whole(ZlibDecoder::new(packed), max_bytes, ZlibDecoder::into_inner)
        }
        Packing::Deflate => whole(DeflateDecoder::new(packed), max_bytes, DeflateDecoder::into_inner),
        Packing::Brotli => {
            read_all(brotli::Decompressor::new(packed, 4_096), max_bytes).map(|(unpacked, _)| unpacked)
        }
    }
}

/// Two bytes that say deflate with a window, and divide by 31.
fn has_zlib_header(packed: &[u8]) -> bool {
    matches!(packed, [first, second, ..]
        if first & 0x0f == 8 && first >> 4 <= 7 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// Unpacks what must end where the body ends.
fn whole<'a, R: Read>(reader: R, max_bytes: usize, rest: fn(R) -> &'a [u8]) -> Result<Vec<u8>, ApiError> {
    let (unpacked, reader) = read_all(reader, max_bytes)?;
    if rest(reader).is_empty() { Ok(unpacked) } else { Err(ApiError::BadEncoding) }
}

fn read_all<R: Read>(mut reader: R, max_bytes: usize) -> Result<(Vec<u8>, R), ApiError> {
    let mut unpacked = Vec::new();
    let most = u64::try_from(max_bytes).unwrap_or(u64::MAX).saturating_add(1);
    match reader.by_ref().take(most).read_to_end(&mut unpacked) {
        Ok(_) if unpacked.len() > max_bytes => Err(ApiError::BodyTooLarge),
        Ok(_) => Ok((unpacked, reader)),
        Err(_) => Err(ApiError::BadEncoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn packing_of(values: &[&str]) -> Result<Option<Packing>, &'static str> {
        let values =
            values.iter().map(|value| (CONTENT_ENCODING, HeaderValue::from_str(value).expect("a header")));
        packing(&values.fold(HeaderMap::new(), |mut headers, (name, value)| {
            headers.append(name, value);
            headers
        }))
        .map_err(|error| error.tag())
    }

    #[test]
    fn one_known_packing_is_taken_and_no_other() {
        assert_eq!(packing_of(&[]), Ok(None));
        assert_eq!(packing_of(&["identity"]), Ok(None));
        assert_eq!(packing_of(&["GZip"]), Ok(Some(Packing::Gzip)));
        assert_eq!(packing_of(&["identity, br"]), Ok(Some(Packing::Brotli)));
        for refused in [&["zstd"][..], &["gzip, gzip"], &["gzip", "br"], &["gzip;q=1"], &["chunked"]] {
            assert_eq!(packing_of(refused), Err("unsupported_encoding"), "{refused:?}");
        }
    }
}
