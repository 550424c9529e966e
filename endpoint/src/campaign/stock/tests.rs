//! Stocks as people saved them, each with the one right reading or the reason why there is none.

use super::{Stock, parse};

#[track_caller]
fn reads(bytes: impl AsRef<[u8]>, expect: &[&str]) -> Stock {
    let stock = parse(bytes.as_ref()).unwrap_or_else(|bad| panic!("refused:{bad}"));
    assert_eq!(stock.codes, expect);
    stock
}

#[track_caller]
fn is_refused(bytes: impl AsRef<[u8]>, line: Option<usize>, why: &str) {
    let bad = parse(bytes.as_ref()).expect_err("refused");
    assert_eq!(bad.line, line, "{}", bad.why);
    assert!(bad.why.contains(why), "{}", bad.why);
}

fn utf_16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

const MARK: &str = "\u{feff}";

#[test]
fn the_files_that_failed_are_read_right() {
    reads(
        include_bytes!("../../../tests/fixtures/stock/bom-then-comment.txt"),
        &["FIRST-0001", "SECOND-0002"],
    );
    reads(
        include_bytes!("../../../tests/fixtures/stock/code-and-expiry.csv"),
        &["CASE-1", "CASE-2", "CASE-3"],
    );
}

#[test]
fn one_code_a_line_is_read_in_its_order_whatever_ends_the_lines() {
    for end in ["\n", "\r\n", "\r", "\n\n", " \t\r\n"] {
        reads(format!("B-2{end}A-1{end}# note{end}{end}C-3"), &["B-2", "A-1", "C-3"]);
    }
}

#[test]
fn a_byte_order_mark_says_the_encoding_and_is_no_letter() {
    let text = "# Gutscheine für März\nA-1\n券-2\n";
    reads(format!("{MARK}{text}"), &["A-1", "券-2"]);
    for big in [false, true] {
        reads(utf_16(&format!("{MARK}{text}"), big), &["A-1", "券-2"]);
    }
    reads(format!("{MARK}{MARK}A-1\n{MARK}# joined files\n{MARK}B-2\n"), &["A-1", "B-2"]);
}

#[test]
fn utf_16_without_a_mark_is_known_by_its_zeros() {
    for big in [false, true] {
        reads(utf_16("code\tuntil\r\nA-1\t2035\r\nB-2\t2035\r\n", big), &["A-1", "B-2"]);
    }
}

#[test]
fn an_encoding_that_does_not_keep_its_promise_is_named_with_its_line() {
    is_refused(b"\xef\xbb\xbfA-1\r\nB-2\r\nC-\xe9\r\n", Some(3), "marked as UTF-8 and is not");
    is_refused(b"\xff\xfeA\0-", None, "marked as UTF-16LE and is not");
    is_refused(b"\xff\xfe\0\0A\0\0\0", None, "UTF-32");
    is_refused(b"\x7fELF\x02\x01\0\0\0\0\0\0\x03\0", None, "no text");
}

#[test]
fn other_encodings_are_sure_where_the_codes_are_ascii() {
    reads(b"# \xd3\xc5\xbb\xdd\xc8\xaf\nA-1\nB-2\n", &["A-1", "B-2"]);
    reads(b"A-1;g\xfcltig bis Mai;5,00 \x80\nB-2;g\xfcltig bis Mai;5,00 \x80\n", &["A-1", "B-2"]);
    let gbk = reads(b"\xc8\xaf\xc2\xeb,\xd3\xd0\xd0\xa7\xc6\xda\nA-1,2035\nB-2,2035\n", &["A-1", "B-2"]);
    assert_eq!(gbk.header.as_deref(), Some("券码"));
}

#[test]
fn a_code_in_an_unknown_encoding_is_never_guessed() {
    is_refused(b"A-1\n\xbd\xb1-2\n", Some(2), "as GB18030 it reads `奖-2`");
    is_refused(b"A-1\n\xc8\xaf-2\n", Some(2), "`ȯ-2` in UTF-8 and `券-2` in GB18030");
    reads("é-1\nЖ-2\nא-3\n", &["é-1", "Ж-2", "א-3"]);
    is_refused(b"CAF\xc9-1\nB-2\n", Some(1), "unknown encoding");
}

#[test]
fn the_first_column_holds_the_codes_whatever_separates_it() {
    for sign in [",", ";", "\t", "|"] {
        let text =
            format!("code{sign}expires{sign}note\nA-1{sign}2035{sign}\n\"B-2\"{sign}2035{sign}a # b\n");
        assert_eq!(reads(text, &["A-1", "B-2"]).header.as_deref(), Some("code"));
    }
    reads("A-1;5,00;x\nB-2;6,50;y\n", &["A-1", "B-2"]);
    reads("sep=;\r\nCode;Wert\r\nA-1;5,00\r\n", &["A-1"]);
    reads("A-1,\"two\nlines, and \"\"more\"\"\"\nB-2,x\nC-3\n", &["A-1", "B-2", "C-3"]);
    reads("\"A,1\"\n\"B,2\"\n", &["A,1", "B,2"]);
}

#[test]
fn a_header_is_no_code() {
    for header in [
        "code",
        "Code",
        "CODES",
        "Coupon Code",
        "coupon_code",
        "voucher-code",
        "Promo code",
        "Gutscheincode",
        "Gutschein-Nr.",
        "Código",
        "промокод",
        "クーポンコード",
        "쿠폰 번호",
        "券码",
        "优惠码",
        "兑换码",
        "优惠券",
        "卡密",
        "序列号",
        "Ｃｏｄｅ",
        "serial number",
        "Code:",
        "\u{200b}code\u{a0}",
    ] {
        reads(format!("{header}\nA-1\nB-2\n"), &["A-1", "B-2"]);
        reads(format!("{header},until\nA-1,2035\nB-2,2035\n"), &["A-1", "B-2"]);
    }
    reads("Bon de caisse;Valable\nA-1;2035\nB-2;2035\n", &["A-1", "B-2"]);
    reads("SPRING\nSUMMER\nAUTUMN\n", &["SPRING", "SUMMER", "AUTUMN"]);
    reads("KQXJZPAB\n4F7K2M9Q\nP3WX8T6H\n", &["KQXJZPAB", "4F7K2M9Q", "P3WX8T6H"]);
    reads("CODE-9\nCODE-10\nCODE-11\n", &["CODE-9", "CODE-10", "CODE-11"]);
}

#[test]
fn what_may_be_a_header_or_a_code_is_asked() {
    is_refused("WELCOME\nA-1\nB-2\n", Some(1), "looks like a header");
    is_refused("Codes 2026\nA-1\nB-2\n", Some(1), "looks like a header");
    is_refused("A-1\ncode\nB-2\n", Some(2), "not the first");
    is_refused("No.,Code\n1,A-1\n2,B-2\n", Some(1), "column 2");
    is_refused("1,A-1\n2,B-2\n", Some(1), "only counts");
}

#[test]
fn columns_that_are_not_the_same_everywhere_are_named() {
    is_refused("A-1,x\nB-2;y\n", Some(2), "separated by `;` here, by `,` in line 1");
    is_refused("A-1\nB-2\n\nC-3,x\n", Some(4), "none in line 1");
    is_refused("A-1，2035\nB-2，2035\n", Some(1), "`，` separates no columns");
    is_refused(",A-1\n,B-2\n", Some(1), "first column is empty");
    is_refused("\tA-1\n\tB-2\n", Some(1), "first column is empty");
    is_refused("A-1   2035\nB-2   2035\n", Some(1), "two spaces");
}

#[test]
fn a_first_column_of_something_else_is_named() {
    is_refused("2035-12-31,A-1\n2035-12-30,B-2\n", Some(1), "dates or addresses");
    is_refused("31.12.2035;A-1\n30.12.2035;B-2\n", Some(1), "dates or addresses");
    is_refused("a@x.example,A-1\nb@x.example,B-2\n", Some(1), "dates or addresses");
}

#[test]
fn a_line_among_the_codes_that_is_none_is_named() {
    is_refused("A-1\n// second batch\nB-2\n", Some(2), "a comment begins with #");
    is_refused("A-1\n-- second batch\nB-2\n", Some(2), "a comment begins with #");
    is_refused("A-1\nB-2\n(2 rows affected)\n", Some(3), "a space in it");
    is_refused("A-1\nTotal: 1\n", Some(2), "a space in it");
    is_refused("A-1\n#N/A\nB-2\n", Some(2), "formula");
    is_refused("A-1,x\n#REF!,y\n", Some(2), "formula");
    is_refused("# codes\n#A-1\n#B-2\n", Some(2), "begins with # is a comment");
    reads("\"#A-1\"\n\"#B-2\"\n", &["#A-1", "#B-2"]);
    reads("A-1\n#B-2\n", &["A-1"]);
}

#[test]
fn a_quotation_mark_that_does_not_close_swallows_nothing() {
    is_refused("A-1,x\nB-2,\"note\nC-3,x\n", Some(2), "does not close");
    is_refused("A-1,\"one\nB-2,x\nC-3,\"two\"\n", Some(1), "does not close");
    is_refused("A-1\n\"B-2\nC-3\n", Some(2), "does not close");
    is_refused("“A-1”\n“B-2”\n", Some(1), "quotation mark at one end");
}

#[test]
fn what_nobody_sees_around_a_code_is_not_part_of_it() {
    for edge in [
        " ", "\u{a0}", "\u{3000}", "\u{2009}", "\u{200b}", "\u{200d}", "\u{200e}", "\u{202a}", "\u{2066}",
        "\u{2060}", "\u{feff}", "\u{ad}", "\u{3164}", "\u{fe0f}", "\u{7f}", "\u{b}",
    ] {
        reads(format!("{edge}A-1{edge}\nB-2{edge}{edge}\n{edge}# note\n{edge}\n"), &["A-1", "B-2"]);
        reads(format!("A-1{edge},x\n{edge}\"B-2\"{edge},y\n"), &["A-1", "B-2"]);
    }
    reads("=\"00123\",x\n=\"00124\",y\n", &["00123", "00124"]);
}

#[test]
fn what_nobody_sees_inside_a_code_is_named() {
    for (inside, number) in
        [("\u{200b}", "U+200B"), ("\u{a0}", "U+00A0"), ("\u{202e}", "U+202E"), ("\u{7}", "U+0007")]
    {
        is_refused(format!("A-1\nB{inside}-2\n"), Some(2), number);
    }
    is_refused("A-1\nB-\u{fffd}\n", Some(2), "letter was lost");
    is_refused("A-1\nB-\u{e001}\n", Some(2), "private use");
    reads("AB 12\nCD 34\n", &["AB 12", "CD 34"]);
}

#[test]
fn codes_that_people_cannot_tell_apart_are_named_with_both_lines() {
    for (one, another) in [
        ("AB-0", "AB-O"),
        ("AB-1", "AB-l"),
        ("AB-I", "AB-1"),
        ("AB-1", "АB-1"),
        ("AB-1", "ＡB-1"),
        ("AB-1", "AB-１"),
        ("AB-1", "AB‐1"),
        ("AB-1", "AB–1"),
        ("é-1", "e\u{301}-1"),
        ("K-2", "\u{212a}-2"),
        ("ΑΒ-1", "AB-1"),
    ] {
        is_refused(format!("{one}\n# note\n{another}\n"), Some(3), "line 1");
    }
    is_refused("A-2\nB-0\nB-O\n", Some(3), "`0` (U+0030) and `O` (U+004F) look alike");
    is_refused("A-1\n# note\n\nB-2\nA-1\u{a0}\n", Some(5), "the code of line 1 again");
    is_refused("ab-o\nab-0\n", Some(2), "look alike");
    is_refused("aB3\nx-1\nAb3\n", Some(3), "only capitals tell this code from that of line 1");
    reads("aB3\nAc3\nАБВ-2\n", &["aB3", "Ac3", "АБВ-2"]);
}

#[test]
fn a_file_of_another_kind_is_called_what_it_is() {
    is_refused(b"PK\x03\x04....xl/workbook.xml....", None, "Excel workbook; save it as CSV");
    is_refused(b"PK\x03\x04..mimetypeapplication/vnd.oasis.opendocument.spreadsheet", None, "OpenDocument");
    is_refused(b"PK\x03\x04....codes.csv", None, "zip archive");
    is_refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....", None, "old Excel");
    is_refused(b"%PDF-1.7", None, "PDF");
    is_refused("<!DOCTYPE html>\n<html><body>Sign in</body></html>\n", None, "login page");
    is_refused("[\"A-1\", \"B-2\"]\n", None, "JSON");
    is_refused("version https://git-lfs.github.com/spec/v1\noid sha256:1\n", None, "git lfs pull");
}

#[test]
fn a_file_without_codes_is_an_empty_stock() {
    for text in ["", "\n\n", "# only\n# comments\n", "code,expires\n", MARK] {
        reads(text, &[]);
    }
}

#[test]
fn what_a_cashier_cannot_read_is_named_with_its_line() {
    is_refused(format!("A-1\n{}\n", "X".repeat(65)), Some(2), "at most 64 letters, this one has 65");
    is_refused(format!("A-1\n{}\n", "X9".repeat(1_000_000)), Some(2), "at most 64 letters");
    reads(format!("A-1\n{}\n", "X".repeat(64)), &["A-1", &"X".repeat(64)]);
    is_refused("A-1\n-----\nB-2\n", Some(2), "neither a letter nor a digit");
    is_refused("8.90123E+11\n8.90124E+11\n", Some(1), "shortened");
    is_refused("9E+11\n", Some(1), "shortened");
    reads("1E-5\n2E-5\n", &["1E-5", "2E-5"]);
    is_refused("'00123\n'00124\n", Some(1), "quotation mark at one end");
}
