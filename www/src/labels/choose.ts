// Choosing one's own labels: every label of the campaign as a sticker that can be stuck and peeled off; skipping is as easy.
import { errorText } from "../i18n/play-words";
import { ApiError } from "../kit/api";
import { h, reducedMotion } from "../kit/dom";
import { busy, heading, say, showCard, toast } from "../play/view";
import type { Party } from "./party";
import { sticker } from "./sticker";

interface Choosing {
  /** Chosen before: the card is for changing it. */
  before?: string[];
  after(): void;
}

export async function showChoose(party: Party, { before, after }: Choosing): Promise<void> {
  const { t, labels, client, session } = party;
  const most = labels.max_declared;
  const chosen = new Set(before ?? []);
  const count = h("span", { class: "of", "data-tv": "chosen-count" });
  const save: HTMLElement = h("button", { class: "button", type: "button", "data-tv": "save-own", click: () => void keep() }, t("save"));
  const skip = h("button", { class: "button quiet", type: "button", "data-tv": "skip-own", click: after }, t(before ? "cancel" : "skip"));

  const show = () => {
    count.textContent = t("chosen_of", { n: chosen.size, most });
    save.toggleAttribute("disabled", !before && chosen.size === 0);
  };

  function turn(id: string, button: HTMLElement): void {
    if (!chosen.delete(id)) {
      if (chosen.size >= most) {
        say(t("choose_limit", { most }));
        count.textContent = t("choose_limit", { most });
        if (!reducedMotion()) count.animate([{ transform: "translateX(-5px)" }, { transform: "translateX(5px)" }, { transform: "none" }], { duration: 120, iterations: 2 });
        return;
      }
      chosen.add(id);
    }
    button.setAttribute("aria-pressed", String(chosen.has(id)));
    show();
    say(t("chosen_of", { n: chosen.size, most }));
  }

  async function keep(): Promise<void> {
    const ready = busy(save, t("saving"));
    try {
      await client.call("POST", "/v1/labels", { body: { campaign: session.campaign.id, labels: [...chosen] } });
      toast(t("saved"));
      after();
    } catch (error) {
      ready();
      toast(errorText(session.t, error instanceof ApiError ? error.tag : "other"));
    }
  }

  const buttons = labels.list.map(({ id }) => {
    const button = h("button", { class: "own", type: "button", "data-tv": "own-label", "data-label": id, "aria-pressed": String(chosen.has(id)), click: () => turn(id, button) }, sticker(party, id));
    return button;
  });
  show();
  showCard(
    h(
      "section",
      { class: "card choose", "data-tv": "choose-card" },
      h("header", {}, heading(before ? t("choose_edit") : t("choose_title", { n: most })), h("p", {}, t("choose_more"))),
      h("div", { class: "all-labels", role: "group", "aria-label": t("choose_edit") }, ...buttons),
      h("footer", {}, count, skip, save),
    ),
  );
}
