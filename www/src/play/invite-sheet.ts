// The invite sheet: a poster with a QR code, share, copy, and an optional first name. Loaded when asked for.
import inviteStyle from "./invite.css?url";
import { inviteWords } from "../i18n/invite-words";
import { translator } from "../i18n/locale";
import { copyText } from "../kit/clipboard";
import { h, icon } from "../kit/dom";
import { COPY, FRIENDS } from "../kit/icons";
import { limitName, nameInText, shownName } from "../kit/name";
import type { Invite } from "../kit/wire";
import { drawPoster } from "./poster";
import { openSheet } from "./sheet";
import { toast } from "./view";
import type { Visit } from "./visit";

const NAME_DEBOUNCE_MS = 600;

export async function openInvite({ session, client, events, extension }: Visit, sprites: Record<string, string>): Promise<void> {
  const { campaign } = session;
  const { en, zh } = extension.inviteWords ?? {};
  const t = translator(campaign.locale, { en: { ...inviteWords.en, ...en }, zh: { ...inviteWords.zh, ...zh } });
  let name = shownName(session.name);

  const poster = h("img", { class: "poster", alt: t("poster_alt"), width: 300, height: 400 });
  const link = h("a", { class: "link" }, t("making_link"));
  const progress = h("p", { class: "progress" });

  function nameField(): HTMLElement {
    let timer = 0;
    const field = h("input", { class: "name-field", value: name, dir: "auto", autocomplete: "given-name", "data-tv": "invite-name", "aria-describedby": "name-hint",
      input: (event) => {
        limitName(event as InputEvent);
        clearTimeout(timer);
        timer = window.setTimeout(() => {
          session.name = field.value.trim();
          name = shownName(session.name);
          void refresh();
        }, NAME_DEBOUNCE_MS);
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
    if (done) trackShare("copy");
  }

  async function share(): Promise<void> {
    const text = t("share_text", { title: session.text("title") });
    try {
      await navigator.share({ title: session.text("title"), text, url: link.href });
      trackShare("share");
    } catch {
      return; // closed by the person, or not possible here: the link and the poster stay
    }
  }

  function trackShare(method: "share" | "copy" | "poster"): void {
    events.track((outbox) => outbox.inviteShared(method));
    session.host.emit("invite", { method, link: link.href });
  }

  async function refresh(): Promise<void> {
    const body = { campaign: campaign.id, ...(name ? { name } : {}) };
    const invite = await client.call<Invite>("POST", "/v1/invites", { body });
    link.href = invite.link;
    link.setAttribute("data-tv", "invite-link");
    link.textContent = invite.link.replace(/^https?:\/\//, "");
    poster.src = await drawPoster(session, t, invite.link, nameInText(name), sprites);
  }

  const { close } = await openSheet({
    id: "invite-sheet", title: t("invite_title"), closeLabel: t("close"), style: inviteStyle,
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
  poster.addEventListener("contextmenu", () => trackShare("poster")); // a long press asks to save it
  try {
    await refresh();
  } catch (error) {
    close();
    throw error;
  }
  const { invite } = await client.me();
  if (invite?.arrivals) progress.textContent = t("invite_progress", { arrived: invite.arrivals, played: invite.qualified });
}
