//! The interest profile: what friends, the person and behaviour say of one interest, as a number with its doubt.
//!
//! Of the friends who were shown a label, each either gave it and was accepted, or did not. With a
//! Beta(a, b) prior that is a Beta posterior (Gelman and others, "Bayesian Data Analysis", 3rd ed.,
//! section 2.4): a ← a + accepted, b ← b + shown − accepted. The score is its mean, the lower bound its
//! 5 % quantile, so that few friends rank below many. Declaring and behaviour add stated
//! pseudo-counts to a. Every piece of evidence fades by its age in whole days with the campaign's
//! half-life: what is asked twice within a day says the same twice.
//! Pending and declined labels never enter: to the formula their giver did not give them. Behaviour
//! alone is no interest: it only adds to a label that the person accepted or declared, because a
//! label leaves the system only after its person said yes to it.

use schemars::JsonSchema;
use serde::Deserialize;
use statrs::distribution::{Beta, ContinuousCDF};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;

/// The numbers a campaign may set.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Formula {
    /// The prior: as if so many friends had said yes and no before anyone was asked.
    pub prior_yes: f64,
    pub prior_no: f64,
    /// What declaring an interest oneself counts, in friends saying yes.
    pub declared_yes: f64,
    /// What one sign of behaviour counts.
    pub behaviour_yes: f64,
    /// Signs of behaviour count at most so often.
    pub most_behaviour_signs: u32,
    pub half_life_days: f64,
}

impl Default for Formula {
    fn default() -> Formula {
        Formula {
            prior_yes: 1.0,
            prior_no: 3.0,
            declared_yes: 2.0,
            behaviour_yes: 0.25,
            most_behaviour_signs: 4,
            half_life_days: 180.0,
        }
    }
}

/// One friend who was shown the label: the latest time for this person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Shown {
    pub at_ms: i64,
    /// The friend gave it and the receiver accepted it.
    pub accepted: bool,
}

/// All that is known of one person and one label.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signs {
    pub friends: Vec<Shown>,
    pub declared_at_ms: Option<i64>,
    pub behaviour_at_ms: Vec<i64>,
}

/// The profile's row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interest {
    /// The posterior mean, 0 to 1.
    pub score: f64,
    /// The 5 % and 95 % quantiles: a 90 % interval.
    pub lower: f64,
    pub upper: f64,
    pub n_shown: usize,
    pub n_givers: usize,
    pub first_ms: i64,
    pub last_ms: i64,
}

/// The interest at `now_ms`; `None` where neither a friend whose label was accepted nor the person said yes.
pub fn interest(signs: &Signs, formula: &Formula, now_ms: i64) -> Option<Interest> {
    let posterior = posterior(signs, formula, now_ms)?;
    let accepted_at = signs.friends.iter().filter(|friend| friend.accepted).map(|friend| friend.at_ms);
    let said_yes =
        accepted_at.clone().chain(signs.declared_at_ms).chain(signs.behaviour_at_ms.iter().copied());
    Some(Interest {
        score: mean(&posterior),
        lower: posterior.inverse_cdf(0.05),
        upper: posterior.inverse_cdf(0.95),
        n_shown: signs.friends.len(),
        n_givers: accepted_at.count(),
        first_ms: said_yes.clone().min()?,
        last_ms: said_yes.max()?,
    })
}

/// The interest's score alone: its bounds are what costs time.
pub fn score(signs: &Signs, formula: &Formula, now_ms: i64) -> Option<f64> {
    posterior(signs, formula, now_ms).as_ref().map(mean)
}

fn mean(posterior: &Beta) -> f64 {
    posterior.shape_a() / (posterior.shape_a() + posterior.shape_b())
}

fn posterior(signs: &Signs, formula: &Formula, now_ms: i64) -> Option<Beta> {
    if signs.declared_at_ms.is_none() && !signs.friends.iter().any(|friend| friend.accepted) {
        return None;
    }
    let weight = |at_ms: i64| {
        let age_days = ((now_ms - at_ms).max(0) / DAY_MS) as f64;
        (-age_days / formula.half_life_days).exp2()
    };
    let friends = |accepted: bool| -> f64 {
        signs
            .friends
            .iter()
            .filter(|friend| friend.accepted == accepted)
            .map(|friend| weight(friend.at_ms))
            .sum()
    };
    let mut newest_behaviour = signs.behaviour_at_ms.clone();
    newest_behaviour.sort_unstable_by(|a, b| b.cmp(a));
    newest_behaviour.truncate(formula.most_behaviour_signs as usize);
    let behaviour: f64 = newest_behaviour.iter().map(|at_ms| weight(*at_ms) * formula.behaviour_yes).sum();
    let declared = signs.declared_at_ms.map_or(0.0, |at_ms| weight(at_ms) * formula.declared_yes);

    let yes = formula.prior_yes + friends(true) + declared + behaviour;
    let no = formula.prior_no + friends(false);
    Beta::new(yes, no).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOW_MS: i64 = 1_790_000_000_000;

    fn friends(accepted: usize, others: usize) -> Signs {
        let friend = |accepted| Shown { at_ms: NOW_MS, accepted };
        let friends = (0..accepted).map(|_| friend(true)).chain((0..others).map(|_| friend(false)));
        Signs { friends: friends.collect(), ..Signs::default() }
    }

    fn of(signs: &Signs) -> Interest {
        interest(signs, &Formula::default(), NOW_MS).expect("somebody said yes")
    }

    fn near(value: f64, expect: f64) {
        assert!((value - expect).abs() < 5e-4, "{value} is not {expect}");
    }

    #[test]
    fn the_numbers_are_those_of_a_table_of_the_beta_distribution() {
        let two_of_two = of(&friends(2, 0));
        near(two_of_two.score, 0.5);
        // Beta(3, 3): quantiles 0.1893 and 0.8107.
        near(two_of_two.lower, 0.1893);
        near(two_of_two.upper, 0.8107);
        // Beta(1, 3): F(x) = 1 - (1 - x)³, so the 5 % quantile is 1 - 0.95^(1/3), here with one more no: 1 - (1 - x)⁴.
        let declared = Formula { declared_yes: 0.0, ..Formula::default() };
        let signs = Signs { declared_at_ms: Some(NOW_MS), ..friends(0, 1) };
        near(interest(&signs, &declared, NOW_MS).expect("declared").lower, 1.0 - 0.95f64.powf(0.25));
    }

    #[test]
    fn many_friends_rank_above_few_of_the_same_share() {
        assert!(of(&friends(10, 0)).lower > of(&friends(2, 0)).lower);
        assert!(of(&friends(8, 2)).lower > of(&friends(1, 0)).lower);
    }

    #[test]
    fn nobody_who_said_yes_means_no_interest() {
        assert_eq!(interest(&friends(0, 5), &Formula::default(), NOW_MS), None);
    }

    #[test]
    fn after_a_half_life_a_friend_counts_half() {
        let half_a_year_ms = 180 * DAY_MS;
        let later =
            interest(&friends(2, 0), &Formula::default(), NOW_MS + half_a_year_ms).expect("still there");
        near(later.score, 2.0 / 5.0);
    }

    #[test]
    fn declaring_counts_like_two_friends_and_behaviour_like_a_quarter_up_to_four() {
        near(of(&Signs { declared_at_ms: Some(NOW_MS), ..Signs::default() }).score, 0.5);
        let behaviour_at_ms = vec![NOW_MS; 100];
        near(of(&Signs { behaviour_at_ms: behaviour_at_ms.clone(), ..friends(1, 0) }).score, 3.0 / 6.0);
        let behaviour_alone = Signs { behaviour_at_ms: behaviour_at_ms.clone(), ..Signs::default() };
        assert_eq!(interest(&behaviour_alone, &Formula::default(), NOW_MS), None);
        let not_accepted = Signs { behaviour_at_ms, ..friends(0, 3) };
        assert_eq!(interest(&not_accepted, &Formula::default(), NOW_MS), None);
    }

    proptest! {
        #[test]
        fn the_bounds_hold_the_score_and_another_yes_never_lowers_it(accepted in 1usize..30, others in 0usize..30) {
            let one = of(&friends(accepted, others));
            prop_assert!(0.0 < one.lower && one.lower < one.score && one.score < one.upper && one.upper < 1.0);
            let more = of(&friends(accepted + 1, others));
            prop_assert!(more.score > one.score && more.lower > one.lower);
            prop_assert_eq!(score(&friends(accepted, others), &Formula::default(), NOW_MS), Some(one.score));
        }

        #[test]
        fn the_order_of_the_evidence_does_not_matter(mut accepted in prop::collection::vec(any::<bool>(), 1..12), by in 0usize..12) {
            accepted.push(true);
            let signs = |accepted: &[bool]| Signs {
                friends: accepted.iter().map(|accepted| Shown { at_ms: NOW_MS, accepted: *accepted }).collect(),
                ..Signs::default()
            };
            let before = of(&signs(&accepted));
            let by = by % accepted.len();
            accepted.rotate_left(by);
            let after = of(&signs(&accepted));
            prop_assert!((before.lower - after.lower).abs() < 1e-9 && before.n_givers == after.n_givers);
        }
    }
}
