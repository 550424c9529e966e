// Runs: a run is used now, so it is asked for when a finger goes down on the button, not while the card is read.
import type { Run } from "../kit/wire";
import type { PlayerClient } from "./player-client";
import type { Session } from "./session";

/** The buttons whose tap starts a counted round carry this. */
const STARTS_A_RUN = "[data-run]";
/** A finger that went down and did not tap: so long the run is still as good as a new one. */
const FRESH_MS = 15_000;

export class RunPrefetch {
  private next: { run: Promise<Run>; body: string; askedAtMs: number } | null = null;

  /** `extraBody`: what the request says besides the campaign; it may change between two runs. */
  constructor(private readonly session: Session, private readonly client: PlayerClient, private readonly extraBody: () => object | undefined) {}

  /** A finger went down: a tap lasts long enough for most of an answer to come. */
  onPress(target: EventTarget | null): void {
    if (!(target instanceof Element) || !target.closest(STARTS_A_RUN)) return;
    if (!this.session.mayStore || this.session.campaign.state !== "open" || this.isFresh()) return;
    this.request().catch(() => undefined); // the tap asks again and shows why
  }

  async take(): Promise<Run> {
    const asked = this.isFresh() ? this.next : null;
    this.next = null;
    const run = await asked?.run.catch(() => null);
    return run ?? this.ask();
  }

  private isFresh(): boolean {
    return this.next !== null && this.next.body === JSON.stringify(this.body()) && Date.now() - this.next.askedAtMs < FRESH_MS;
  }

  /** That a run can win nothing is said on the card before it, and when it begins. */
  tellOf(run: Run | null, begins = false): void {
    const isGone = (run?.prize ?? "open") !== "open" && !this.session.prizeGone;
    if (run && isGone) void import("./prize-gone").then(({ tellForFun }) => tellForFun(this.session, run));
    const reason = run?.without_prize;
    if (reason) void import("../work/without-prize").then(({ showWithoutPrize }) => showWithoutPrize(this.session, reason, begins));
  }

  private body(): object {
    const { id, rules_version } = this.session.campaign;
    return { campaign: id, rules_version, ...this.extraBody() };
  }

  /** After the arrival, or the run would not count for the inviter. */
  private async ask(): Promise<Run> {
    await this.client.register();
    return this.client.call<Run>("POST", "/v1/runs", { body: this.body() });
  }

  private request(): Promise<Run> {
    const run = this.ask();
    this.next = { run, body: JSON.stringify(this.body()), askedAtMs: Date.now() };
    return run;
  }
}
