// A plain card: closed, upcoming, an error. One sentence and what can be done about it.
import { dayAndTime } from "../i18n/dates";
import type { PlayTranslate } from "../i18n/play-words";
import { h, icon } from "../kit/dom";
import { CLOCK, TROUBLE } from "../kit/icons";
import { offerCard } from "./coupon-card";
import type { Session } from "./session";
import { heading, showCard } from "./view";

export interface Action {
  text: string;
  id: string;
  onClick: (button: HTMLElement) => void;
}

interface Message {
  title: string;
  text: string;
  iconPath: string;
  id: string;
  alert?: boolean;
  details?: HTMLElement | null;
  actions?: Action[];
}

export function showMessage({ title, text, iconPath, id, alert, details, actions = [] }: Message): void {
  showCard(
    h(
      "section",
      { class: "card message", "data-tv": id, role: alert ? "alert" : null },
      h("div", { class: "badge" }, icon(iconPath)),
      heading(title),
      h("p", {}, text),
      details,
      ...actions.map(({ text, id, onClick }, at) => {
        const button: HTMLElement = h(
          "button",
          { class: at ? "button quiet" : "button", type: "button", "data-tv": id, click: () => onClick(button) },
          text,
        );
        return button;
      }),
    ),
  );
}

export function showError(t: PlayTranslate, title: string, text: string, actions: Action[] = [reload(t)]): void {
  showMessage({ title, text, iconPath: TROUBLE, id: "error", alert: true, actions });
}

export function showNotOpen(session: Session): void {
  const { campaign, t } = session;
  const upcoming = campaign.state === "upcoming";
  showMessage({
    title: t(upcoming ? "opens_soon" : "closed"),
    text: upcoming ? t("opens_soon_more", { date: dayAndTime(campaign.starts_at, campaign.locale) }) : t("closed_more"),
    iconPath: CLOCK,
    id: campaign.state,
    details: upcoming ? offerCard(session) : null,
  });
}

function reload(t: PlayTranslate): Action {
  return { text: t("reload"), id: "reload", onClick: () => location.reload() };
}
