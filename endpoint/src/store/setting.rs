//! Settings made once and kept: what every endpoint on one database must agree on.

use super::Stored;
use async_trait::async_trait;

#[async_trait]
pub trait SettingWrites {
    /// The kept value of a setting; `fresh` becomes it when there is none yet.
    async fn setting_or(&mut self, name: &str, fresh: &str) -> Stored<String>;
}
