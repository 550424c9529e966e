// The visit as a state machine: start card → consent → player → run → round → again; consent and language may change meanwhile.
import type { PlayWord } from "../i18n/play-words";
import { ApiError } from "../kit/api";
import { renderBar } from "./bar";
import { loadLocale } from "./campaign";
import { loadExtension } from "./extension-registry";
import type { LoadedGame } from "./game";
import { showError, showNotOpen } from "./message-card";
import { Round } from "./round";
import type { Session } from "./session";
import { createStartCard, type StartCard } from "./start-card";
import { showCard, toast } from "./view";
import { Visit } from "./visit";

/** A game that is not there by then gets words instead, and still starts should it come. */
const LOADED_WITHIN_MS = 8_000;

export class Flow {
  private readonly visit: Visit;
  private readonly round: Round;
  private readonly extended: Promise<void>;
  private readonly failureModule = import("./start-failure"); // wanted when a round does not start, so not before the first frame
  private startCard: StartCard | null = null;
  private nextLocale: string | null = null;

  constructor(private readonly session: Session, private readonly loading: Promise<LoadedGame>) {
    this.visit = new Visit(session);
    this.extended = this.extend();
    this.round = new Round(this.visit, loading, this.extended, {
      onReady: () => this.onReady(),
      onStartFailure: (error) => this.onStartFailure(error),
      onInvite: () => void this.openInvite(),
      onPlayForPrize: () => this.showStart(),
      onFail: () => this.showFatal("game_failed", "game_failed_more"),
    });
    this.watchLoading();
    this.listen();
    this.renderBar();
  }

  private watchLoading(): void {
    let failed = false;
    const fail = async (isLate: boolean) => {
      if (failed) return;
      failed = true;
      this.showFatal("game_not_loaded", "error_network");
      const { loadFailure } = await import("./load-failure");
      const why = await loadFailure(this.session.campaign.locale, isLate);
      if (!this.round.isMounted) showError(this.session.t, this.session.t("game_not_loaded"), why);
    };
    const limit = setTimeout(() => void fail(true), Math.max(0, LOADED_WITHIN_MS - performance.now()));
    this.round.mounted.then(
      () => {
        if (failed && this.session.campaign.state === "open" && !this.round.isPlaying) this.showStart();
      },
      () => fail(false),
    ).catch(() => undefined) // the words that are there stay
      .finally(() => clearTimeout(limit));
  }

  async open(): Promise<void> {
    try {
      await this.extended;
    } catch {
      return; // `round.mounted` fails too, and that is shown
    }
    this.showStart(false);
    if (this.session.mayStore) this.prepare();
    if (this.session.query.get("view") === "privacy") void this.openPrivacy();
    if (this.session.host.store.get("tv.untold")) void import("./withdrawal").then(({ tellAgain }) => tellAgain(this.session));
  }

  private async extend(): Promise<void> {
    const { session, client } = this.visit;
    this.visit.extension = await loadExtension({
      session, client, restart: () => void this.setLocale(session.campaign.locale), openInvite: () => void this.openInvite(), openPrivacy: () => void this.openPrivacy(),
    });
  }

  private listen(): void {
    const { session, visit } = this;
    visit.client.onPlayer = (player) => void this.loading.then(() => {
      void visit.events.open(player);
      this.identify();
    }, () => undefined);
    visit.client.onGone = (tag) => void import("./privacy-sheet").then(({ showGone }) => showGone(visit, tag, this.afterNo));
    visit.player.onChange = () => this.renderPlayer();
    session.host.onMessage = {
      consent: () => this.onConsent(),
      identify: () => this.identify(),
      locale: (locale) => void this.setLocale(locale),
      unmount: () => this.close(),
    };
    addEventListener("pointerdown", ({ target }) => visit.runs.onPress(target));
    addEventListener("error", ({ error }) => this.onTrap(error));
    addEventListener("unhandledrejection", ({ reason }) => this.onTrap(reason));
  }

  /** Who the visitor is: what the brand has signed, the endpoint is told first. */
  private identify(): void {
    if (this.session.host.identity?.signature) void import("./identify").then(({ identify }) => identify(this.visit));
    else this.visit.events.identify();
  }

  private showStart(focus = true): void {
    if (this.nextLocale) return void this.setLocale(this.nextLocale);
    this.startCard = createStartCard(this.session, {
      onStart: (button) => void this.round.start(button),
      onPractice: (button) => void this.round.startPractice(button),
    });
    this.renderPlayer();
    this.visit.extension.onStartCard?.(this.startCard.node);
    if (this.session.invite && !this.visit.extension.showsInviter) void this.showInviter(this.startCard.node, this.session.invite);
    showCard(this.startCard.node, focus);
  }

  private async showInviter(card: HTMLElement, code: string): Promise<void> {
    try {
      const { showInviter } = await import("./inviter");
      await showInviter(this.visit, card, code);
    } catch {
      return; // the game is the same without it
    }
  }

  private renderPlayer(): void {
    const { player, extension } = this.visit;
    this.startCard?.renderPlayer(this.session.best, player.coupons, player.me?.coupon_due_at_ms);
    if (player.me) extension.onPlayerState?.(player.me);
    void this.round.resultModule.then(({ showHeldWin, remindOnStart }) => {
      showHeldWin(this.session, player, this.startCard?.node);
      remindOnStart(this.session, player);
    });
    if (player.me?.invite?.code === this.session.invite) this.startCard?.node.querySelector('[data-tv="invited-by"]')?.remove();
  }

  /** While the card is being read: the player, the arrival, unanswered runs of earlier visits, and what was won. */
  private prepare(): void {
    const { client, player } = this.visit;
    const returning = this.session.host.store.get("tv.player") !== null;
    void import("./withdrawal"); // to have it when the page around us says no
    client
      .register()
      .then(() => {
        player.submitPending();
        return returning ? player.fetch() : undefined;
      })
      .catch(() => undefined); // the tap on start asks again and shows why
  }

  private onStartFailure(error: unknown): void {
    const { session, visit } = this;
    if (!(error instanceof ApiError)) return this.showFatal("game_not_loaded", "error_other");
    visit.emitError(error.tag);
    if (visit.extension.handleRefusal?.(error.tag)) return;
    const show = ({ showStartFailure }: Awaited<typeof this.failureModule>) => showStartFailure(session, error, {
      onRetry: (button) => void this.round.start(button),
      onPractice: (button) => void this.round.startPractice(button),
      onConsentChanged: () => void this.setLocale(session.campaign.locale),
    });
    void this.failureModule.then(show, () => showError(session.t, session.t("cannot_start"), session.t("error_network")));
  }

  private onReady(): void {
    performance.mark("tv-ready");
    this.session.host.emit("ready", { campaign: this.session.campaign.id });
    if (document.body.classList.contains("wide")) void import("./side-panel").then(({ renderSidePanel }) => renderSidePanel(this.session));
  }

  private async openInvite(): Promise<void> {
    try {
      const [{ openInvite }, { sprites }] = await Promise.all([import("./invite-sheet"), this.loading]);
      await openInvite(this.visit, sprites);
    } catch {
      toast(this.session.t("error_network"));
    }
  }

  private async openPrivacy(): Promise<void> {
    try {
      (await import("./privacy-sheet")).openPrivacy(this.visit, this.afterNo);
    } catch {
      toast(this.session.t("error_network"));
    }
  }

  /** Where a person can go who took consent back. */
  private readonly afterNo = {
    isPlaying: () => this.round.isPlaying,
    onPractice: (button: HTMLElement) => void this.round.startPractice(button),
    onAgreeAgain: () => this.showStart(),
  };

  /** The page around us sent a consent. Ours comes back here too, and changes nothing. */
  private onConsent(): void {
    const { session, visit } = this;
    if (!session.takePermissionChange()) return;
    if (session.permission === "denied") {
      void import("./withdrawal").then(({ withdraw }) => withdraw(visit, true)); // loaded since there is consent
    } else if (!session.mayStore) {
      visit.events.close();
    }
    if (session.campaign.state !== "open") return;
    if (!this.round.isPlaying) this.showStart();
    if (session.mayStore) this.prepare();
  }

  /** At once between rounds, else after the round. */
  private async setLocale(locale: string): Promise<void> {
    this.nextLocale = this.round.isPlaying ? locale : null;
    if (this.nextLocale) return;
    const { session } = this;
    try {
      await loadLocale(session, locale);
    } catch {
      toast(session.t("error_network"));
      return;
    }
    this.renderBar();
    await this.round.remount();
    if (session.campaign.state === "open") this.showStart();
    else showNotOpen(session);
  }

  private renderBar(): void {
    renderBar(this.session, {
      onPrivacy: () => void this.openPrivacy(),
      onMute: (muted) => this.round.setMuted(muted),
      onLocale: (locale) => void this.setLocale(locale),
    });
  }

  private onTrap(error: unknown): void {
    if (error instanceof WebAssembly.RuntimeError) this.showFatal("game_failed", "game_failed_more");
  }

  private showFatal(title: "game_failed" | "game_not_loaded", text: PlayWord): void {
    this.round.abort();
    showError(this.session.t, this.session.t(title), this.session.t(text));
    this.visit.emitError(title);
  }

  private close(): void {
    this.visit.close();
    this.round.unmount();
  }
}
