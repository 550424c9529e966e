// A segment's rule while it is being built, what the endpoint takes of it, and how it reads as a sentence.
import { asPercent, labelText, type Context } from "./context";
import type { Rule } from "./data";

export type Kind = "label" | "played" | "invited" | "coupon" | "group";

/** One row of the form; a combination holds rows of its own. */
export interface Condition {
  kind: Kind;
  not: boolean;
  label: string;
  minScore: number;
  invited: number;
  any: boolean;
  inside: Condition[];
}

export function newCondition(label: string, kind: Kind = "label"): Condition {
  return { kind, not: false, label, minScore: 0, invited: 1, any: false, inside: [] };
}

export function toRule(condition: Condition): Rule {
  const rule = toPositiveRule(condition);
  return condition.not ? { not: rule } : rule;
}

function toPositiveRule({ kind, label, minScore, invited, any, inside }: Condition): Rule {
  switch (kind) {
    case "label":
      return { label, min_score: minScore };
    case "played":
      return { played: true };
    case "invited":
      return { invited_at_least: invited };
    case "coupon":
      return { has_coupon: true };
    case "group":
      return any ? { any: inside.map(toRule) } : { all: inside.map(toRule) };
  }
}

/** The rule in words: "Night owl ≥ 30% and played". */
export function describeRule(context: Context, rule: Rule, nested = false): string {
  const { words } = context;
  const join = (rules: Rule[], word: "and" | "or") => {
    const text = rules.map((inner) => describeRule(context, inner, true)).join(words(word));
    return nested && rules.length > 1 ? `(${text})` : text;
  };
  if ("all" in rule) return join(rule.all, "and");
  if ("any" in rule) return join(rule.any, "or");
  if ("not" in rule) return describeNegation(context, rule.not);
  if ("label" in rule) return labelText(context, rule.label) + (rule.min_score ? ` ≥ ${asPercent(rule.min_score, 0)}` : "");
  if ("played" in rule) return words("d_played");
  if ("invited_at_least" in rule) return words("d_invited", { n: rule.invited_at_least });
  return words("d_coupon");
}

function describeNegation(context: Context, rule: Rule): string {
  const { words } = context;
  if ("played" in rule) return words("d_not_played");
  if ("invited_at_least" in rule) return words("d_not_invited", { n: rule.invited_at_least });
  if ("has_coupon" in rule) return words("d_no_coupon");
  return words("not", { rule: describeRule(context, rule, true) });
}
