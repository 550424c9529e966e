// Round after round: a tap starts the mounted game; its finish becomes a result card, a verdict and what was won.
import { practiceSeed } from "../kit/random";
import type { Run, WorkDone } from "../kit/wire";
import type { FinishedRun } from "./finish-queue";
import { mountGame, unmountGame, type Game, type GameEvent, type LoadedGame } from "./game";
import type { ResultCard } from "./result-card";
import { announce, showBusy, showCard, showStage, stage, toast } from "./view";
import type { Visit } from "./visit";

type FinishEvent = Extract<GameEvent, { type: "finish" }>;

/** How often the score is read out. */
const ANNOUNCE_EVERY_MS = 6_000;

export interface RoundHandlers {
  onReady(): void;
  onStartFailure(error: unknown): void;
  onInvite(): void;
  onPlayForPrize(): void;
  onFail(): void;
}

export class Round {
  /** Resolves when the game stands behind the card and can be started. */
  readonly mounted: Promise<void>;
  readonly resultModule = import("./result-card"); // wanted after a round, so not before the first frame
  private game: Game | null = null;
  private starting = false;
  /** The run that is being played; in a practice round there is none. */
  private playing: { run: Run | null; work: Promise<WorkDone> | null } | null = null;
  private announcedAtMs = 0;

  constructor(
    private readonly visit: Visit,
    private readonly loading: Promise<LoadedGame>,
    extended: Promise<void>,
    private readonly handlers: RoundHandlers,
  ) {
    this.mounted = extended.then(() => loading).then((loaded) => this.mount(loaded));
  }

  get isMounted(): boolean {
    return this.game !== null;
  }

  get isPlaying(): boolean {
    return this.playing !== null;
  }

  private mount(loaded: LoadedGame): void {
    const { session, extension } = this.visit;
    const { texts, theme } = session.campaign;
    this.game = mountGame(loaded, stage, {
      texts, theme, muted: session.muted, ...extension.mountOptions?.(), on: (event) => this.onGameEvent(event),
    });
    this.game.idle();
  }

  /** The campaign's texts have changed. */
  async remount(): Promise<void> {
    if (!this.game) return;
    this.unmount();
    this.mount(await this.loading);
  }

  unmount(): void {
    if (this.game) unmountGame(this.game);
    this.game = null;
  }

  setMuted(muted: boolean): void {
    this.game?.setMuted(muted);
  }

  /** The tap on a start button; where consent is asked, it is the consent. */
  async start(button: HTMLElement): Promise<void> {
    const { session, client, runs } = this.visit;
    if (session.permission === "denied") return this.startPractice(button);
    if (session.permission === "ask") session.grantConsent();
    await this.startWith(button, async () => {
      await client.register();
      return runs.take();
    });
  }

  async startPractice(button: HTMLElement): Promise<void> {
    await this.startWith(button, () => Promise.resolve(null));
  }

  private async startWith(button: HTMLElement, findRun: () => Promise<Run | null>): Promise<void> {
    if (this.starting) return;
    this.starting = true;
    const endBusy = showBusy(button, this.visit.session.t("getting_ready"));
    try {
      this.setMuted(this.visit.session.muted); // inside the tap: browsers open sound only then
      const [run] = await Promise.all([findRun(), this.mounted, this.resultModule]);
      this.play(run);
    } catch (error) {
      endBusy();
      this.handlers.onStartFailure(error);
    } finally {
      this.starting = false;
    }
  }

  private play(run: Run | null): void {
    const { session, events, runs } = this.visit;
    const asked = run?.work;
    const work = asked ? import("../work/work").then(({ doWork }) => doWork(session, run.run_id, asked)) : null;
    this.playing = { run, work };
    this.announcedAtMs = performance.now();
    showStage(session.t("game_area"));
    this.game?.start(run?.seed ?? practiceSeed(), run?.dials ?? session.campaign.dials);
    runs.tellOf(run, true);
    if (!run) return;
    events.track((outbox) => outbox.gameStarted(run.run_id));
  }

  /** The game has failed. */
  abort(): void {
    this.playing = null;
  }

  private onGameEvent(event: GameEvent): void {
    if (event.type === "ready") this.onReady();
    if (event.type === "failed") this.handlers.onFail();
    if (event.type === "finish") void this.onFinish(event);
    if (event.type === "score" && performance.now() - this.announcedAtMs > ANNOUNCE_EVERY_MS) {
      this.announcedAtMs = performance.now();
      announce(`${event.score} ${this.visit.session.t("points")}`);
    }
  }

  private onReady(): void {
    void this.visit.extension.icons?.then((icons) => this.game?.setIcons?.(icons));
    this.handlers.onReady();
  }

  private async onFinish({ score, rival, won, ticks, trace }: FinishEvent): Promise<void> {
    const { session, events, queue, extension } = this.visit;
    const { work } = this.playing ?? { work: null };
    const run = session.mayStore ? (this.playing?.run ?? null) : null; // consent taken back meanwhile: it was for fun
    const practice = run === null;
    this.playing = null;
    this.game?.idle();
    const { createResultCard } = await this.resultModule;
    const card = (extension.createResultCard ?? createResultCard)(session, { score, rival, won, practice, leftToday: run?.left_today ?? null }, {
      onAgain: (button) => void (practice ? this.startPractice(button) : this.start(button)),
      onInvite: () => this.handlers.onInvite(),
      onRetryNow: () => queue.retryNow(),
      onPlayForPrize: () => this.handlers.onPlayForPrize(),
    });
    showCard(card.node);
    announce(session.t("score_is", { n: score }));
    session.host.emit("finish", { run_id: run?.run_id ?? null, score, rival, won, practice });
    if (!run) return;
    events.track((outbox) => outbox.runFinished(run.run_id, score, rival ?? undefined, ticks));
    await this.submit(queue.add(run, score, trace), card, won ? work : null);
  }

  private async submit(finished: FinishedRun, card: ResultCard, work: Promise<WorkDone> | null): Promise<void> {
    const { session, queue, player, extension } = this.visit;
    const result = await queue.submit(finished, card.showStatus, work);
    if (result.state === "refused") {
      card.showRefused(result.tag);
      this.visit.emitError(result.tag);
      return;
    }
    const { verdict } = result;
    player.addCoupon(verdict.coupon);
    if (verdict.prize === "held") void player.fetch();
    if (verdict.qualified_invite && !extension.showsInviter) toast(session.t("friend_counts"));
    card.showVerified(verdict, verdict.coupon ?? (verdict.prize === "already_won" ? player.coupons[0] ?? null : null));
    if (verdict.prize !== "won" || !verdict.coupon) return;
    session.host.emit("reward", { run_id: finished.run_id, code: verdict.coupon.code });
    if (card.node.isConnected) card.celebrate();
    else toast(`${session.text("coupon_title")}: ${verdict.coupon.code}`);
  }
}
