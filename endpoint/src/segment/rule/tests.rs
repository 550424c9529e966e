//! Tests of rules: the laws of logic hold, whatever the rule and the person.

use super::*;
use crate::segment::parse::{MAX_DEPTH, MAX_RULES};
use proptest::prelude::*;
use serde_json::{Value, json};

const LABELS: [&str; 3] = ["foodie", "hiker", "music"];

/// The rule as an analyst writes it.
fn written(rule: &Rule) -> Value {
    let list = |rules: &[Rule]| rules.iter().map(written).collect::<Vec<_>>();
    match rule {
        Rule::All(rules) => json!({"all": list(rules)}),
        Rule::Any(rules) => json!({"any": list(rules)}),
        Rule::Not(rule) => json!({"not": written(rule)}),
        Rule::Label { label, min_score: 0.0 } => json!({"label": label}),
        Rule::Label { label, min_score } => json!({"label": label, "min_score": min_score}),
        Rule::Played => json!({"played": true}),
        Rule::InvitedAtLeast(invited) => json!({"invited_at_least": invited}),
        Rule::HasCoupon => json!({"has_coupon": true}),
    }
}

fn not(rule: Rule) -> Rule {
    Rule::Not(Box::new(rule))
}

fn any_label() -> impl Strategy<Value = String> {
    prop::sample::select(LABELS.to_vec()).prop_map(str::to_owned)
}

fn any_rule() -> impl Strategy<Value = Rule> {
    let score = prop::sample::select(vec![0.0, 0.25, 0.5, 1.0]);
    let leaf = prop_oneof![
        (any_label(), score).prop_map(|(label, min_score)| Rule::Label { label, min_score }),
        Just(Rule::Played),
        (1u32..4).prop_map(Rule::InvitedAtLeast),
        Just(Rule::HasCoupon),
    ];
    leaf.prop_recursive(MAX_DEPTH as u32 - 2, 20, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::All),
            prop::collection::vec(inner.clone(), 1..4).prop_map(Rule::Any),
            inner.prop_map(not),
        ]
    })
}

fn any_person() -> impl Strategy<Value = Person> {
    (prop::collection::btree_map(any_label(), 0.01f64..1.0, 0..3), any::<bool>(), 0i64..5, any::<bool>())
        .prop_map(|(scores, has_played, invited, has_coupon)| Person {
            scores,
            has_played,
            invited,
            has_coupon,
        })
}

proptest! {
    #[test]
    fn not_all_is_any_not_and_not_any_is_all_not(rules in prop::collection::vec(any_rule(), 1..5), person in any_person()) {
        let each_not: Vec<Rule> = rules.iter().cloned().map(not).collect();
        let not_all = not(Rule::All(rules.clone()));
        prop_assert_eq!(not_all.holds(&person), Rule::Any(each_not.clone()).holds(&person));
        prop_assert_eq!(not(Rule::Any(rules)).holds(&person), Rule::All(each_not).holds(&person));
    }

    #[test]
    fn a_rule_and_its_opposite_never_hold_together_and_one_always_does(rule in any_rule(), person in any_person()) {
        let both = [rule.clone(), not(rule.clone())];
        prop_assert!(!Rule::All(both.to_vec()).holds(&person));
        prop_assert!(Rule::Any(both.to_vec()).holds(&person));
        prop_assert_eq!(not(not(rule.clone())).holds(&person), rule.holds(&person));
    }

    #[test]
    fn neither_order_nor_repetition_matters(mut rules in prop::collection::vec(any_rule(), 1..5), person in any_person()) {
        let before = (Rule::All(rules.clone()).holds(&person), Rule::Any(rules.clone()).holds(&person));
        rules.reverse();
        rules.push(rules[0].clone());
        prop_assert_eq!(before, (Rule::All(rules.clone()).holds(&person), Rule::Any(rules).holds(&person)));
    }

    #[test]
    fn what_is_written_is_read_as_it_was_meant(rule in any_rule()) {
        prop_assume!(nodes(&rule) <= MAX_RULES);
        prop_assert_eq!(Rule::parse(&written(&rule), &|label| LABELS.contains(&label)), Ok(rule));
    }

    #[test]
    fn a_higher_score_never_leaves_a_rule_that_asks_for_a_score(low in 0.0f64..1.0, more in 0.0f64..1.0, min_score in 0.0f64..1.0) {
        let with = |score: f64| Person { scores: [("foodie".to_owned(), score)].into(), ..Person::default() };
        let rule = Rule::Label { label: "foodie".into(), min_score };
        prop_assert!(!rule.holds(&with(low)) || rule.holds(&with((low + more).min(1.0))));
    }
}

fn nodes(rule: &Rule) -> usize {
    match rule {
        Rule::All(rules) | Rule::Any(rules) => 1 + rules.iter().map(nodes).sum::<usize>(),
        Rule::Not(rule) => 1 + nodes(rule),
        _ => 1,
    }
}

#[test]
fn each_kind_asks_for_one_thing() {
    let check = |rule: Value, expect: [bool; 3]| {
        let rule = Rule::parse(&rule, &|_| true).expect("a rule");
        let nobody = Person::default();
        let foodie = Person { scores: [("foodie".to_owned(), 0.4)].into(), ..Person::default() };
        let player = Person { has_played: true, invited: 2, has_coupon: true, ..Person::default() };
        assert_eq!([nobody, foodie, player].map(|person| rule.holds(&person)), expect, "{rule:?}");
    };
    check(json!({"label": "foodie"}), [false, true, false]);
    check(json!({"label": "foodie", "min_score": 0.4}), [false, true, false]);
    check(json!({"label": "foodie", "min_score": 0.41}), [false, false, false]);
    check(json!({"played": true}), [false, false, true]);
    check(json!({"invited_at_least": 2}), [false, false, true]);
    check(json!({"invited_at_least": 3}), [false, false, false]);
    check(json!({"has_coupon": true}), [false, false, true]);
    check(json!({"not": {"played": true}}), [true, true, false]);
    check(json!({"any": [{"label": "foodie"}, {"played": true}]}), [false, true, true]);
    check(json!({"all": [{"not": {"label": "foodie"}}, {"played": true}]}), [false, false, true]);
}
