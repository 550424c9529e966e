//! Where things lie in the project.

use std::path::{Path, PathBuf};

/// The project's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

/// The folder cargo builds into.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The Python that tests read exports by.
pub fn python() -> PathBuf {
    target().join("python")
}

/// Everything a browser loads, ready to be served.
pub fn dist() -> PathBuf {
    root().join("www/dist")
}

pub fn campaigns() -> PathBuf {
    root().join("endpoint/campaigns")
}
