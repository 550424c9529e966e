// Labels that were kept: how many friends gave each, a picture of it to save, and taking it off again.
import { h, icon } from "../kit/dom";
import type { MyLabels } from "../kit/wire";

import type { LabelContext } from "./context";
import { confirmInRow, type ListActions } from "./list-actions";
import { sticker } from "./sticker";

const PICTURE = "M4 4.5h16v15H4zM4 16l4.5-4.5 4 4 2.5-2.5 5 5M15.5 9v.1";

export function acceptedList(context: LabelContext, accepted: MyLabels["accepted"], actions: ListActions): HTMLElement | null {
  if (!accepted.length) return null;
  const { t } = context;
  const byGivers = [...accepted].sort((a, b) => b.givers - a.givers);
  return h(
    "section",
    { class: "part", "data-tv": "accepted" },
    h("header", {}, h("h3", {}, t("accepted_title"))),
    h("ul", {}, ...byGivers.map((one) => row(context, one, actions))),
  );
}

function row(context: LabelContext, { label, givers, ids }: MyLabels["accepted"][number], actions: ListActions): HTMLElement {
  const { t } = context;
  const { text } = context.label(label);
  const item = h("li", { class: "kept", "data-tv": "accepted-label", "data-label": label });
  /** Each friend gave one of its own; all are withdrawn. */
  const withdraw = () => actions.post(ids.map((id) => `/v1/labels/${id}/withdraw`), {}, t("withdrawn", { label: text }));
  item.append(
    h("div", { class: "kept-what" }, sticker(context, label), h("small", {}, givers === 1 ? t("one_friend") : t("n_friends", { n: givers }))),
    h("div", { class: "kept-tools" },
      h("button", { class: "small no", type: "button", "data-tv": "picture", "aria-label": `${t("make_picture")}: ${text}`, click: () => actions.showPicture(label, givers) }, icon(PICTURE)),
      h("button", {
        class: "link-button", type: "button", "data-tv": "withdraw", "aria-label": `${t("withdraw")}: ${text}`,
        click: () => confirmInRow(context, item, t("withdraw_ask", { label: text }), t("withdraw_yes"), () => void withdraw()),
      }, t("withdraw"))),
  );
  return item;
}
