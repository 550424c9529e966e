//! The built pages: templates filled per request, game files looked up in their manifest, headers.

mod headers;
mod page;

pub use headers::{
    content_policy, fixed_headers, frame_ancestors, let_captcha_in, no_raw_pages, play_policy,
};
pub use page::{escape_html, html, json_block};

use crate::error::ApiError;
use serde_json::Value;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// The folder `cargo xtask build` fills. Read per request: it is small, and a new build needs no restart.
pub struct Www(PathBuf);

impl Www {
    pub fn new(folder: PathBuf) -> Www {
        Www(folder)
    }

    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// # Errors
    /// That it is not there – or that it cannot be read now, which is something else.
    pub async fn template(&self, name: &str) -> Result<String, ApiError> {
        tokio::fs::read_to_string(self.0.join(name)).await.map_err(|error| match error.kind() {
            ErrorKind::NotFound => ApiError::NotFound,
            _ => ApiError::Unavailable(error.into()),
        })
    }

    /// Where a game's files are; `None` when the games are not built.
    pub async fn module(&self, game: &str) -> Option<Value> {
        let text = tokio::fs::read(self.0.join("games/manifest.json")).await.ok()?;
        let mut manifest: Value = serde_json::from_slice(&text).ok()?;
        Some(manifest.get_mut(game)?.take()).filter(Value::is_object)
    }

    /// Where the drawings of a taxonomy are: `/labels/<taxonomy>.<hash>.json`, when they are built.
    pub async fn label_icons(&self, taxonomy: &str) -> Option<String> {
        let mut files = tokio::fs::read_dir(self.0.join("labels")).await.ok()?;
        let mut found = None;
        while let Ok(Some(file)) = files.next_entry().await {
            let name = file.file_name().into_string().unwrap_or_default();
            let hash = name.strip_prefix(taxonomy).and_then(|rest| rest.strip_prefix('.'));
            let hash = hash.and_then(|rest| rest.strip_suffix(".json"));
            if hash.is_some_and(|hash| !hash.is_empty() && !hash.contains('.')) {
                found = found.max(Some(format!("/labels/{name}")));
            }
        }
        found
    }
}
