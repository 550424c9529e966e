//! The file of analyst keys: a line a key, `sha256:<hash> <scopes> <name>`; `#` begins a remark.

use super::scope::{KeyHolder, Scope};
use anyhow::{Context as _, anyhow, bail};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

const PREFIX: &str = "sha256:";

pub struct KeyLine {
    pub hash: [u8; 32],
    pub holder: KeyHolder,
}

/// How a key is written into the file.
pub fn line_of(hash_hex: &str, scopes: &[Scope], name: &str) -> String {
    let scopes: Vec<&str> = scopes.iter().map(|scope| scope.name()).collect();
    format!("{PREFIX}{hash_hex} {} {name}", scopes.join(","))
}

/// # Errors
/// When the file cannot be read, or a line is no key; the error names file and line, never the line's text.
pub fn read(path: &Path) -> anyhow::Result<Vec<KeyLine>> {
    let shown = path.display();
    let text = fs::read_to_string(path).with_context(|| shown.to_string())?;
    let mut seen = HashMap::new();
    let mut keys = Vec::new();
    for (number, line) in (1..).zip(text.trim_start_matches('\u{feff}').lines().map(str::trim)) {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key = parse(line).with_context(|| format!("{shown}:{number}"))?;
        if let Some(first) = seen.insert(key.hash, number) {
            bail!("{shown}:{number}: the key of line {first} again");
        }
        keys.push(key);
    }
    Ok(keys)
}

fn parse(line: &str) -> anyhow::Result<KeyLine> {
    let mut parts = line.splitn(3, char::is_whitespace);
    let hash = parts.next().and_then(|part| part.strip_prefix(PREFIX)).and_then(bytes_of);
    let hash = hash.ok_or_else(|| anyhow!("a key begins with `{PREFIX}` and 64 hexadecimal digits"))?;
    let scopes = parts.next().unwrap_or_default().split(',');
    let scopes = scopes.map(|name| Scope::of_name(name).ok_or_else(|| unknown(name)));
    let scopes = scopes.collect::<anyhow::Result<Vec<Scope>>>()?;
    let name = parts.next().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| anyhow!("the name of the key is missing"))?.to_owned();
    Ok(KeyLine { hash, holder: KeyHolder { name, scopes } })
}

fn unknown(name: &str) -> anyhow::Error {
    let all: Vec<&str> = Scope::ALL.iter().map(|scope| scope.name()).collect();
    anyhow!("`{name}` is no scope; there are {}", all.join(", "))
}

fn bytes_of(hex: &str) -> Option<[u8; 32]> {
    let digits = hex.as_bytes();
    if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
        return None;
    }
    let mut bytes = [0; 32];
    for (byte, pair) in bytes.iter_mut().zip(hex.as_bytes().chunks(2)) {
        *byte = u8::from_str_radix(str::from_utf8(pair).ok()?, 16).ok()?;
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_is_no_key_is_named_with_its_place_and_a_reason() {
        let hash = "0".repeat(64);
        let check = |line: &str, expect: &str| {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("keys");
            fs::write(&path, format!("# first\n{line}\n")).expect("written");
            let error = read(&path).err().map(|error| format!("{error:#}")).unwrap_or_default();
            assert!(error.contains("keys:2: ") && error.contains(expect), "{line}: {error}");
        };
        check("tvk_abc read me", "begins with `sha256:`");
        check("sha256:12 read me", "64 hexadecimal digits");
        check(&format!("sha256:{hash} read,write me"), "`write` is no scope; there are read, segments");
        check(&format!("sha256:{hash}"), "`` is no scope");
        check(&format!("sha256:{hash} read"), "the name of the key is missing");
    }

    #[test]
    fn the_same_key_twice_is_a_mistake() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("keys");
        let line = line_of(&"ab".repeat(32), &[Scope::Read, Scope::Erase], "An analyst");
        fs::write(&path, format!("{line}\n{line}\n")).expect("written");
        let error = read(&path).err().map(|error| error.to_string()).unwrap_or_default();
        assert!(error.ends_with("keys:2: the key of line 1 again"), "{error}");
        assert!(parse(&line).is_ok_and(|key| key.holder.name == "An analyst"));
    }
}
