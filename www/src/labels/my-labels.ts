// "My labels": what friends stuck on me, undecided first; what I kept; what I say myself. A sheet over the card.
import { errorText } from "../i18n/play-words";
import { errorTag } from "../kit/api";
import { h } from "../kit/dom";
import type { Me, MyLabels } from "../kit/wire";
import { openSheet } from "../play/sheet";
import { showCard, toast } from "../play/view";
import { acceptedList } from "./accepted-list";
import { showChooseCard } from "./choose-card";
import type { LabelContext } from "./context";
import { showLabelPicture } from "./label-picture";
import type { ListActions } from "./list-actions";
import myLabelsStyle from "./my-labels.css?url";
import { pendingList } from "./pending-list";
import { sticker } from "./sticker";

/** `onRead` gets what the endpoint answered, each time it was asked. */
export async function openMyLabels(context: LabelContext, onRead: (me: Me) => void): Promise<void> {
  const { t, client, session, navigation } = context;
  const body = h("div", { class: "mine-body", "aria-live": "polite" });
  const { title, close } = await openSheet({
    id: "my-labels-sheet", title: t("my_labels"), closeLabel: t("close"), style: myLabelsStyle, class: "my-sheet",
    content: [h("p", { class: "note" }, t("panel_note")), body],
  });

  const actions: ListActions = {
    async post(paths, more, done) {
      try {
        for (const path of paths) await client.call("POST", path, { body: more });
        toast(done);
      } catch (error) {
        toast(errorText(session.t, errorTag(error)));
      }
      await refresh();
      title.focus({ preventScroll: true });
    },
    showPicture: (label, givers) => void showLabelPicture(context, label, givers, body, () => void load()),
    editDeclared(declared) {
      const card = document.querySelector<HTMLElement>("#dock > *");
      close();
      showChooseCard(context, {
        declared,
        onDone: () => {
          if (card) showCard(card);
          navigation.openMyLabels();
        },
      });
    },
  };

  async function load(): Promise<void> {
    body.replaceChildren(loading());
    await refresh();
  }

  async function refresh(): Promise<void> {
    if (!session.mayStore) return showNotice(t("panel_consent"), t("panel_consent_more"), t("to_start"), close);
    try {
      const me = await client.me();
      onRead(me);
      render(me.labels ?? { pending: [], accepted: [], declared: [], shown_by: 0 });
    } catch (error) {
      showNotice(session.t("error_title"), errorText(session.t, errorTag(error)), t("retry"), () => void load(), "error");
    }
  }

  function render(labels: MyLabels): void {
    const friends = labels.shown_by === 1 ? t("panel_friend") : t("panel_friends", { n: labels.shown_by });
    const nothing = !labels.pending.length && !labels.accepted.length;
    body.replaceChildren(
      labels.shown_by ? h("p", { class: "friends", "data-tv": "shown-by" }, friends) : "",
      pendingList(context, labels.pending, actions) ?? "",
      acceptedList(context, labels.accepted, actions) ?? "",
      nothing ? empty() : "",
      declaredList(context, labels.declared, actions),
      privacyLink(),
    );
  }

  function privacyLink(): HTMLElement {
    const open = () => {
      close();
      navigation.openPrivacy();
    };
    return h("button", { class: "link-button", type: "button", "data-tv": "privacy-link", click: open }, t("privacy_link"));
  }

  function empty(): HTMLElement {
    const invite = () => {
      close();
      navigation.openInvite();
    };
    return h("div", { class: "none", "data-tv": "empty" }, h("strong", {}, t("panel_empty")), h("p", {}, t("panel_empty_more")),
      session.campaign.invite.enabled && h("button", { class: "button", type: "button", "data-tv": "invite", click: invite }, t("get_link")));
  }

  function showNotice(strong: string, text: string, button: string, onClick: () => void, id = "needs-consent"): void {
    body.replaceChildren(h("div", { class: "none", "data-tv": id, role: id === "error" ? "alert" : null }, h("strong", {}, strong), h("p", {}, text),
      h("button", { class: "button second", type: "button", "data-tv": "retry", click: onClick }, button)));
  }

  function loading(): HTMLElement {
    return h("div", { class: "waiting", role: "status", "aria-label": t("panel_waiting") }, ...[0, 1, 2].map(() => h("i", {})));
  }

  await load();
}

/** Labels a person chose for themselves, and the way to choose others. */
function declaredList(context: LabelContext, declared: string[], actions: ListActions): HTMLElement {
  const { t, labels } = context;
  return h(
    "section",
    { class: "part", "data-tv": "declared" },
    h("header", {}, h("h3", {}, t("declared_title")), h("button", { class: "chip", type: "button", "data-tv": "edit-own", click: () => actions.editDeclared(declared) }, t(declared.length ? "edit" : "choose"))),
    declared.length
      ? h("div", { class: "stuck" }, ...declared.map((id) => sticker(context, id)))
      : h("p", { class: "hint" }, t("declared_none", { n: labels.max_declared })),
  );
}
