// The invite sheet: a poster with a QR code, share, copy, and an optional first name. Loaded when asked for.
import inviteStyle from "./invite.css?url";
import { inviteWords, partyInviteWords } from "../i18n/invite-words";
import { translator } from "../i18n/words";
import { copyText } from "../kit/clipboard";
import { h, icon } from "../kit/dom";
import type { Invite } from "../kit/wire";
import type { Events } from "./events";
import { COPY, FRIENDS } from "./icons";
import type { PlayerClient } from "./player";
import { drawPoster } from "./poster";
import { NAME_MOST, type Session } from "./session";
import { openSheet } from "./sheet";
import { toast } from "./view";

const NAME_SETTLES_MS = 600;

export async function openInvite(
  session: Session,
  client: PlayerClient,
  events: Events,
  sprites: Record<string, string>,
): Promise<void> {
  const { campaign } = session;
  const t = translator(campaign.locale, campaign.labels ? partyInviteWords : inviteWords);
  let name = session.name;
  const ask = () =>
    client.call<Invite>("POST", "/v1/invites", { body: { campaign: campaign.id, ...(name ? { name } : {}) } });

  const poster = h("img", { class: "poster", alt: t("poster_alt"), width: 300, height: 400 });
  const link = h("a", { class: "link" }, t("making_link"));
  const progress = h("p", { class: "progress" });

  function nameField(): HTMLElement {
    let timer = 0;
    const field = h("input", { class: "name-field", value: name, maxlength: NAME_MOST, autocomplete: "given-name", "data-tv": "invite-name", "aria-describedby": "name-hint",
      input: () => {
        clearTimeout(timer);
        timer = window.setTimeout(() => {
          name = session.name = field.value.trim();
          void refresh();
        }, NAME_SETTLES_MS);
      } });
    return h("label", { class: "name" }, h("span", {}, t("your_name")), field, h("small", { id: "name-hint" }, t("your_name_hint")));
  }

  function buttons(): HTMLElement {
    const row = h("div", { class: "share-row" });
    const copy = h("button", { class: "button", type: "button", "data-tv": "copy-link", click: () => void copyLink() }, icon(COPY), t("copy_link"));
    if (typeof navigator.share === "function") {
      copy.className = "button second";
      row.append(h("button", { class: "button", type: "button", "data-tv": "share", click: () => void share() }, icon(FRIENDS), t("share")));
    }
    row.prepend(copy);
    return row;
  }

  async function copyLink(): Promise<void> {
    const done = await copyText(link.href);
    toast(t(done ? "copied" : "copy_failed"));
    if (done) told("copy");
  }

  async function share(): Promise<void> {
    const text = t("share_text", { title: session.text("title") });
    try {
      await navigator.share({ title: session.text("title"), text, url: link.href });
      told("share");
    } catch {
      return; // closed by the person, or not possible here: the link and the poster stay
    }
  }

  function told(method: "share" | "copy" | "poster"): void {
    events.tell((outbox) => outbox.inviteShared(method));
    session.host.emit("invite", { method, link: link.href });
  }

  async function refresh(): Promise<void> {
    const invite = await ask();
    link.href = invite.link;
    link.setAttribute("data-tv", "invite-link");
    link.textContent = invite.link.replace(/^https?:\/\//, "");
    poster.src = await drawPoster(session, t, invite.link, name, sprites);
  }

  const { close } = await openSheet({
    id: "invite-sheet", title: t("invite_title"), closeWords: t("close"), style: inviteStyle,
    content: [
      h("p", { class: "note" }, t("invite_note")),
      h("div", { class: "poster-row" }, h("figure", {}, poster), h("div", { class: "poster-side" }, nameField(), h("p", { class: "hint" }, t("poster_hint")), progress)),
      h("div", { class: "link-row" }, link),
      buttons(),
    ],
  });
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (link.href) void copyLink();
  });
  poster.addEventListener("contextmenu", () => told("poster")); // a long press asks to save it
  try {
    await refresh();
  } catch (error) {
    close();
    throw error;
  }
  const { invite } = await client.me();
  if (invite?.arrivals) progress.textContent = t("invite_progress", { arrived: invite.arrivals, played: invite.qualified });
}
