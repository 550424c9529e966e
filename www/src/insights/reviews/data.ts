// What the endpoint answers about held wins, and the calls that ask and decide.
import { call } from "../../kit/api";
import type { Access } from "../data";

export type Sign = "too_soon" | "too_fast" | "too_even" | "alike" | "clockwork" | "on_the_tick" | "together";

export interface Reaction {
  after_ms: number;
  foreseen: boolean;
  right: boolean;
}

export interface Evidence {
  measures: {
    reactions: number;
    floor_ms: number;
    median_ms: number;
    spread_ms: number;
    soon: number;
    foreseen: number;
    on_the_tick: number;
    slips: number;
    together: number;
    alike: number;
  };
  signs: { sign: Sign; verdict: "doubtful" | "not_by_hand" }[];
  reactions: Reaction[];
}

export interface HeldWin {
  run_id: string;
  player_id: string;
  held_at: string;
  score: number | null;
  rival: number | null;
  plays: number;
  evidence: Evidence;
  /** Where the whole run is. */
  run: string;
}

export class ReviewsClient {
  constructor(private readonly access: Access) {}

  list(): Promise<{ waiting: number; reviews: HeldWin[] }> {
    return call("GET", `/v1/reviews?campaign=${encodeURIComponent(this.access.campaign)}`, { token: this.access.key });
  }

  decide(win: HeldWin, decision: "accept" | "refuse"): Promise<{ state: "accepted" | "refused" }> {
    return call("POST", `/v1/reviews/${encodeURIComponent(win.run_id)}/${decision}`, { token: this.access.key });
  }

  run(win: HeldWin): Promise<object> {
    return call("GET", win.run, { token: this.access.key });
  }
}
