// The play page: reads the campaign, shows it, finds who holds its storage, and hands over to the flow.
import { errorText, playWords } from "../i18n/play-words";
import { translator, wantedLocale } from "../i18n/locale";
import { errorTag } from "../kit/api";
import { applyCampaign, readCampaign } from "./campaign";
import { Flow } from "./flow";
import { loadGame } from "./game";
import { findHost } from "./host";
import { showError, showNotOpen } from "./message-card";
import { Session } from "./session";

/** Alone on a wide screen there is room beside the panel. */
function isWide(): boolean {
  return window.parent === window && matchMedia("(min-width: 1000px) and (min-height: 560px)").matches;
}

/** The words are shown already: nobody waits for the page around us. */
function tellHost(tag: string, query: URLSearchParams, allowedOrigins: string[] | null): void {
  void findHost(query, allowedOrigins).then(({ emit }) => emit("error", { tag }));
}

async function main(): Promise<void> {
  const query = new URLSearchParams(location.search);
  let t = translator(wantedLocale("locale"), playWords);
  try {
    const campaign = await readCampaign(query);
    t = translator(campaign.locale, playWords);
    applyCampaign(campaign);
    document.body.classList.toggle("wide", isWide());
    if (typeof WebAssembly !== "object") {
      showError(t, t("no_wasm"), t("no_wasm_more"), []);
      tellHost("no_wasm", query, campaign.allowed_origins);
      return;
    }
    const loading = loadGame(campaign.module);
    loading.catch(() => undefined); // the flow shows it
    const session = new Session(campaign, await findHost(query, campaign.allowed_origins), query);
    const flow = new Flow(session, loading);
    if (campaign.state !== "open") showNotOpen(session);
    else void flow.open();
  } catch (error) {
    showError(t, t("error_title"), errorText(t, errorTag(error)));
    tellHost(errorTag(error), query, null);
  }
}

void main();
