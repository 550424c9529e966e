// The campaign of this page: read from the page or the endpoint, applied to the page, and read again in another language.
import { ApiError, fetchCampaign } from "../kit/api";
import { readJson } from "../kit/dom";
import { applyTheme } from "../kit/theme";
import type { Campaign } from "../kit/wire";
import { wantedLocale } from "../i18n/locale";
import type { Session } from "./session";

type Injected = Campaign | { error: { tag: string } };

export async function readCampaign(query: URLSearchParams): Promise<Campaign> {
  const injected = readJson<Injected>("tv-campaign");
  if (injected && "error" in injected) throw new ApiError(injected.error.tag, 404);
  if (injected) return injected;
  const id = query.get("campaign");
  if (!id) throw new ApiError("unknown_campaign", 404);
  return fetchCampaign(id, wantedLocale("locale"));
}

/** The page takes the campaign's colours, language and title. */
export function applyCampaign(campaign: Campaign): void {
  applyTheme(campaign.theme);
  document.documentElement.lang = campaign.locale;
  document.title = campaign.texts["title"] ?? campaign.id;
}

/** The campaign's texts come from the endpoint; the page's own words are here already. */
export async function loadLocale(session: Session, locale: string): Promise<void> {
  session.setCampaign(await fetchCampaign(session.campaign.id, locale));
  applyCampaign(session.campaign);
}
