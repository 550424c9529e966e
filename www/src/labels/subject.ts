// The start card of a party: whose labels it is about, what the player wants to be called, the way to one's own labels.
import { h } from "../kit/dom";
import { NAME_MOST } from "../play/session";
import type { Party } from "./party";

/** Returns what to call when it is known whom it is about. */
export function dressStart(party: Party, card: HTMLElement): () => void {
  const { session, t } = party;
  const title = card.querySelector("h1") as HTMLElement;
  const line = title.nextElementSibling as HTMLElement;
  const face = h("div", { class: "face", "aria-hidden": "true" });
  const hint = h("small", { id: "giver-hint" });
  const field = h("input", {
    class: "name-field", value: session.name, maxlength: NAME_MOST, autocomplete: "given-name", enterkeyhint: "done",
    "data-tv": "player-name", "aria-describedby": "giver-hint",
    input: () => (session.name = field.value.trim()),
  });
  const say = () => {
    const { about, friendName, labels } = party;
    title.textContent = !about ? t("about_me") : friendName ? t("about_friend", { name: friendName }) : t("about_a_friend");
    line.textContent = about
      ? t("about_friend_more", { n: labels.max_given, name: friendName ?? t("your_friend") })
      : t("about_me_more", { n: labels.max_declared });
    face.textContent = about ? [...(friendName ?? "♥")][0]?.toUpperCase() ?? "" : [...(session.name || "☺")][0]?.toUpperCase() ?? "";
    hint.textContent = t(about ? "giver_name_hint" : "host_name_hint");
    card.setAttribute("data-about", about ? "friend" : "me");
  };
  field.addEventListener("input", say);
  say();
  card.classList.add("party");
  const head = h("div", { class: "subject" }, face);
  card.prepend(head);
  head.append(h("div", {}, title, line));
  const before = card.querySelector(".mine") as HTMLElement;
  before.before(h("label", { class: "name" }, h("span", {}, t("giver_name")), field, hint));
  // what is stored here differs from other campaigns, so the notice does too
  const notice = card.querySelector(".consent")?.firstChild;
  if (notice) notice.textContent = session.permission === "denied" ? t("nothing_kept") : t("consent", { brand: session.text("brand") || session.text("title") });
  card.querySelector('[data-tv="consent-decline"]')?.replaceChildren(t("just_try"));
  if (session.mayKeep) card.querySelector(".actions")?.before(h("div", { class: "mine own-mine" }, party.badge.button(() => void party.openMine())));
  return say;
}
