//! A `.br` beside every file a browser loads, so that the endpoint never compresses while it serves.

use crate::{project, run};
use anyhow::Result;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

const COMPRESSIBLE: [&str; 7] = ["html", "js", "css", "json", "svg", "wasm", "webmanifest"];

pub fn all() -> Result<()> {
    run::step("Compressing");
    let files = files_below(&project::dist())?;
    for stale in files.iter().filter(|file| has_extension(file, &["br"]) && !file.with_extension("").exists())
    {
        fs::remove_file(stale)?;
    }
    for file in files.iter().filter(|file| has_extension(file, &COMPRESSIBLE)) {
        let compressed = compressed_path(file);
        let fresh = |path: &Path| fs::metadata(path).and_then(|meta| meta.modified());
        if fresh(&compressed).is_ok_and(|made| fresh(file).is_ok_and(|changed| made > changed)) {
            continue;
        }
        fs::write(compressed, brotli(&fs::read(file)?)?)?;
    }
    Ok(())
}

/// `a.js` → `a.js.br`.
pub fn compressed_path(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".br");
    name.into()
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 64 * 1024, 11, 22);
    writer.write_all(bytes)?;
    Ok(writer.into_inner())
}

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(files_below(&path)?);
        } else {
            files.push(path);
        }
    }
    Ok(files)
}

fn has_extension(file: &Path, extensions: &[&str]) -> bool {
    file.extension().is_some_and(|found| extensions.iter().any(|extension| found == *extension))
}
