// Declaring one's own labels: every label of the campaign as a sticker to stick or peel off; skipping is as easy.
import { errorText } from "../i18n/play-words";
import { errorTag } from "../kit/api";
import { h, reducedMotion } from "../kit/dom";
import { announce, heading, showBusy, showCard, toast } from "../play/view";
import type { LabelContext } from "./context";
import { sticker } from "./sticker";

interface ChooseOptions {
  /** What is declared already: the card changes it. */
  declared?: string[];
  onDone(): void;
}

export function showChooseCard(context: LabelContext, { declared, onDone }: ChooseOptions): void {
  const { t, labels, client, session } = context;
  const max = labels.max_declared;
  const chosen = new Set(declared ?? []);
  const count = h("span", { class: "of", "data-tv": "chosen-count" });
  const save: HTMLElement = h("button", { class: "button", type: "button", "data-tv": "save-own", click: () => void submit() }, t("save"));
  const skip = h("button", { class: "button quiet", type: "button", "data-tv": "skip-own", click: onDone }, t(declared ? "cancel" : "skip"));

  const render = () => {
    count.textContent = t("chosen_of", { n: chosen.size, max });
    save.toggleAttribute("disabled", !declared && chosen.size === 0);
  };

  function toggle(id: string, button: HTMLElement): void {
    if (!chosen.delete(id)) {
      if (chosen.size >= max) {
        announce(t("choose_limit", { max }));
        count.textContent = t("choose_limit", { max });
        if (!reducedMotion()) count.animate([{ transform: "translateX(-5px)" }, { transform: "translateX(5px)" }, { transform: "none" }], { duration: 120, iterations: 2 });
        return;
      }
      chosen.add(id);
    }
    button.setAttribute("aria-pressed", String(chosen.has(id)));
    render();
    announce(t("chosen_of", { n: chosen.size, max }));
  }

  async function submit(): Promise<void> {
    const endBusy = showBusy(save, t("saving"));
    try {
      await client.call("POST", "/v1/labels", { body: { campaign: session.campaign.id, labels: [...chosen] } });
      toast(t("saved"));
      onDone();
    } catch (error) {
      endBusy();
      toast(errorText(session.t, errorTag(error)));
    }
  }

  const buttons = labels.list.map(({ id }) => {
    const button = h("button", { class: "own", type: "button", "data-tv": "own-label", "data-label": id, "aria-pressed": String(chosen.has(id)), click: () => toggle(id, button) }, sticker(context, id));
    return button;
  });
  render();
  showCard(
    h(
      "section",
      { class: "card choose", "data-tv": "choose-card" },
      h("header", {}, heading(declared ? t("choose_edit") : t("choose_title", { n: max })), h("p", {}, t("choose_more"))),
      h("div", { class: "all-labels", role: "group", "aria-label": t("choose_edit") }, ...buttons),
      h("footer", {}, count, skip, save),
    ),
  );
}
