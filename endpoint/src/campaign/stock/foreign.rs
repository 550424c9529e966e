//! Files that are no text of codes at all, known by how they begin: each is named for what it is.

use super::bad_stock::BadStock;

/// How a file begins, what it is then, and what to do.
const KINDS: [(&[u8], &str); 16] = [
    (b"\xd0\xcf\x11\xe0", "this is an old Excel or Word file; save it as CSV"),
    (b"%PDF", "this is a PDF; copy the codes into a text file"),
    (b"\x1f\x8b", "this is a gzip archive; unpack it"),
    (b"7z\xbc\xaf", "this is a 7z archive; unpack it"),
    (b"Rar!", "this is a RAR archive; unpack it"),
    (b"BZh", "this is a bzip2 archive; unpack it"),
    (b"\xfd7zXZ", "this is an xz archive; unpack it"),
    (b"\x28\xb5\x2f\xfd", "this is a zstd archive; unpack it"),
    (b"\x89PNG", "this is a picture; codes are text"),
    (b"\xff\xd8\xff", "this is a picture; codes are text"),
    (b"GIF8", "this is a picture; codes are text"),
    (b"SQLite format 3", "this is a SQLite database; export the codes as CSV"),
    (b"PAR1", "this is a Parquet file; export the codes as CSV"),
    (b"{\\rtf", "this is a rich text document; save it as plain text"),
    (b"bplist", "this is a property list; save the codes as plain text"),
    (b"version https://git-lfs", "this is a pointer of Git LFS, not the file; fetch it with `git lfs pull`"),
];

/// What a zip archive holds when it is somebody's document.
const ZIPPED: [(&[u8], &str); 4] = [
    (b"xl/", "this is an Excel workbook; save it as CSV (UTF-8)"),
    (b"opendocument.spreadsheet", "this is an OpenDocument spreadsheet; save it as CSV (UTF-8)"),
    (b"word/", "this is a Word document; save it as plain text"),
    (b"Index/", "this is a Numbers document; export it as CSV"),
];

/// # Errors
/// When the file is of another kind than text with codes.
pub fn refuse(bytes: &[u8]) -> Result<(), BadStock> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        let holds = |mark: &[u8]| bytes.windows(mark.len()).any(|window| window == mark);
        let kind = ZIPPED.iter().find(|(mark, _)| holds(mark));
        return Err(BadStock::whole_file(kind.map_or("this is a zip archive; unpack it", |(_, why)| *why)));
    }
    match KINDS.iter().find(|(start, _)| bytes.starts_with(start)) {
        Some((_, why)) => Err(BadStock::whole_file(*why)),
        None => refuse_markup(bytes),
    }
}

/// A page that was saved in place of a download, or another program's data.
fn refuse_markup(bytes: &[u8]) -> Result<(), BadStock> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii();
    let why = match (bytes.first(), bytes.last()) {
        (Some(b'<'), Some(b'>')) => "this is a web page or XML, not a list of codes; was it a login page?",
        (Some(b'{'), Some(b'}')) | (Some(b'['), Some(b']')) => "this is JSON; save one code a line",
        _ => return Ok(()),
    };
    Err(BadStock::whole_file(why))
}
