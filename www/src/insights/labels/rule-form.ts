// The rows in which a rule is built: conditions joined by all or any, each may be turned round, combinations one level deep.
import { h } from "../../kit/dom";
import { asPercent, type Context } from "./context";
import { fresh, type Condition, type Kind } from "./rule";

const KINDS: Kind[] = ["label", "played", "invited", "coupon"];
const INSIDE_MOST = 8;

/** Draws the root combination into the box; `changed` is called after every change of the rule. */
export function drawRule(context: Context, box: HTMLElement, root: Condition, changed: () => void): void {
  const again = () => {
    drawRule(context, box, root, changed);
    changed();
  };
  box.replaceChildren(combination(context, root, 0, again, changed));
}

function choice<T extends string>(id: string, name: string, options: [value: T, words: string][], value: T, act: (value: T) => void): HTMLElement {
  const select: HTMLSelectElement = h("select", { "aria-label": name, "data-tv": id, change: () => act(select.value as T) }, ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)));
  return select;
}

function combination(context: Context, group: Condition, depth: number, again: () => void, changed: () => void): HTMLElement {
  const { words, campaign } = context;
  const list = campaign.labels?.list ?? [];
  const first = list[(group.inside.length + depth) % Math.max(1, list.length)]?.id ?? ""; // another one than the row above
  const add = (kind: Kind) => () => {
    const condition = fresh(first, kind);
    if (kind === "group") condition.inside = [fresh(first)];
    group.inside.push(condition);
    again();
  };
  const full = group.inside.length >= INSIDE_MOST;
  return h(
    "div",
    { class: "combination", role: "group", "aria-label": words("kind_group") },
    h("p", { class: "joined" }, depth === 0 && h("span", {}, words("people_who")),
      choice("join", words("kind_group"), [["all", words("match_all")], ["any", words("match_any")]], group.any ? "any" : "all", (value) => {
        group.any = value === "any";
        changed();
      })),
    ...group.inside.map((condition) => row(context, group, condition, depth, again, changed)),
    !full && h("div", { class: "adders" },
      h("button", { type: "button", class: "soft", "data-tv": "add-condition", click: add("label") }, `+ ${words("add_condition")}`),
      depth === 0 && h("button", { type: "button", class: "soft", "data-tv": "add-combination", click: add("group") }, `+ ${words("add_combination")}`)),
  );
}

function row(context: Context, group: Condition, condition: Condition, depth: number, again: () => void, changed: () => void): HTMLElement {
  const { words } = context;
  const has = condition.kind === "played" || condition.kind === "invited"; // "has played" but "is labelled"
  const remove = () => {
    group.inside.splice(group.inside.indexOf(condition), 1);
    again();
  };
  return h(
    "div",
    { class: `condition ${condition.kind}`, "data-tv": "condition" },
    choice("negate", words("condition"), [["yes", words(has ? "has" : "is")], ["no", words(has ? "has_not" : "is_not")]], condition.not ? "no" : "yes", (value) => {
      condition.not = value === "no";
      changed();
    }),
    condition.kind !== "group" && choice("kind", words("condition"), KINDS.map((kind) => [kind, words(`kind_${kind}`)]), condition.kind, (kind) => {
      condition.kind = kind;
      again();
    }),
    ...detail(context, condition, changed),
    h("button", { type: "button", class: "remove", "data-tv": "remove", "aria-label": words("remove"), disabled: depth === 0 && group.inside.length === 1, click: remove }, "×"),
    condition.kind === "group" && combination(context, condition, depth + 1, again, changed),
  );
}

function detail(context: Context, condition: Condition, changed: () => void): HTMLElement[] {
  const { words, campaign } = context;
  if (condition.kind === "label") {
    const shown = h("output", {}, words("at_least_score", { n: asPercent(condition.minScore, 0) }));
    const range = h("input", {
      type: "range", min: 0, max: 0.95, step: 0.05, value: condition.minScore, "aria-label": words("min_score"), "data-tv": "min-score",
      input: () => {
        condition.minScore = Number(range.value);
        shown.textContent = words("at_least_score", { n: asPercent(condition.minScore, 0) });
        changed();
      },
    });
    const labels = (campaign.labels?.list ?? []).map(({ id, text }): [string, string] => [id, text]);
    return [
      choice("rule-label", words("label"), labels, condition.label, (label) => {
        condition.label = label;
        changed();
      }),
      h("label", { class: "score" }, shown, range),
    ];
  }
  if (condition.kind !== "invited") return [];
  const count = h("input", {
    type: "number", min: 1, max: 999, value: condition.invited, "aria-label": words("at_least"), "data-tv": "invited",
    input: () => {
      condition.invited = Math.max(1, Math.round(Number(count.value)) || 1);
      changed();
    },
  });
  return [h("label", { class: "number" }, words("at_least"), count)];
}
