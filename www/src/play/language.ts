// Speaks another language: the campaign's texts come from the endpoint, the page's own are here.
import { playWords } from "../i18n/play-words";
import { translator } from "../i18n/words";
import { call } from "../kit/api";
import { applyTheme } from "../kit/theme";
import type { Campaign } from "../kit/wire";
import type { Session } from "./session";

export async function relearn(session: Session, locale: string): Promise<void> {
  const id = encodeURIComponent(session.campaign.id);
  const campaign = await call<Campaign>("GET", `/v1/campaigns/${id}?locale=${encodeURIComponent(locale)}`);
  session.campaign = campaign;
  session.t = translator(campaign.locale, playWords);
  document.documentElement.lang = campaign.locale;
  document.title = session.text("title") || campaign.id;
  applyTheme(campaign.theme);
}
