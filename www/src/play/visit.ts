// What lives as long as the visit, in one place: the session and the services that act for its player.
import { EventTracker } from "./events";
import type { PlayExtension } from "./extension";
import { FinishQueue } from "./finish-queue";
import { PlayerClient } from "./player-client";
import { PlayerState } from "./player-state";
import { RunPrefetch } from "./runs";
import type { Session } from "./session";

export class Visit {
  readonly client: PlayerClient;
  readonly events: EventTracker;
  readonly runs: RunPrefetch;
  readonly queue: FinishQueue;
  readonly player: PlayerState;
  /** Adds nothing until it has loaded. */
  extension: PlayExtension = {};

  constructor(readonly session: Session) {
    this.client = new PlayerClient(session);
    this.events = new EventTracker(session);
    this.runs = new RunPrefetch(session, this.client, () => this.extension.runBody?.());
    this.queue = new FinishQueue(session, this.client);
    this.player = new PlayerState(session, this.client, this.queue);
  }

  emitError(tag: string): void {
    this.session.host.emit("error", { tag });
  }

  /** Nothing of the person stays in this page. */
  forget(): void {
    this.events.forget();
    this.client.forget();
    this.player.clear();
  }

  close(): void {
    this.queue.close();
    this.events.stop();
    this.extension.close?.();
  }
}
