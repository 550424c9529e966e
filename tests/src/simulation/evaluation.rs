//! What an analyst finds in the label export, held against the planted truth.

use super::Simulated;
use super::response_model::ResponseModel;
use super::truth::REAL_FROM;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, HashMap};

/// A row of the long label export.
#[derive(Clone, Debug, Deserialize)]
pub struct Row {
    pub player_id: String,
    pub label: String,
    pub lower: f64,
    pub upper: f64,
    pub n_givers: usize,
    pub n_shown: usize,
    pub sources: String,
}

/// A person and a label that some friend's accepted giving speaks for.
#[derive(Clone, Debug)]
pub struct Pair {
    /// The share of friends who would say that it fits: the planted truth.
    pub fits: f64,
    /// The share of friends whose giving of it ends accepted, with few places and a deciding receiver.
    pub accepted: f64,
    pub lower: f64,
    pub upper: f64,
    pub n_givers: usize,
    pub is_declared: bool,
}

pub async fn label_rows(simulated: &Simulated) -> Result<Vec<Row>> {
    let path = format!("/v1/export/labels.csv?campaign={}&form=long", simulated.world.campaign.id);
    let text = simulated.world.api.analyst(&path).await?;
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| Ok(row?)).collect()
}

/// The rows of the people of this simulation, with the truth beside them.
pub fn pairs(simulated: &Simulated, response_model: &ResponseModel, rows: &[Row]) -> Result<Vec<Pair>> {
    let labels = simulated.world.campaign.labels.as_ref().context("labels")?;
    let numbers: HashMap<&str, usize> =
        simulated.players.iter().map(|player| (player.player_id.as_str(), player.number)).collect();
    let mut accepted: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    let mut pairs = Vec::new();
    for row in rows.iter().filter(|row| row.n_givers > 0) {
        let Some(person) = numbers.get(row.player_id.as_str()).copied() else { continue };
        let label = labels.number(&row.label).context("a label of the campaign")?;
        let accepted =
            accepted.entry(person).or_insert_with(|| response_model.accepted_share(person, labels.max_given));
        pairs.push(Pair {
            fits: response_model.truth.fits[person][label],
            accepted: accepted[label],
            lower: row.lower,
            upper: row.upper,
            n_givers: row.n_givers,
            is_declared: row.sources.contains("declared"),
        });
    }
    Ok(pairs)
}

/// How many of the intervals hold this truth.
pub fn coverage<'a>(pairs: impl Iterator<Item = &'a Pair> + Clone, truth: impl Fn(&Pair) -> f64) -> f64 {
    let covered = pairs.clone().filter(|pair| (pair.lower..=pair.upper).contains(&truth(pair)));
    covered.count() as f64 / pairs.count().max(1) as f64
}

/// Of the first tenth in this order, how many interests are real; pairs that tie at its end share its places.
pub fn precision_at_ten_percent(pairs: &[Pair], rank: impl Fn(&Pair) -> f64) -> f64 {
    let mut ranks: Vec<f64> = pairs.iter().map(&rank).collect();
    ranks.sort_by(|a, b| b.total_cmp(a));
    let places = pairs.len() / 10;
    let Some(last) = places.checked_sub(1).map(|place| ranks[place]) else { return f64::NAN };
    let real = |wanted: &dyn Fn(f64) -> bool| -> (usize, usize) {
        let found = pairs.iter().filter(|pair| wanted(rank(pair)));
        (found.clone().count(), found.filter(|pair| pair.fits >= REAL_FROM).count())
    };
    let (above, real_above) = real(&|rank| rank > last);
    let (up_to_last, real_up_to_last) = real(&|rank| rank >= last);
    let real_share_of_ties = (real_up_to_last - real_above) as f64 / (up_to_last - above) as f64;
    (real_above as f64 + (places - above) as f64 * real_share_of_ties) / places as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(fits: f64, n_givers: usize) -> Pair {
        Pair { fits, accepted: fits, lower: 0.2, upper: 0.6, n_givers, is_declared: false }
    }

    #[test]
    fn pairs_that_tie_at_the_end_share_the_places() {
        let mut pairs: Vec<Pair> = (0..18).map(|_| pair(0.1, 1)).collect();
        pairs.push(pair(0.9, 5));
        pairs.push(pair(0.9, 1));
        let precision = precision_at_ten_percent(&pairs, |pair| pair.n_givers as f64);
        assert!((precision - (1.0 + 1.0 / 19.0) / 2.0).abs() < 1e-9, "{precision}");
    }

    #[test]
    fn an_interval_covers_what_lies_in_it() {
        let pairs = [pair(0.1, 1), pair(0.3, 1), pair(0.6, 1), pair(0.7, 1)];
        assert!((coverage(pairs.iter(), |pair| pair.fits) - 0.5).abs() < 1e-9);
    }
}
