// Runs: one is requested while the card is being read, so that a tap on start is instant.
import type { Run } from "../kit/wire";
import type { PlayerClient } from "./player-client";
import type { Session } from "./session";

/** A run must live long enough to be played and sent. */
const MIN_LIFETIME_MS = 120_000;

export class RunPrefetch {
  private next: Promise<Run> | null = null;
  private nextBody = "";

  /** `extraBody`: what the request says besides the campaign; it may change between two runs. */
  constructor(private readonly session: Session, private readonly client: PlayerClient, private readonly extraBody: () => object | undefined) {}

  prefetch(): void {
    if (!this.session.mayStore || this.session.campaign.state !== "open") return;
    if (!this.next) this.request().catch(() => undefined); // the tap on start asks again and shows why
  }

  async take(): Promise<Run> {
    const prefetched = this.nextBody === JSON.stringify(this.body()) ? this.next : null;
    const run = prefetched ? await prefetched.catch(() => null) : null;
    const lasts = run !== null && run.expires_at_ms - this.session.nowMs > MIN_LIFETIME_MS;
    const fresh = lasts ? run : await this.request();
    this.next = null;
    return fresh;
  }

  /** That a run can win nothing is said on the card before it, and when it begins. */
  tellOf(run: Run | null): void {
    const reason = run?.without_prize;
    if (reason) void import("../work/without-prize").then(({ showWithoutPrize }) => showWithoutPrize(this.session, reason));
  }

  private body(): object {
    const { id, rules_version } = this.session.campaign;
    return { campaign: id, rules_version, ...this.extraBody() };
  }

  private request(): Promise<Run> {
    const body = this.body();
    const request = this.client.call<Run>("POST", "/v1/runs", { body });
    this.nextBody = JSON.stringify(body);
    this.next = request;
    request.then((run) => this.tellOf(run), () => undefined);
    request.catch(() => {
      if (this.next === request) this.next = null;
    });
    return request;
  }
}
