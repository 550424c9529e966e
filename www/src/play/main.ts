// The play page: reads the campaign, dresses the page, finds who holds its storage, and hands over to the flow.
import { errorText, playWords } from "../i18n/play-words";
import { translator } from "../i18n/words";
import { ApiError, call } from "../kit/api";
import { readJson } from "../kit/dom";
import { applyTheme } from "../kit/theme";
import type { Campaign } from "../kit/wire";
import { Flow } from "./flow";
import { loadGame } from "./game";
import { findHost } from "./host";
import { showError, showNotOpen } from "./message-card";
import { Session } from "./session";

type Injected = Campaign | { error: { tag: string } };

async function readCampaign(query: URLSearchParams): Promise<Campaign> {
  const injected = readJson<Injected>("tv-campaign");
  if (injected && "error" in injected) throw new ApiError(injected.error.tag, 404, null, injected.error.tag);
  if (injected) return injected;
  const id = query.get("campaign");
  if (!id) throw new ApiError("unknown_campaign", 404, null, "No campaign is named.");
  return call<Campaign>("GET", `/v1/campaigns/${encodeURIComponent(id)}?locale=${query.get("locale") ?? navigator.language}`);
}

/** Alone on a wide screen there is room beside the panel. */
function makeRoom(): void {
  document.body.classList.toggle("wide", window.parent === window && matchMedia("(min-width: 1000px) and (min-height: 560px)").matches);
}

async function main(): Promise<void> {
  const query = new URLSearchParams(location.search);
  let t = translator(query.get("locale") ?? navigator.language, playWords);
  try {
    const campaign = await readCampaign(query);
    t = translator(campaign.locale, playWords);
    applyTheme(campaign.theme);
    document.documentElement.lang = campaign.locale;
    document.title = campaign.texts["title"] ?? campaign.id;
    makeRoom();
    if (typeof WebAssembly !== "object") {
      showError(t, t("no_wasm"), t("no_wasm_more"), []);
      return;
    }
    const loading = loadGame(campaign.module);
    loading.catch(() => undefined); // the flow shows it
    const session = new Session(campaign, await findHost(query, campaign.allowed_origins), query);
    const flow = new Flow(session, loading);
    if (campaign.state !== "open") showNotOpen(session);
    else void flow.open();
  } catch (error) {
    const tag = error instanceof ApiError ? error.tag : "other";
    showError(t, t("error_title"), errorText(t, tag));
  }
}

void main();
