// Labels that were kept: how many friends gave each, a picture of it to save, and taking it off again.
import { h, icon } from "../kit/dom";
import type { MyLabels } from "../kit/wire";
import { askFirst } from "./ask-first";
import { PICTURE } from "./icons";
import type { Deeds } from "./my-labels";
import type { Party } from "./party";
import { sticker } from "./sticker";

export function acceptedList(party: Party, accepted: MyLabels["accepted"], deeds: Deeds): HTMLElement | null {
  if (!accepted.length) return null;
  const { t } = party;
  const most = [...accepted].sort((a, b) => b.givers - a.givers);
  return h(
    "section",
    { class: "part", "data-tv": "accepted" },
    h("header", {}, h("h3", {}, t("accepted_title"))),
    h("ul", {}, ...most.map((one) => row(party, one, deeds))),
  );
}

function row(party: Party, { label, givers, ids }: MyLabels["accepted"][number], deeds: Deeds): HTMLElement {
  const { t } = party;
  const { text } = party.label(label);
  const item = h("li", { class: "kept", "data-tv": "accepted-label", "data-label": label });
  /** Every friend's one of this label. */
  const withdraw = () => deeds.tell(ids.map((id) => `/v1/labels/${id}/withdraw`), {}, t("withdrawn", { label: text }));
  item.append(
    h("div", { class: "kept-what" }, sticker(party, label), h("small", {}, givers === 1 ? t("one_friend") : t("n_friends", { n: givers }))),
    h("div", { class: "kept-tools" },
      h("button", { class: "small no", type: "button", "data-tv": "picture", "aria-label": `${t("make_picture")}: ${text}`, click: () => deeds.picture(label, givers) }, icon(PICTURE)),
      h("button", {
        class: "link-button", type: "button", "data-tv": "withdraw", "aria-label": `${t("withdraw")}: ${text}`,
        click: () => askFirst(party, item, t("withdraw_ask", { label: text }), t("withdraw_yes"), () => void withdraw()),
      }, t("withdraw"))),
  );
  return item;
}
