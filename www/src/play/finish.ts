// Finished runs on their way to a verdict: kept until answered, retried with backoff, also on the next visit.
import { ApiError } from "../kit/api";
import { uuid } from "../kit/ids";
import type { Verdict } from "../kit/wire";
import type { PlayerClient } from "./player";
import type { Session } from "./session";

export interface Finished {
  run_id: string;
  campaign: string;
  score: number;
  trace: string;
  key: string;
  finished_at_ms: number;
}

export type Waiting = { state: "checking" | "offline" | "busy" };
export type Outcome = { state: "verified"; verdict: Verdict } | { state: "refused"; tag: string };

const PREFIX = "tv.finish.";
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
const GIVE_UP_AFTER_MS = 12 * 3_600_000;

export class Finishes {
  private hurry: () => void = () => undefined;
  private readonly onOnline = () => this.hurry();

  constructor(private readonly session: Session, private readonly client: PlayerClient) {
    addEventListener("online", this.onOnline);
  }

  stop(): void {
    removeEventListener("online", this.onOnline);
  }

  save(runId: string, score: number, trace: string): Finished {
    const finished = {
      run_id: runId, campaign: this.session.campaign.id, score, trace, key: uuid(), finished_at_ms: Date.now(),
    };
    this.session.keep(PREFIX + runId, JSON.stringify(finished));
    return finished;
  }

  /** Runs of this campaign that an earlier visit could not get answered. */
  left(): Finished[] {
    return this.session.host.store
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => this.session.keptJson<Finished>(key))
      .filter((finished): finished is Finished => finished?.campaign === this.session.campaign.id);
  }

  /** Tries now instead of after the pause. */
  now(): void {
    this.hurry();
  }

  async settle(finished: Finished, waiting: (now: Waiting) => void): Promise<Outcome> {
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      try {
        waiting({ state: "checking" });
        const verdict = await this.send(finished);
        this.session.host.store.remove(PREFIX + finished.run_id);
        return { state: "verified", verdict };
      } catch (error) {
        const refusal = error instanceof ApiError ? error : new ApiError("other", 0, null, String(error));
        if (!refusal.passing || Date.now() - finished.finished_at_ms > GIVE_UP_AFTER_MS) {
          this.session.host.store.remove(PREFIX + finished.run_id);
          return { state: "refused", tag: refusal.tag };
        }
        waiting({ state: refusal.status === 0 ? "offline" : "busy" });
        await this.pause(refusal.retryAfterMs ?? pauseMs * (0.75 + Math.random() / 2));
      }
    }
  }

  private send(finished: Finished): Promise<Verdict> {
    return this.client.call<Verdict>("POST", `/v1/runs/${finished.run_id}/finish`, {
      body: { trace: finished.trace, score: finished.score },
      idempotencyKey: finished.key,
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      const before = this.hurry;
      this.hurry = () => {
        clearTimeout(timer);
        resolve();
        before();
      };
    });
  }
}
