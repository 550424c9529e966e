// The rows in which a rule is built: conditions joined by all or any, each may be negated, combinations one level deep.
import { h } from "../../kit/dom";
import { asPercent, type Context } from "./context";
import { newCondition, type Condition, type Kind } from "./rule";

const KINDS = ["label", "played", "invited", "coupon"] as const;
const MAX_CONDITIONS = 8;

export class RuleForm {
  readonly rows = h("div", { class: "rows" });

  /** `onChange` is called after every change of the rule. */
  constructor(private readonly context: Context, private readonly root: Condition, private readonly onChange: () => void) {
    this.render();
  }

  /** Marks the row that the endpoint could not read, by its path like `rule.all[1].not.label`. */
  markInvalid(path: string): void {
    const at = [...path.matchAll(/\[(\d+)\]/g)].map(([, place]) => place).join(".");
    for (const row of this.rows.querySelectorAll(".wrong")) row.classList.remove("wrong");
    if (at) this.rows.querySelector(`[data-at="${at}"]`)?.classList.add("wrong");
  }

  private render(): void {
    this.rows.replaceChildren(this.combination(this.root, ""));
  }

  /** Rows were added or removed; `focus` selects what gets the focus. */
  private renderAndFocus(focus: string): void {
    this.render();
    this.rows.querySelector<HTMLElement>(focus)?.focus();
    this.onChange();
  }

  private combination(group: Condition, at: string): HTMLElement {
    const { words } = this.context;
    const join = this.select("join", words("joined"), [["all", words("match_all")], ["any", words("match_any")]], group.any ? "any" : "all", (value) => {
      group.any = value === "any";
      this.onChange();
    });
    return h(
      "div",
      { class: "combination", role: "group", "aria-label": words("kind_group"), "data-group": at },
      h("p", { class: "joined" }, at === "" && h("span", {}, words("people_who")), at !== "" && this.negate(group), join),
      ...group.inside.map((condition, place) => this.row(group, condition, at === "" ? `${place}` : `${at}.${place}`)),
      group.inside.length < MAX_CONDITIONS && h("div", { class: "adders" },
        this.addButton(group, at, "label", "add-condition", words("add_condition")),
        at === "" && this.addButton(group, at, "group", "add-combination", words("add_combination"))),
    );
  }

  private addButton(group: Condition, at: string, kind: Kind, id: string, text: string): HTMLElement {
    const list = this.context.campaign.labels?.list ?? [];
    const another = list[group.inside.length % Math.max(1, list.length)]?.id ?? ""; // not the label of the row above
    const add = () => {
      const condition = newCondition(another, kind);
      if (kind === "group") condition.inside = [newCondition(another)];
      const place = group.inside.push(condition) - 1;
      this.renderAndFocus(`[data-at="${at === "" ? place : `${at}.${place}`}"] select`);
    };
    return h("button", { type: "button", class: "soft", "data-tv": id, click: add }, `+ ${text}`);
  }

  private row(group: Condition, condition: Condition, at: string): HTMLElement {
    const { words } = this.context;
    const only = group === this.root && group.inside.length === 1;
    return h(
      "div",
      { class: `condition ${condition.kind}`, "data-tv": "condition", "data-at": at },
      ...(condition.kind === "group" ? [this.combination(condition, at)] : this.parts(condition)),
      h("button", { type: "button", class: "remove", "data-tv": "remove", "aria-label": words("remove"), disabled: only, click: () => this.remove(group, condition) }, "×"),
    );
  }

  /** When the kind changes, everything but its own select is replaced: the select keeps the focus. */
  private parts(condition: Condition): HTMLElement[] {
    const { words } = this.context;
    let negate = this.negate(condition);
    let details = this.details(condition);
    const kind = this.select("kind", words("condition"), KINDS.map((kind) => [kind, words(`kind_${kind}`)]), condition.kind, (chosen) => {
      condition.kind = chosen;
      const before = negate;
      before.replaceWith((negate = this.negate(condition)));
      for (const detail of details) detail.remove();
      kind.after(...(details = this.details(condition)));
      this.onChange();
    });
    return [negate, kind, ...details];
  }

  /** A combination is removed with its last row: an empty one has no meaning. */
  private remove(group: Condition, condition: Condition): void {
    group.inside.splice(group.inside.indexOf(condition), 1);
    if (!group.inside.length) this.root.inside.splice(this.root.inside.indexOf(group), 1);
    if (!this.root.inside.length) this.root.inside.push(newCondition(this.context.campaign.labels?.list[0]?.id ?? ""));
    this.renderAndFocus('[data-tv="add-condition"]');
  }

  private negate(condition: Condition): HTMLElement {
    const { words } = this.context;
    const { kind } = condition;
    return this.select("negate", words("condition"), [["yes", words(`yes_${kind}`)], ["no", words(`no_${kind}`)]], condition.not ? "no" : "yes", (value) => {
      condition.not = value === "no";
      this.onChange();
    });
  }

  private details(condition: Condition): HTMLElement[] {
    if (condition.kind === "label") return [this.label(condition), this.score(condition)];
    return condition.kind === "invited" ? [this.count(condition)] : [];
  }

  private label(condition: Condition): HTMLElement {
    const { words, campaign } = this.context;
    const labels = (campaign.labels?.list ?? []).map(({ id, text }): [string, string] => [id, text]);
    return this.select("rule-label", words("label"), labels, condition.label, (label) => {
      condition.label = label;
      this.onChange();
    });
  }

  private score(condition: Condition): HTMLElement {
    const { words } = this.context;
    const text = () => (condition.minScore ? words("at_least_score", { n: asPercent(condition.minScore, 0) }) : words("any_score"));
    const shown = h("output", {}, text());
    const range = h("input", {
      type: "range", min: 0, max: 0.95, step: 0.05, value: condition.minScore, "aria-label": words("min_score"), "aria-valuetext": text(), "data-tv": "min-score",
      input: () => {
        condition.minScore = Number(range.value);
        shown.textContent = text();
        range.setAttribute("aria-valuetext", text());
        this.onChange();
      },
    });
    return h("label", { class: "score" }, range, shown);
  }

  private count(condition: Condition): HTMLElement {
    const { words } = this.context;
    const count = h("input", {
      type: "number", inputmode: "numeric", min: 1, max: 999, value: condition.invited, "aria-label": words("at_least"), "data-tv": "invited",
      input: () => {
        condition.invited = Math.max(1, Math.round(Number(count.value)) || 1);
        this.onChange();
      },
    });
    return h("label", { class: "number" }, h("span", {}, words("at_least")), count, h("span", {}, words("friends_unit")));
  }

  private select<T extends string>(id: string, name: string, options: [value: T, words: string][], value: T | string, onSelect: (value: T) => void): HTMLElement {
    const select: HTMLSelectElement = h(
      "select",
      { "aria-label": name, "data-tv": id, change: () => onSelect(select.value as T) },
      ...options.map(([key, text]) => h("option", { value: key, selected: key === value }, text)),
    );
    return select;
  }
}
