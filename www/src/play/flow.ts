// The visit as a story: card → consent → player → run → play → verdict → again. Each step is its own module.
import { ApiError } from "../kit/api";
import { practiceSeed } from "../kit/ids";
import type { Run } from "../kit/wire";
import type { Party } from "../labels/party";
import { Events } from "./events";
import { Finishes, type Finished } from "./finish";
import { mountGame, unmountGame, type Game, type GameEvent, type Loaded } from "./game";
import { relearn } from "./language";
import { showError, showNotOpen } from "./message-card";
import { Mine } from "./mine";
import { PlayerClient } from "./player";
import type { ResultCard } from "./result-card";
import { Runs } from "./runs";
import type { Session } from "./session";
import { startCard, type StartCard } from "./start-card";
import { showStartFailure } from "./start-failure";
import { fillBar } from "./tools";
import { busy, panel, say, showCard, showStage, stage, toast } from "./view";

type FinishEvent = Extract<GameEvent, { type: "finish" }>;
type Round = { run: Run | null };

const SCORE_SAID_EVERY_MS = 6_000;

export class Flow {
  private readonly client: PlayerClient;
  private readonly events: Events;
  private readonly runs: Runs;
  private readonly finishes: Finishes;
  private readonly mine: Mine;
  private readonly joined: Promise<void>;
  private readonly mounted: Promise<Game>;
  private readonly results = import("./results"); // wanted after a round, so not before the first frame
  private party: Party | null = null; // only where labels are stuck
  private game: Game | null = null;
  private round: Round | null = null;
  private starting = false;
  private card: StartCard | null = null;
  private permission: string;
  private nextLocale: string | null = null;
  private saidAtMs = 0;

  constructor(private readonly session: Session, private readonly loading: Promise<Loaded>) {
    this.permission = session.permission;
    this.client = new PlayerClient(session);
    this.events = new Events(session);
    this.runs = new Runs(session, this.client, () => this.party?.runBody);
    this.finishes = new Finishes(session, this.client);
    this.mine = new Mine(session, this.client, this.finishes, () => this.showMine());
    this.client.onPlayer = (player) => void loading.then(() => this.events.open(player), () => undefined);
    this.joined = this.joinParty();
    this.joined.catch(() => undefined); // shown by open
    this.mounted = loading.then(async (loaded) => {
      await this.joined;
      return this.mount(loaded);
    });
    this.mounted.catch(() => this.broken("game_not_loaded", session.t("error_network")));
    session.host.heard = {
      consent: () => this.consentHeard(),
      identify: ({ userId, traits }) => this.events.tell((outbox) => outbox.identify(userId, JSON.stringify(traits ?? {}))),
      locale: (locale) => void this.speak(locale),
      unmount: () => this.stop(),
    };
    addEventListener("error", ({ error }) => this.trapped(error));
    addEventListener("unhandledrejection", ({ reason }) => this.trapped(reason));
    this.dressBar();
  }

  async open(): Promise<void> {
    try {
      await this.joined;
    } catch {
      return this.broken("game_not_loaded", this.session.t("error_network"));
    }
    this.showStart(false);
    if (this.session.mayKeep) this.prepare();
  }

  private async joinParty(): Promise<void> {
    const { session, client } = this;
    if (!session.campaign.labels) return;
    const { Party } = await import("../labels/party");
    this.party = await Party.of(session, client, { toStart: () => void this.speak(session.campaign.locale), invite: () => void this.invite() });
  }

  private showMine(): void {
    this.card?.showMine(this.session.best, this.mine.coupons);
    this.party?.heard(this.mine.me);
  }

  private showStart(focus = true): void {
    if (this.nextLocale) return void this.speak(this.nextLocale);
    this.card = startCard(this.session, {
      start: (button) => void this.start(button),
      justPlay: (button) => void this.justPlay(button),
    });
    this.showMine();
    this.party?.dressStart(this.card.node);
    showCard(this.card.node, focus);
  }

  /** Player, arrival, a run in hand, what was won before, what was left unanswered: while the card is being read. */
  private prepare(): void {
    const returning = this.session.host.store.get("tv.player") !== null;
    this.client
      .joined()
      .then(() => {
        this.runs.prefetch();
        this.mine.settleEarlier();
        return returning ? this.mine.remember() : undefined;
      })
      .catch(() => undefined); // the tap on start asks again and shows why
  }

  private async start(button: HTMLElement): Promise<void> {
    if (this.session.permission === "denied") return this.justPlay(button);
    if (this.session.permission === "ask") {
      this.permission = "granted";
      this.session.agree();
    }
    await this.begin(button, async () => {
      await this.client.joined();
      return this.runs.take();
    });
  }

  private async justPlay(button: HTMLElement): Promise<void> {
    await this.begin(button, () => Promise.resolve(null));
  }

  private async begin(button: HTMLElement, find: () => Promise<Run | null>): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    const ready = busy(button, this.session.t("getting_ready"));
    try {
      this.game?.setMuted(this.session.muted); // inside the tap: browsers open sound only then
      const [run, game] = await Promise.all([find(), this.mounted, this.results]);
      this.play(game, run);
    } catch (error) {
      ready();
      this.cannotStart(error);
    } finally {
      this.starting = false;
    }
  }

  private play(game: Game, run: Run | null): void {
    this.round = { run };
    this.saidAtMs = performance.now();
    showStage(this.session.t("game_area"));
    game.start(run?.seed ?? practiceSeed(), run?.dials ?? this.session.campaign.dials);
    if (run) this.events.tell((outbox) => outbox.gameStarted(run.run_id));
  }

  private cannotStart(error: unknown): void {
    const { session } = this;
    if (!(error instanceof ApiError)) return this.broken("game_not_loaded", session.t("error_other"));
    this.emitError(error.tag);
    if (this.party?.refused(error.tag)) return;
    showStartFailure(session, error, {
      retry: (button) => void this.start(button),
      practise: (button) => void this.justPlay(button),
      askAgain: () => void this.speak(session.campaign.locale),
    });
  }

  private mount(loaded: Loaded): Game {
    this.game = mountGame(loaded, stage, this.party?.dressed ?? this.session.campaign, this.session.muted, (event) => this.onGame(event));
    this.game.idle();
    return this.game;
  }

  private onGame(event: GameEvent): void {
    if (event.type === "ready") this.ready();
    if (event.type === "failed") this.broken("game_failed", this.session.t("game_failed_more"));
    if (event.type === "finish") void this.finished(event);
    if (event.type === "score" && performance.now() - this.saidAtMs > SCORE_SAID_EVERY_MS) {
      this.saidAtMs = performance.now();
      say(`${event.score} ${this.session.t("points")}`);
    }
  }

  private ready(): void {
    void this.party?.icons.then((icons) => this.game?.setIcons?.(icons));
    performance.mark("tv-ready");
    this.session.host.emit("ready", { campaign: this.session.campaign.id });
    if (document.body.classList.contains("wide")) void import("./wide").then(({ showBeside }) => showBeside(this.session));
  }

  private async finished(played: FinishEvent): Promise<void> {
    const { session } = this;
    const run = this.round?.run ?? null;
    this.round = null;
    this.game?.idle();
    const { resultCard } = await this.results;
    const card = (this.party?.resultCard ?? resultCard)(session, played, run === null, {
      again: (button) => void (run ? this.start(button) : this.justPlay(button)),
      invite: () => void this.invite(),
      checkNow: () => this.finishes.now(),
      forPrize: () => this.showStart(),
    });
    showCard(card.node);
    say(session.t("score_is", { n: played.score }));
    const { score, rival, won, ticks, trace } = played;
    session.host.emit("finish", { run_id: run?.run_id ?? null, score, rival, won, practice: run === null });
    if (!run) return;
    this.events.tell((outbox) => outbox.runFinished(run.run_id, score, rival ?? undefined, ticks));
    await this.settle(this.finishes.save(run.run_id, score, trace), card);
    this.runs.prefetch();
  }

  private async settle(finished: Finished, card: ResultCard): Promise<void> {
    const outcome = await this.finishes.settle(finished, card.waiting);
    if (outcome.state === "refused") {
      card.refused(outcome.tag);
      this.emitError(outcome.tag);
      return;
    }
    const { verdict } = outcome;
    this.mine.won(verdict.coupon);
    if (verdict.qualified_invite && !this.party) toast(this.session.t("friend_counts"));
    card.verified(verdict, verdict.coupon ?? (verdict.prize === "already_won" ? this.mine.coupons[0] ?? null : null));
    if (verdict.prize !== "won" || !verdict.coupon) return;
    this.session.host.emit("reward", { run_id: finished.run_id, code: verdict.coupon.code });
    if (card.node.isConnected) (await this.results).confetti(panel);
    else toast(`${this.session.text("coupon_title")}: ${verdict.coupon.code}`);
  }

  private async invite(): Promise<void> {
    const { session, client, events } = this;
    try {
      const [{ openInvite }, loaded] = await Promise.all([import("./invite-sheet"), this.loading]);
      await openInvite(session, client, events, loaded.sprites);
    } catch {
      toast(session.t("error_network"));
    }
  }

  /** The page around us changed its mind about consent; our own agreement comes back here too and changes nothing. */
  private consentHeard(): void {
    if (this.session.permission === this.permission) return;
    this.permission = this.session.permission;
    if (this.permission === "denied") {
      this.events.close();
      this.session.forget();
      this.mine.forget();
    }
    if (this.session.campaign.state !== "open") return;
    if (!this.round) this.showStart();
    if (this.session.mayKeep) this.prepare();
  }

  private async speak(locale: string): Promise<void> {
    this.nextLocale = this.round ? locale : null;
    if (this.round) return;
    const { session } = this;
    try {
      await relearn(session, locale);
    } catch {
      toast(session.t("error_network"));
      return;
    }
    this.dressBar();
    if (this.game) {
      unmountGame(this.game);
      this.mount(await this.loading);
    }
    if (session.campaign.state === "open") this.showStart();
    else showNotOpen(session);
  }

  private dressBar(): void {
    fillBar(this.session, {
      mute: (muted) => this.game?.setMuted(muted),
      speak: (locale) => void this.speak(locale),
    });
  }

  private trapped(error: unknown): void {
    if (error instanceof WebAssembly.RuntimeError) this.broken("game_failed", this.session.t("game_failed_more"));
  }

  private broken(title: "game_failed" | "game_not_loaded", text: string): void {
    this.round = null;
    showError(this.session.t, this.session.t(title), text);
    this.emitError(title);
  }

  private emitError(tag: string): void {
    this.session.host.emit("error", { tag });
  }

  private stop(): void {
    this.finishes.stop();
    this.events.stop();
    if (this.game) unmountGame(this.game);
    this.game = null;
  }
}
