//! The line that names the columns: it is no code. What may be one or the other stops the start, with both ways out.

use super::bad_stock::BadStock;
use super::code::bare;
use super::decode::Decoded;
use super::table::{Row, Table};
use unicode_normalization::UnicodeNormalization as _;

/// What people call the column of codes, without spaces and signs, in lower case; with and without a word of `TAILS`.
const NAMES: [&str; 42] = [
    "code",
    "coupon",
    "couponcode",
    "voucher",
    "vouchercode",
    "promocode",
    "promotioncode",
    "discountcode",
    "giftcode",
    "giftcardcode",
    "rewardcode",
    "prizecode",
    "redeemcode",
    "redemptioncode",
    "activationcode",
    "uniquecode",
    "serial",
    "serialcode",
    "gutschein",
    "gutscheincode",
    "rabattcode",
    "aktionscode",
    "codepromo",
    "codereduction",
    "codigo",
    "código",
    "cupon",
    "cupón",
    "cupom",
    "codice",
    "codicesconto",
    "код",
    "промокод",
    "купон",
    "クーポン",
    "クーポンコード",
    "コード",
    "シリアル",
    "쿠폰",
    "쿠폰코드",
    "쿠폰번호",
    "코드",
];
const TAILS: [&str; 8] = ["", "s", "no", "nr", "number", "nummer", "id", "value"];
/// The same in Chinese: what the thing is, and what its sign is called.
const CHINESE_THINGS: [&str; 16] = [
    "",
    "优惠",
    "優惠",
    "优惠券",
    "優惠券",
    "兑换",
    "兌換",
    "兑换券",
    "折扣",
    "激活",
    "核销",
    "礼品",
    "礼券",
    "礼品卡",
    "电子券",
    "奖品",
];
const CHINESE_SIGNS: [&str; 16] = [
    "券",
    "码",
    "碼",
    "券码",
    "券碼",
    "券号",
    "券號",
    "劵码",
    "代码",
    "代碼",
    "编码",
    "编号",
    "卡号",
    "卡密",
    "序列号",
    "序號",
];

/// The first cell of the line that names the columns, when the table has one.
///
/// # Errors
/// When the first line looks like one, but could be a code; when codes are said to stand in another column.
pub fn find(table: &Table, text: &Decoded) -> Result<Option<String>, BadStock> {
    let Some((first, rest)) = table.rows.split_first() else { return Ok(None) };
    if let Some(row) = rest.iter().find(|row| is_name(&shown(row.first(), text))) {
        let why = "this line names the columns, and it is not the first; one file has one header";
        return Err(BadStock::at(row.line, why));
    }
    let cell = shown(first.first(), text);
    if is_name(&cell) {
        return Ok(Some(cell));
    }
    if let Some(place) = first.cells.iter().skip(1).position(|cell| is_name(&shown(cell, text))) {
        let why =
            format!("the header names column {} as the codes; they stand in the first column", place + 2);
        return Err(BadStock::at(first.line, why));
    }
    if !is_unlike(&cell, rest) {
        return Ok(None);
    }
    if names_columns(first, rest) {
        return Ok(Some(cell));
    }
    let why = format!(
        "`{cell}` looks like a header: if it is one, call it `code`; if it is a code, put it on another line"
    );
    Err(BadStock::at(first.line, why))
}

/// # Errors
/// When the first column holds something else than codes, or a line among them is none.
pub fn refuse_other_columns(table: &Table, codes: &[(usize, String)]) -> Result<(), BadStock> {
    let is_spaced = |(_, code): &&(usize, String)| code.contains(' ');
    let spaced = codes.iter().filter(is_spaced).count();
    if let Some((line, _)) = codes.iter().find(is_spaced).filter(|_| spaced < codes.len()) {
        let why = "this line has a space in it and others have none; a comment begins with #";
        return Err(BadStock::at(*line, why));
    }
    let all = |is: fn(&str) -> bool| codes.iter().all(|(_, code)| is(code));
    if table.columns() > 1 && codes.len() > 1 && (all(is_date) || all(|code| code.contains('@'))) {
        let why = "the first column holds dates or addresses; codes stand in the first column";
        return Err(BadStock::at(codes[0].0, why));
    }
    let counts_from =
        |start: usize| (start..).zip(codes).all(|(number, (_, code))| code.parse() == Ok(number));
    if table.columns() > 1 && codes.len() > 1 && (counts_from(0) || counts_from(1)) {
        let why = "the first column only counts the lines; codes stand in the first column";
        return Err(BadStock::at(codes[0].0, why));
    }
    Ok(())
}

/// Three numbers with the same sign between them, one of them a year.
fn is_date(code: &str) -> bool {
    ['-', '/', '.'].iter().any(|sign| {
        let parts: Vec<&str> = code.split(*sign).collect();
        let are_numbers = parts.iter().all(|part| part.parse::<u16>().is_ok());
        parts.len() == 3 && are_numbers && parts.iter().any(|part| part.len() == 4)
    })
}

fn shown(cell: &str, text: &Decoded) -> String {
    let cell = bare(cell);
    let read = (!cell.is_ascii()).then(|| text.as_gb18030(cell)).flatten();
    read.unwrap_or_else(|| cell.to_owned())
}

fn is_name(cell: &str) -> bool {
    let word: String =
        cell.nfkc().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let named = NAMES.iter().any(|name| word.strip_prefix(name).is_some_and(|tail| TAILS.contains(&tail)));
    let signed = |thing: &str| word.strip_prefix(thing).is_some_and(|sign| CHINESE_SIGNS.contains(&sign));
    let chinese = CHINESE_THINGS.iter().any(|thing| signed(thing));
    named || chinese || CHINESE_THINGS[1..].contains(&word.as_str())
}

/// Whether a cell is no code like those below it: it has no digit while they all have, or it speaks of codes, and
/// none of them is written like it.
fn is_unlike(cell: &str, rest: &[Row]) -> bool {
    let codes = || rest.iter().map(|row| bare(row.first()));
    if rest.is_empty() || codes().any(|code| shape(code) == shape(cell)) {
        return false;
    }
    let lower = cell.to_lowercase();
    let speaks_of_codes =
        ["code", "coupon", "voucher", "gutschein", "券", "码", "碼"].iter().any(|word| lower.contains(word));
    let is_written_alike = |code: &str| code.chars().count() == cell.chars().count() && kinds(code, cell);
    let is_a_word = !has_digit(cell) && codes().all(has_digit) && !codes().any(is_written_alike);
    is_a_word || (speaks_of_codes && rest.len() > 1)
}

/// Whether every letter of a cell that is no digit is of a case that the code has, too.
fn kinds(code: &str, cell: &str) -> bool {
    let has = |kind: fn(char) -> bool| code.chars().any(kind);
    cell.chars().all(|letter| match letter {
        letter if letter.is_lowercase() => has(char::is_lowercase),
        letter if letter.is_alphabetic() => has(char::is_alphabetic),
        letter => code.contains(letter),
    })
}

/// Whether another column is named in the first line and holds figures below it.
fn names_columns(first: &Row, rest: &[Row]) -> bool {
    (1..first.cells.len()).any(|column| {
        let below =
            rest.iter().filter_map(|row| row.cells.get(column)).filter(|cell| !cell.trim().is_empty());
        let mut below = below.peekable();
        let name = first.cells[column].trim();
        !name.is_empty() && !has_digit(name) && below.peek().is_some() && below.all(|cell| has_digit(cell))
    })
}

fn has_digit(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

/// How a code is written: runs of capitals, small letters and digits, with the signs between them.
fn shape(text: &str) -> String {
    let kind = |letter: char| match letter {
        letter if letter.is_numeric() => '9',
        letter if letter.is_lowercase() => 'a',
        letter if letter.is_alphabetic() => 'A',
        letter => letter,
    };
    let mut shape: Vec<char> = text.chars().map(kind).collect();
    shape.dedup();
    shape.into_iter().collect()
}
