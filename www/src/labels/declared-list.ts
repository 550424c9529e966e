// Labels a person chose for themselves, and the way to choose others.
import { h } from "../kit/dom";
import type { Deeds } from "./my-labels";
import type { Party } from "./party";
import { sticker } from "./sticker";

export function declaredList(party: Party, declared: string[], deeds: Deeds): HTMLElement {
  const { t, labels } = party;
  return h(
    "section",
    { class: "part", "data-tv": "declared" },
    h("header", {}, h("h3", {}, t("declared_title")), h("button", { class: "chip", type: "button", "data-tv": "edit-own", click: () => deeds.edit(declared) }, t(declared.length ? "edit" : "choose"))),
    declared.length
      ? h("div", { class: "stuck" }, ...declared.map((id) => sticker(party, id)))
      : h("p", { class: "hint" }, t("declared_none", { n: labels.max_declared })),
  );
}
