//! Reading a rule from JSON: strictly, and with the path of what is wrong.

use super::Rule;
use serde_json::{Map, Value};

/// How many rules may stand inside each other, and how many there may be at all.
pub const MAX_DEPTH: usize = 8;
pub const MAX_RULES: usize = 64;

/// Where a rule is wrong, like `rule.all[1].not.label`, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRule {
    pub path: String,
    pub why: &'static str,
}

impl Rule {
    /// `knows` says which labels there are.
    pub fn parse(json: &Value, knows: &dyn Fn(&str) -> bool) -> Result<Rule, BadRule> {
        Reader { knows, rules: 0 }.rule(json, "rule".to_owned(), 1)
    }

    /// A rule that was parsed and kept; a label that has gone since is on nobody.
    pub fn kept(text: &str) -> Option<Rule> {
        Rule::parse(&serde_json::from_str(text).ok()?, &|_| true).ok()
    }
}

struct Reader<'a> {
    knows: &'a dyn Fn(&str) -> bool,
    /// How many were read.
    rules: usize,
}

impl Reader<'_> {
    fn rule(&mut self, json: &Value, path: String, depth: usize) -> Result<Rule, BadRule> {
        self.rules += 1;
        let bad = |why| Err(BadRule { path: path.clone(), why });
        if depth > MAX_DEPTH {
            return bad("more than 8 rules stand inside each other");
        }
        if self.rules > MAX_RULES {
            return bad("there are more than 64 rules");
        }
        let Some(object) = json.as_object() else { return bad("a rule is an object") };
        if object.contains_key("label") && object.keys().all(|key| key == "label" || key == "min_score") {
            return self.label(object, &path);
        }
        let mut entries = object.iter();
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) => self.of_one_key(key, value, format!("{path}.{key}"), depth),
            (None, _) => bad("the rule is empty"),
            _ => bad("a rule has one key"),
        }
    }

    fn of_one_key(&mut self, key: &str, value: &Value, path: String, depth: usize) -> Result<Rule, BadRule> {
        let why = match key {
            "all" => return self.list(value, path, depth).map(Rule::All),
            "any" => return self.list(value, path, depth).map(Rule::Any),
            "not" => return Ok(Rule::Not(Box::new(self.rule(value, path, depth + 1)?))),
            "played" | "has_coupon" if *value != Value::Bool(true) => "only true; its opposite is `not`",
            "played" => return Ok(Rule::Played),
            "has_coupon" => return Ok(Rule::HasCoupon),
            "invited_at_least" => match value.as_u64().and_then(|number| u32::try_from(number).ok()) {
                Some(invited) if invited > 0 => return Ok(Rule::InvitedAtLeast(invited)),
                _ => "a whole number from 1",
            },
            _ => "there is no rule of this name",
        };
        Err(BadRule { path, why })
    }

    fn list(&mut self, value: &Value, path: String, depth: usize) -> Result<Vec<Rule>, BadRule> {
        match value.as_array() {
            Some(rules) if !rules.is_empty() => (0..)
                .zip(rules)
                .map(|(place, rule): (usize, _)| self.rule(rule, format!("{path}[{place}]"), depth + 1))
                .collect(),
            _ => Err(BadRule { path, why: "a list of at least one rule" }),
        }
    }

    fn label(&self, object: &Map<String, Value>, path: &str) -> Result<Rule, BadRule> {
        let bad = |key: &str, why| Err(BadRule { path: format!("{path}.{key}"), why });
        let label = object.get("label").and_then(Value::as_str).filter(|label| (self.knows)(label));
        let Some(label) = label else { return bad("label", "the campaign has no such label") };
        let min_score = object.get("min_score").map_or(Some(0.0), Value::as_f64);
        match min_score {
            Some(min_score) if (0.0..=1.0).contains(&min_score) => {
                Ok(Rule::Label { label: label.to_owned(), min_score })
            }
            _ => bad("min_score", "a number from 0 to 1"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn check(rule: Value, path: &str, why: &str) {
        let refused = Rule::parse(&rule, &|label| label == "foodie").expect_err("refused");
        assert_eq!((refused.path.as_str(), refused.why), (path, why), "{rule}");
    }

    #[test]
    fn what_is_wrong_is_named_with_its_path() {
        let unknown = "the campaign has no such label";
        check(json!({"label": "none"}), "rule.label", unknown);
        check(json!({"label": 7}), "rule.label", unknown);
        let deep = json!({"all": [{"played": true}, {"not": {"label": "none"}}]});
        check(deep, "rule.all[1].not.label", unknown);
        check(json!({"all": []}), "rule.all", "a list of at least one rule");
        check(json!({"not": {"any": "x"}}), "rule.not.any", "a list of at least one rule");
        check(json!({"played": true, "has_coupon": true}), "rule", "a rule has one key");
        check(json!({"any": [{"label": "foodie", "played": true}]}), "rule.any[0]", "a rule has one key");
        check(json!({"not": {}}), "rule.not", "the rule is empty");
        check(json!({"not": [{"played": true}]}), "rule.not", "a rule is an object");
        check(json!("played"), "rule", "a rule is an object");
        check(json!({"plays": true}), "rule.plays", "there is no rule of this name");
        check(json!({"min_score": 0.1}), "rule.min_score", "there is no rule of this name");
        check(json!({"played": false}), "rule.played", "only true; its opposite is `not`");
        check(json!({"has_coupon": 1}), "rule.has_coupon", "only true; its opposite is `not`");
        for number in [json!(0), json!(-1), json!(1.5), json!("2"), json!(4_294_967_296_u64)] {
            check(json!({"invited_at_least": number}), "rule.invited_at_least", "a whole number from 1");
        }
        for score in [json!(1.01), json!(-0.1), json!("0.5"), Value::Null] {
            check(json!({"label": "foodie", "min_score": score}), "rule.min_score", "a number from 0 to 1");
        }
    }

    #[test]
    fn eight_rules_may_stand_inside_each_other_and_sixty_four_beside() {
        let nested = |depth: usize| (1..depth).fold(json!({"played": true}), |rule, _| json!({"not": rule}));
        assert!(Rule::parse(&nested(8), &|_| true).is_ok());
        check(nested(9), "rule.not.not.not.not.not.not.not.not", "more than 8 rules stand inside each other");
        let wide = |rules: usize| json!({"any": vec![json!({"played": true}); rules - 1]});
        assert!(Rule::parse(&wide(64), &|_| true).is_ok());
        check(wide(65), "rule.any[63]", "there are more than 64 rules");
    }
}
