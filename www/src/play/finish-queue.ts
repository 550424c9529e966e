// Finished runs on their way to a verdict: stored until answered, retried with backoff, also on the next visit.
import { ApiError } from "../kit/api";
import { uuid } from "../kit/random";
import type { Run, Verdict, WorkDone } from "../kit/wire";
import type { PlayerClient } from "./player-client";
import type { Session } from "./session";

export interface FinishedRun {
  run_id: string;
  campaign: string;
  score: number;
  trace: string;
  key: string;
  finished_at_ms: number;
}

/** Until there is a verdict: the request is under way, or what it waits for. */
export type FinishStatus = "checking" | "working" | "offline" | "busy";
export type FinishResult = { state: "verified"; verdict: Verdict } | { state: "refused"; tag: string };

const PREFIX = "tv.finish.";
const MIN_PAUSE_MS = 500;
const MAX_PAUSE_MS = 60_000;
const GIVE_UP_AFTER_MS = 12 * 3_600_000;

export class FinishQueue {
  private wake: () => void = () => undefined;
  private readonly onOnline = () => this.wake();

  constructor(private readonly session: Session, private readonly client: PlayerClient) {
    addEventListener("online", this.onOnline);
  }

  close(): void {
    removeEventListener("online", this.onOnline);
  }

  /** A run about a friend is kept nowhere where the page around us could read which labels were given. */
  add({ run_id: runId, about }: Run, score: number, trace: string): FinishedRun {
    const run = {
      run_id: runId, campaign: this.session.campaign.id, score, trace, key: uuid(), finished_at_ms: Date.now(),
    };
    if (!about || !this.session.host.embedded) this.session.save(PREFIX + runId, JSON.stringify(run));
    return run;
  }

  /** Runs of this campaign that an earlier visit could not get answered. */
  pending(): FinishedRun[] {
    return this.session.host.store
      .keys()
      .filter((key) => key.startsWith(PREFIX))
      .map((key) => this.session.loadJson<FinishedRun>(key))
      .filter((run): run is FinishedRun => run?.campaign === this.session.campaign.id);
  }

  /** Tries now instead of after the pause. */
  retryNow(): void {
    this.wake();
  }

  /** `work`: what was begun with the round for its prize, if anything. */
  async submit(run: FinishedRun, onStatus: (status: FinishStatus) => void, work?: Promise<WorkDone> | null): Promise<FinishResult> {
    if (work) onStatus("working");
    let done = (await work) ?? undefined;
    for (let pauseMs = MIN_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, MAX_PAUSE_MS)) {
      try {
        onStatus("checking");
        const verdict = await this.send(run, done);
        this.session.host.store.remove(PREFIX + run.run_id);
        return { state: "verified", verdict };
      } catch (error) {
        const failure = error instanceof ApiError ? error : new ApiError("other", 0);
        if (failure.details.work && done !== "none") {
          onStatus("working");
          const { doWork } = await import("../work/work");
          done = await doWork(this.session, run.run_id, failure.details.work);
          continue;
        }
        if (!failure.retryable || Date.now() - run.finished_at_ms > GIVE_UP_AFTER_MS) {
          this.session.host.store.remove(PREFIX + run.run_id);
          return { state: "refused", tag: failure.tag };
        }
        onStatus(failure.status === 0 ? "offline" : "busy");
        await this.pause(failure.retryAfterMs ?? pauseMs * (0.75 + Math.random() / 2));
      }
    }
  }

  private send(run: FinishedRun, work?: WorkDone): Promise<Verdict> {
    return this.client.call<Verdict>("POST", `/v1/runs/${run.run_id}/finish`, {
      body: { trace: run.trace, score: run.score, work },
      idempotencyKey: run.key,
    });
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      const wakeOthers = this.wake;
      this.wake = () => {
        clearTimeout(timer);
        resolve();
        wakeOthers();
      };
    });
  }
}
