//! Where the things under test lie.

use std::path::{Path, PathBuf};

pub fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().map(Path::to_owned).unwrap_or_default()
}

pub fn dist() -> PathBuf {
    project().join("www/dist")
}

/// The endpoint's program: `cargo xtask test` says where; by hand it is the debug build.
pub fn endpoint_program() -> PathBuf {
    std::env::var_os("TAPVINE_ENDPOINT_BIN")
        .map_or_else(|| project().join("target/debug/tapvine-endpoint"), PathBuf::from)
}
