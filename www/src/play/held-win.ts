// A win that is looked at first: says so on the start card, asks now and then, and tells what became of it.
import { translator } from "../i18n/locale";
import { prizeWords } from "../i18n/prize-words";
import { h } from "../kit/dom";
import type { PlayerState } from "./player-state";
import type { Session } from "./session";
import { toast } from "./view";

const ASK_EVERY_MS = 30_000;
/** The run whose win was held when this browser last looked. */
const KEY = "tv.held";

let asking: ReturnType<typeof setTimeout> | undefined;

export function showHeldWin(session: Session, player: PlayerState, startCard: HTMLElement | undefined): void {
  const win = player.me?.checked_win;
  startCard?.querySelector("[data-tv=win-held], [data-tv=win-refused]")?.remove();
  if (!win) return;
  const t = translator(session.campaign.locale, prizeWords);
  const { store } = session.host;
  if (win.state === "held" || win.state === "refused") {
    const words = t(win.state === "held" ? "win_held" : "win_refused");
    startCard?.querySelector(".actions")?.before(h("p", { class: "consent", role: "status", "data-tv": `win-${win.state}` }, words));
  }
  if (win.state === "held") {
    store.set(KEY, win.run_id);
    clearTimeout(asking);
    asking = setTimeout(() => void player.fetch().catch(() => undefined), ASK_EVERY_MS);
    return;
  }
  if (store.get(KEY) !== win.run_id) return;
  store.remove(KEY); // told once
  const coupon = player.coupons[0];
  if (win.state === "refused") toast(t("win_refused"));
  if (win.state !== "accepted" || !coupon) return;
  toast(t("win_accepted", { title: session.text("coupon_title"), code: coupon.code }));
  session.host.emit("reward", { run_id: win.run_id, code: coupon.code });
}
