//! People with the evidence of their interests, out of several tables.

use super::transaction::SqliteTransaction;
use crate::store::Stored;
use crate::store::evidence::{
    EvidenceReads, People, PersonEvidence, PersonFacts, ProfileChange, ShownLabel, Watched,
};
use crate::store::page::Changes;
use async_trait::async_trait;
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{FromRow, QueryBuilder, Row as _};
use std::collections::{BTreeMap, HashMap};

/// Receiver, label, giver, when shown, and when given if accepted.
type Shown = (String, String, String, i64, Option<i64>);
/// A person and the version the person agreed to.
type Agreement = (String, Option<String>);

/// Who agreed to a campaign, and what they did there. The campaign follows, then which of its people.
const AGREED: &str = "
    SELECT consents.player_id, version, server_seq,
           EXISTS (SELECT 1 FROM runs WHERE runs.player_id = consents.player_id
                   AND runs.campaign_id = consents.campaign_id AND state = 'verified') AS has_played,
           (SELECT COUNT(*) FROM arrivals WHERE inviter_id = consents.player_id
            AND arrivals.campaign_id = consents.campaign_id AND state = 'qualified') AS invited,
           EXISTS (SELECT 1 FROM coupons WHERE coupons.player_id = consents.player_id
                   AND coupons.campaign_id = consents.campaign_id
                   AND state IN ('issued', 'redeemed')) AS has_coupon
    FROM consents JOIN players ON players.player_id = consents.player_id WHERE consents.campaign_id = ";

#[async_trait]
impl EvidenceReads for SqliteTransaction<'_> {
    async fn evidence_page(&mut self, page: &People) -> Stored<Vec<PersonEvidence>> {
        let people: Vec<Agreement> = sqlx::query_as(
            "SELECT player_id, (SELECT version FROM consents
                                WHERE consents.player_id = people.player_id AND consents.campaign_id = $1)
             FROM (SELECT receiver_id AS player_id FROM labels WHERE campaign_id = $1 AND status = 'accepted'
                   UNION SELECT player_id FROM declared_labels WHERE campaign_id = $1) AS people
             WHERE player_id > $2 ORDER BY player_id LIMIT $3",
        )
        .bind(&page.campaign_id)
        .bind(&page.after)
        .bind(page.limit)
        .fetch_all(self.connection())
        .await?;
        self.evidence(&page.campaign_id, &page.watched, people).await
    }

    async fn evidence_of(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        watched: &Watched,
    ) -> Stored<PersonEvidence> {
        let version: Option<String> =
            sqlx::query_scalar("SELECT version FROM consents WHERE player_id = $1 AND campaign_id = $2")
                .bind(player_id)
                .bind(campaign_id)
                .fetch_optional(self.connection())
                .await?;
        let person = vec![(player_id.to_owned(), version)];
        let evidence = self.evidence(campaign_id, watched, person).await?;
        Ok(evidence.into_iter().next().unwrap_or_default())
    }

    async fn people_page(&mut self, page: &People) -> Stored<Vec<PersonFacts>> {
        let mut query = QueryBuilder::<Sqlite>::new(AGREED);
        query.push_bind(&page.campaign_id).push(" AND consents.player_id > ").push_bind(&page.after);
        query.push(" ORDER BY consents.player_id LIMIT ").push_bind(page.limit);
        let agreed = query.build_query_as().fetch_all(self.connection()).await?;
        self.facts(&page.campaign_id, &page.watched, agreed).await
    }

    async fn person(
        &mut self,
        campaign_id: &str,
        player_id: &str,
        watched: &Watched,
    ) -> Stored<Option<PersonFacts>> {
        let mut query = QueryBuilder::<Sqlite>::new(AGREED);
        query.push_bind(campaign_id).push(" AND consents.player_id = ").push_bind(player_id);
        let agreed = query.build_query_as().fetch_all(self.connection()).await?;
        Ok(self.facts(campaign_id, watched, agreed).await?.into_iter().next())
    }

    async fn profile_updates(
        &mut self,
        campaign_id: &str,
        first: &str,
        last: &str,
    ) -> Stored<Vec<(String, String, i64)>> {
        let updates = sqlx::query_as(
            "SELECT player_id, label, updated_at_ms FROM profile_changes
             WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3",
        );
        Ok(updates.bind(campaign_id).bind(first).bind(last).fetch_all(self.connection()).await?)
    }

    async fn profile_changes(&mut self, changes: &Changes) -> Stored<Vec<ProfileChange>> {
        let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
            "SELECT log_position, player_id, label, updated_at_ms FROM profile_changes
             WHERE campaign_id = $1 AND log_position > $2 AND log_position <= $3 ORDER BY log_position LIMIT $4",
        )
        .bind(&changes.campaign_id)
        .bind(changes.after)
        .bind(changes.up_to)
        .bind(changes.limit)
        .fetch_all(self.connection())
        .await?;
        let change = |(log_position, player_id, label, updated_at_ms)| ProfileChange {
            log_position,
            player_id,
            label,
            updated_at_ms,
        };
        Ok(rows.into_iter().map(change).collect())
    }
}

impl SqliteTransaction<'_> {
    /// The evidence of people in the order of their ids; nobody else's id lies between theirs.
    async fn evidence(
        &mut self,
        campaign_id: &str,
        watched: &Watched,
        people: Vec<Agreement>,
    ) -> Stored<Vec<PersonEvidence>> {
        let (Some((first, _)), Some((last, _))) = (people.first(), people.last()) else {
            return Ok(Vec::new());
        };
        // Only of labels that somebody's yes made an interest: most of what was shown never became one.
        let shown: Vec<Shown> = sqlx::query_as(
            "SELECT label_shown.receiver_id, label_shown.label, label_shown.giver_id, shown_at_ms, given_at_ms
             FROM label_shown LEFT JOIN labels
                  ON labels.campaign_id = label_shown.campaign_id AND labels.receiver_id = label_shown.receiver_id
                 AND labels.giver_id = label_shown.giver_id AND labels.label = label_shown.label
                 AND labels.status = 'accepted'
             WHERE label_shown.campaign_id = $1 AND label_shown.receiver_id BETWEEN $2 AND $3
               AND (label_shown.receiver_id, label_shown.label) IN (
                   SELECT receiver_id, label FROM labels
                   WHERE campaign_id = $1 AND receiver_id BETWEEN $2 AND $3 AND status = 'accepted'
                   UNION SELECT player_id, label FROM declared_labels
                   WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3)
             ORDER BY label_shown.receiver_id, label_shown.label, label_shown.giver_id",
        )
        .bind(campaign_id)
        .bind(first)
        .bind(last)
        .fetch_all(self.connection())
        .await?;
        let declared: Vec<(String, String, i64)> = sqlx::query_as(
            "SELECT player_id, label, declared_at_ms FROM declared_labels
             WHERE campaign_id = $1 AND player_id BETWEEN $2 AND $3 ORDER BY player_id, label",
        )
        .bind(campaign_id)
        .bind(first)
        .bind(last)
        .fetch_all(self.connection())
        .await?;
        let behaviour = self.behaviour(campaign_id, watched, &people).await?;
        let person = |(player_id, consent_version): Agreement| {
            (player_id.clone(), PersonEvidence { player_id, consent_version, ..PersonEvidence::default() })
        };
        let mut all: BTreeMap<String, PersonEvidence> = people.into_iter().map(person).collect();
        for (receiver_id, label, giver_id, shown_at_ms, accepted_given_at_ms) in shown {
            if let Some(person) = all.get_mut(&receiver_id) {
                person.shown.push(ShownLabel { label, giver_id, shown_at_ms, accepted_given_at_ms });
            }
        }
        for (player_id, label, at_ms) in declared {
            if let Some(person) = all.get_mut(&player_id) {
                person.declared.push((label, at_ms));
            }
        }
        for (player_id, event, at_ms) in behaviour {
            if let Some(person) = all.get_mut(&player_id) {
                person.behaviour.push((event, at_ms));
            }
        }
        Ok(all.into_values().collect())
    }

    /// Player, event and when it happened, of the newest watched events.
    async fn behaviour(
        &mut self,
        campaign_id: &str,
        watched: &Watched,
        people: &[Agreement],
    ) -> Stored<Vec<(String, String, i64)>> {
        if watched.events.is_empty() {
            return Ok(Vec::new());
        }
        let mut query = QueryBuilder::<Sqlite>::new(
            "SELECT player_id, name, happened_at_ms FROM (
                 SELECT player_id, name, happened_at_ms,
                        ROW_NUMBER() OVER (PARTITION BY player_id, name ORDER BY happened_at_ms DESC) AS place
                 FROM events WHERE campaign_id = ",
        );
        query.push_bind(campaign_id).push(" AND name IN (");
        let mut names = query.separated(", ");
        for name in &watched.events {
            names.push_bind(name);
        }
        query.push(") AND player_id IN (");
        let mut ids = query.separated(", ");
        for (player_id, _) in people {
            ids.push_bind(player_id);
        }
        query.push(")) AS newest WHERE place <= ").push_bind(watched.newest);
        query.push(" ORDER BY player_id, happened_at_ms DESC");
        Ok(query.build_query_as().fetch_all(self.connection()).await?)
    }

    async fn facts(
        &mut self,
        campaign_id: &str,
        watched: &Watched,
        agreed: Vec<Agreed>,
    ) -> Stored<Vec<PersonFacts>> {
        let people =
            agreed.iter().map(|agreed| (agreed.player_id.clone(), Some(agreed.version.clone()))).collect();
        let evidence = self.evidence(campaign_id, watched, people).await?;
        let mut evidence: HashMap<String, PersonEvidence> =
            evidence.into_iter().map(|evidence| (evidence.player_id.clone(), evidence)).collect();
        let person = |agreed: Agreed| {
            Some(PersonFacts {
                evidence: evidence.remove(&agreed.player_id)?,
                has_played: agreed.has_played,
                invited: agreed.invited,
                has_coupon: agreed.has_coupon,
                server_seq: agreed.server_seq,
            })
        };
        Ok(agreed.into_iter().filter_map(person).collect())
    }
}

struct Agreed {
    player_id: String,
    version: String,
    server_seq: i64,
    has_played: bool,
    invited: i64,
    has_coupon: bool,
}

impl FromRow<'_, SqliteRow> for Agreed {
    fn from_row(row: &SqliteRow) -> Result<Agreed, sqlx::Error> {
        Ok(Agreed {
            player_id: row.try_get("player_id")?,
            version: row.try_get("version")?,
            server_seq: row.try_get("server_seq")?,
            has_played: row.try_get("has_played")?,
            invited: row.try_get("invited")?,
            has_coupon: row.try_get("has_coupon")?,
        })
    }
}
