// Runs: one is asked for while the card is being read, so that a tap on start is instant.
import type { Run } from "../kit/wire";
import type { PlayerClient } from "./player";
import type { Session } from "./session";

/** A run must live long enough to be played and sent. */
const NEEDED_MS = 120_000;

export class Runs {
  private next: Promise<Run> | null = null;
  private asked = "";

  constructor(private readonly session: Session, private readonly client: PlayerClient, private readonly about: () => object | undefined) {}

  prefetch(): void {
    if (!this.session.mayKeep || this.session.campaign.state !== "open") return;
    if (!this.next) this.ask().catch(() => undefined); // the tap on start asks again and shows why
  }

  async take(): Promise<Run> {
    const early = this.asked === this.wanted ? this.next : null; // whom it is about may have changed
    const run = early ? await early.catch(() => null) : null;
    const fresh = run && run.expires_at_ms - this.session.nowMs > NEEDED_MS ? run : await this.ask();
    this.next = null;
    return fresh;
  }

  private get wanted(): string {
    return JSON.stringify(this.about());
  }

  private ask(): Promise<Run> {
    const { id, rules_version } = this.session.campaign;
    const body = { campaign: id, rules_version, ...this.about() };
    this.asked = this.wanted;
    const asked = this.client.call<Run>("POST", "/v1/runs", { body });
    this.next = asked;
    asked.catch(() => {
      if (this.next === asked) this.next = null;
    });
    return asked;
  }
}
