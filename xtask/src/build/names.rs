//! Short names between a module and its script: wasm-bindgen's carry hashes, which no compression can shrink.

use wasm_bindgen_cli_support::Output;

/// Renames wasm-bindgen's own imports and exports; gives the pairs, longest name first, for the script.
pub fn shorten(output: &mut Output) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut short = |name: &mut String| {
        // What the page calls keeps its name; these are generated, and unmistakable in a text.
        if ["__wb", "__externref", "wasm_bindgen_"].iter().any(|start| name.starts_with(start)) {
            let known = pairs
                .iter()
                .find(|(long, _)| long == name)
                .map(|(_, short): &(String, String)| short.clone());
            let shortened = known.unwrap_or_else(|| format!("${:x}", pairs.len()));
            pairs.push((std::mem::replace(name, shortened.clone()), shortened));
        }
    };
    let module = output.wasm_mut();
    module.imports.iter_mut().for_each(|import| short(&mut import.name));
    module.exports.iter_mut().for_each(|export| short(&mut export.name));
    pairs.sort_by_key(|(long, _)| std::cmp::Reverse(long.len()));
    pairs
}

/// The script with the same names.
pub fn apply(pairs: &[(String, String)], script: &str) -> String {
    pairs.iter().fold(script.to_owned(), |script, (long, short)| script.replace(long, short))
}
