// The start card where labels are given: whom it is about, what the player wants to be called, the way to one's own labels.
import { h } from "../kit/dom";
import { initialOf, limitName, nameInText, shownName } from "../kit/name";
import type { LabelContext } from "./context";

/** Adds to the page's start card. Returns what renders it again once the receiver is known. */
export function extendStartCard(context: LabelContext, card: HTMLElement): () => void {
  const { session, t, badge } = context;
  const title = card.querySelector("h1") as HTMLElement;
  const line = title.nextElementSibling as HTMLElement;
  const face = h("div", { class: "face", "aria-hidden": "true" });
  const hint = h("small", { id: "giver-hint" });
  const field = h("input", {
    class: "name-field", value: shownName(session.name), dir: "auto", autocomplete: "given-name", enterkeyhint: "done",
    "data-tv": "player-name", "aria-describedby": "giver-hint",
    input: (event) => {
      limitName(event as InputEvent);
      session.name = field.value.trim();
    },
  });
  const render = () => {
    const { about, receiverName, labels } = context;
    title.textContent = !about ? t("about_me") : receiverName ? t("about_friend", { name: nameInText(receiverName) }) : t("about_a_friend");
    line.textContent = about
      ? t("about_friend_more", { n: labels.max_given, name: nameInText(receiverName ?? t("your_friend")) })
      : t("about_me_more", { n: labels.max_declared });
    face.textContent = about ? initialOf(receiverName ?? "♥") : initialOf(shownName(session.name) || "☺");
    hint.textContent = t(about ? "giver_name_hint" : "receiver_name_hint");
    card.setAttribute("data-about", about ? "friend" : "me");
  };
  field.addEventListener("input", render);
  render();
  card.classList.add("party");
  const head = h("div", { class: "subject" }, face);
  card.prepend(head);
  head.append(h("div", {}, title, line));
  card.querySelector(".mine")?.before(h("label", { class: "name" }, h("span", {}, t("giver_name")), field, hint));
  // more is stored than in other campaigns, and the notice says so
  const notice = card.querySelector(".consent")?.firstChild;
  if (notice) notice.textContent = session.permission === "denied" ? t("nothing_kept") : t("consent", { brand: session.text("brand") || session.text("title") });
  card.querySelector('[data-tv="consent-decline"]')?.replaceChildren(t("just_try"));
  if (session.mayStore) card.querySelector(".actions")?.before(h("div", { class: "mine own-mine" }, badge.createButton()));
  return render;
}
