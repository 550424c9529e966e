// "My labels": what friends stuck on me, undecided first; what I kept; what I say myself. A sheet over the card.
import { errorText } from "../i18n/play-words";
import { ApiError } from "../kit/api";
import { h } from "../kit/dom";
import type { MyLabels } from "../kit/wire";
import { openSheet } from "../play/sheet";
import { showCard, toast } from "../play/view";
import { acceptedList } from "./accepted-list";
import { showChoose } from "./choose";
import { declaredList } from "./declared-list";
import mineStyle from "./my-labels.css?url";
import type { Party } from "./party";
import { pendingList } from "./pending-list";
import { showPicture } from "./picture-view";

/** What the lists may do; each resolves when the answer is there and the sheet shows it. */
export interface Deeds {
  /** Tells the endpoint one after the other, says what happened, the first failure if any, and reads everything again. */
  tell(paths: string[], body: object, done: string): Promise<void>;
  picture(label: string, givers: number): void;
  edit(declared: string[]): void;
}

export async function openMyLabels(party: Party): Promise<void> {
  const { t, client, session } = party;
  const body = h("div", { class: "mine-body", "aria-live": "polite" });
  const { title, close } = await openSheet({
    id: "my-labels-sheet", title: t("my_labels"), closeWords: t("close"), style: mineStyle, class: "my-sheet",
    content: [h("p", { class: "note" }, t("panel_note")), body],
  });

  const deeds: Deeds = {
    async tell(paths, more, done) {
      try {
        for (const path of paths) await client.call("POST", path, { body: more });
        toast(done);
      } catch (error) {
        toast(errorText(session.t, error instanceof ApiError ? error.tag : "other"));
      }
      await read(false);
      title.focus({ preventScroll: true });
    },
    picture: (label, givers) => void showPicture(party, label, givers, body, () => void read()),
    edit(declared) {
      const card = document.querySelector<HTMLElement>("#dock > *");
      close();
      void showChoose(party, {
        before: declared,
        after: () => {
          if (card) showCard(card);
          void openMyLabels(party);
        },
      });
    },
  };

  async function read(anew = true): Promise<void> {
    if (anew) body.replaceChildren(waiting());
    if (!session.mayKeep) return message(t("panel_consent"), t("panel_consent_more"), t("to_start"), close);
    try {
      const me = await client.me();
      party.heard(me);
      show(me.labels ?? { pending: [], accepted: [], declared: [], shown_by: 0 });
    } catch (error) {
      const tag = error instanceof ApiError ? error.tag : "other";
      message(session.t("error_title"), errorText(session.t, tag), t("retry"), () => void read(), "error");
    }
  }

  function show(mine: MyLabels): void {
    const friends = mine.shown_by === 1 ? t("panel_friend") : t("panel_friends", { n: mine.shown_by });
    const nothing = !mine.pending.length && !mine.accepted.length;
    body.replaceChildren(
      mine.shown_by ? h("p", { class: "friends", "data-tv": "shown-by" }, friends) : "",
      pendingList(party, mine.pending, deeds) ?? "",
      acceptedList(party, mine.accepted, deeds) ?? "",
      nothing ? empty() : "",
      declaredList(party, mine.declared, deeds),
    );
  }

  function empty(): HTMLElement {
    const go = () => {
      close();
      party.ways.invite();
    };
    return h("div", { class: "none", "data-tv": "empty" }, h("strong", {}, t("panel_empty")), h("p", {}, t("panel_empty_more")),
      session.campaign.invite.enabled && h("button", { class: "button", type: "button", "data-tv": "invite", click: go }, t("get_link")));
  }

  function message(strong: string, text: string, words: string, act: () => void, id = "needs-consent"): void {
    body.replaceChildren(h("div", { class: "none", "data-tv": id, role: id === "error" ? "alert" : null }, h("strong", {}, strong), h("p", {}, text),
      h("button", { class: "button second", type: "button", "data-tv": "retry", click: act }, words)));
  }

  function waiting(): HTMLElement {
    return h("div", { class: "waiting", role: "status", "aria-label": t("panel_waiting") }, ...[0, 1, 2].map(() => h("i", {})));
  }

  await read();
}
