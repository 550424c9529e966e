//! Settings made at the first start and kept, so that every endpoint on one database agrees on them.

use super::Command;
use crate::store::{Stored, Transaction};
use async_trait::async_trait;

pub struct SettingOr {
    pub name: &'static str,
    pub fresh: String,
}

#[async_trait]
impl Command for SettingOr {
    /// The kept value, or the fresh one.
    type Answer = String;

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<String> {
        tx.setting_or(self.name, &self.fresh).await
    }
}
