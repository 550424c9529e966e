//! A person goes, from one campaign or from everywhere: what is theirs is counted and deleted, what others
//! stand on is parted from them.
//!
//! Invites, referrals and labels they gave lose whom they belonged to, so that the shape of a chain and a
//! friend's labels stay true; friends' events that name the person or the person's code name a stand-in.

use crate::store::erasure::Whose;
use crate::store::{Stored, Transaction};
use uuid::Uuid;

pub use crate::store::erasure::Whose as Departing;

/// Leaves runs, coupons and consents as they are: what becomes of those differs.
pub async fn depart(tx: &mut dyn Transaction, whose: Whose<'_>, stand_in: &str, now_ms: i64) -> Stored<()> {
    keep_numbers(tx, whose).await?;
    for code in tx.invite_codes_of(whose).await? {
        tx.revoke_arrivals(&code, now_ms).await?;
        tx.replace_code(&code, &self::stand_in("erased"), now_ms).await?;
    }
    // Friends are found by the arrivals and by what they were shown: before those lose the person.
    tx.replace_in_events_of_friends(whose, stand_in).await?;
    tx.replace_giver(whose, stand_in).await?;
    tx.replace_in_arrivals(whose, stand_in, now_ms).await?;
    tx.replace_inviter(whose, stand_in).await?;
    tx.delete_labels_of(whose).await?;
    tx.delete_identities_of(whose).await?;
    tx.delete_events_of(whose).await
}

/// What is counted before it goes.
async fn keep_numbers(tx: &mut dyn Transaction, whose: Whose<'_>) -> Stored<()> {
    for counted in tx.count_events_of(whose).await? {
        tx.add_to_tally(&counted.campaign_id, &counted.name, counted.count).await?;
    }
    for counted in tx.count_labels_of(whose).await? {
        tx.add_to_tally(&counted.campaign_id, &format!("label:{}", counted.name), counted.count).await?;
    }
    Ok(())
}

/// A name for nobody, that says why.
pub fn stand_in(why: &str) -> String {
    format!("{why}-{}", Uuid::new_v4())
}
