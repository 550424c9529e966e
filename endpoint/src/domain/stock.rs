//! The stock in the store, brought in line with its file at the start: new codes are added, codes that the file lists
//! no longer are issued to nobody any more, and codes are issued in the order of the file.

use super::coupon::with_a_code;
use super::{Command, execute};
use crate::store::coupon::{NewCode, StockRow, StockState};
use crate::store::{Store, Stored, Transaction};
use async_trait::async_trait;
use std::collections::HashMap;
use uuid::Uuid;

/// Brings the stock of a campaign in line with its file, and tells the log what has changed.
pub async fn bring_in_line(store: &dyn Store, campaign_id: &str, codes: &[String]) -> Stored<()> {
    let command = BringStockInLine { campaign_id: campaign_id.to_owned(), codes: codes.to_vec() };
    let StockChange { added, voided, restored, issued_but_gone, waiting_for_codes } =
        execute(store, command).await?;
    tracing::info!(campaign = campaign_id, added, voided, restored, "campaign loaded");
    if issued_but_gone > 0 {
        tracing::warn!(
            campaign = campaign_id,
            issued_but_gone,
            "codes that people have are no longer in the file; they stay with their holders"
        );
    }
    if waiting_for_codes > 0 {
        tracing::warn!(
            campaign = campaign_id,
            waiting_for_codes,
            "wins wait for codes; add some to the file"
        );
    }
    Ok(())
}

struct BringStockInLine {
    campaign_id: String,
    /// In the order of issue.
    codes: Vec<String>,
}

/// What a start changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct StockChange {
    added: u64,
    /// No longer in the file, and nobody had them.
    voided: u64,
    /// In the file again.
    restored: u64,
    /// No longer in the file, but somebody has them: they stay with their holder.
    issued_but_gone: u64,
    /// Won and promised, and no code is left for them.
    waiting_for_codes: u64,
}

#[async_trait]
impl Command for BringStockInLine {
    type Answer = StockChange;

    fn rows(&self) -> usize {
        self.codes.len()
    }

    async fn decide(&self, tx: &mut dyn Transaction) -> Stored<StockChange> {
        let mut change = StockChange::default();
        let rows = tx.stock_rows(&self.campaign_id).await?;
        let mut stored: HashMap<&str, &StockRow> = rows.iter().map(|row| (row.code.as_str(), row)).collect();
        let mut fresh = Vec::new();
        for (stock_line, code) in (0..).zip(&self.codes) {
            let Some(row) = stored.remove(code.as_str()) else {
                let coupon_id = Uuid::new_v4().to_string();
                fresh.push(NewCode { coupon_id, code: code.clone(), stock_line });
                continue;
            };
            if row.stock_line != stock_line {
                tx.set_stock_line(&row.coupon_id, stock_line).await?;
            }
            if row.state == StockState::Void {
                tx.set_void(&row.coupon_id, false).await?;
                change.restored += 1;
            }
        }
        for row in stored.into_values() {
            match row.state {
                StockState::Issued => change.issued_but_gone += 1,
                StockState::Void => {}
                StockState::Stock => {
                    tx.set_void(&row.coupon_id, true).await?;
                    change.voided += 1;
                }
            }
        }
        change.added = tx.add_codes(&self.campaign_id, &fresh).await?;
        for promise in tx.void_promises(&self.campaign_id).await? {
            let kept = with_a_code(tx, &self.campaign_id, promise).await?;
            change.waiting_for_codes += u64::from(kept.is_none());
        }
        Ok(change)
    }
}
