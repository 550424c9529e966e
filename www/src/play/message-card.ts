// A plain card: closed, upcoming, an error, a choice. One sentence and what can be done about it.
import { dayAndTime } from "../i18n/dates";
import { errorText, type PlayTranslate } from "../i18n/play-words";
import { h, icon } from "../kit/dom";
import { CLOCK, CLOUD_OFF, TROUBLE } from "./icons";
import type { Session } from "./session";
import { offerTicket } from "./ticket";
import { heading, showCard } from "./view";

export interface Action {
  words: string;
  id: string;
  act: (button: HTMLElement) => void;
}

interface Message {
  title: string;
  text: string;
  picture: string;
  id: string;
  alert?: boolean;
  between?: HTMLElement | null;
  actions?: Action[];
}

export function showMessage({ title, text, picture, id, alert, between, actions = [] }: Message): void {
  showCard(
    h(
      "section",
      { class: "card message", "data-tv": id, role: alert ? "alert" : null },
      h("div", { class: "badge" }, icon(picture)),
      heading(title),
      h("p", {}, text),
      between,
      ...actions.map(({ words, id, act }, at) => {
        const button: HTMLElement = h(
          "button",
          { class: at ? "button quiet" : "button", type: "button", "data-tv": id, click: () => act(button) },
          words,
        );
        return button;
      }),
    ),
  );
}

export function showError(t: PlayTranslate, title: string, text: string, actions: Action[] = [reloading(t)]): void {
  showMessage({ title, text, picture: TROUBLE, id: "error", alert: true, actions });
}

export function showTag(t: PlayTranslate, tag: string, actions?: Action[]): void {
  showError(t, t("error_title"), errorText(t, tag), actions);
}

export function showNotOpen(session: Session): void {
  const { campaign, t } = session;
  const upcoming = campaign.state === "upcoming";
  showMessage({
    title: t(upcoming ? "opens_soon" : "closed"),
    text: upcoming ? t("opens_soon_more", { date: dayAndTime(campaign.starts_at, campaign.locale) }) : t("closed_more"),
    picture: CLOCK,
    id: campaign.state,
    between: upcoming ? offerTicket(session) : null,
  });
}

export function showUnreachable(t: PlayTranslate, retry: Action["act"], practise: Action["act"]): void {
  showMessage({
    title: t("cannot_start"),
    text: t("cannot_start_more"),
    picture: CLOUD_OFF,
    id: "error",
    alert: true,
    actions: [
      { words: t("retry"), id: "retry", act: retry },
      { words: t("practice"), id: "practice", act: practise },
    ],
  });
}

export function reloading(t: PlayTranslate): Action {
  return { words: t("reload"), id: "reload", act: () => location.reload() };
}
