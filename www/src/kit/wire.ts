// The shapes the endpoint sends and takes, as the pages see them, and those that loader and play page share.
import type { Challenge } from "altcha-lib";

export type ConsentState = "granted" | "denied" | "pending";

/** The visitor as the brand knows them. */
export interface Identity {
  userId: string;
  traits: Record<string, unknown>;
  /** The brand's HMAC over the user id; without it, the user is only said to be this one. */
  signature?: string | undefined;
  keyId?: string | undefined;
  /** The endpoint has found the signature right. */
  verified?: boolean;
}

/** What the loader sends to the frame with the port. */
export interface PortMessage {
  consent: ConsentState | null;
  identity: Identity | null;
  storage: Record<string, string>;
  playerName: string | null;
  pageUrl: string;
  title?: string;
  referrer: string;
}

export interface Theme {
  primary: string;
  accent: string;
  background: string;
  ink: string;
}

interface Prize {
  quantity: number;
  left: number;
  /** Whether a round is played for a prize now. */
  state: "open" | "sold_out" | "sold_out_today";
  /** When there are prizes again, if they are gone for today. */
  next_at_ms: number | null;
  one_per_person: boolean;
  requires?: "nothing" | "identified";
  terms: string;
}

export interface Campaign {
  id: string;
  game: string;
  rules_version: number;
  state: "upcoming" | "open" | "closed";
  starts_at: string;
  ends_at: string;
  server_time_ms: number;
  locale: string;
  locales: string[];
  texts: Record<string, string>;
  theme: Theme;
  dials: Record<string, number>;
  consent: { mode: "strict" | "basic"; version: string; policy_url: string | null };
  allowed_origins: string[];
  invite: { enabled: boolean; window_hours: number };
  prize: Prize | null;
  page_url?: string | null;
  write_key: string;
  module: { js: string; wasm: string; sprites: string; outbox: { js: string; wasm: string } };
  labels?: CampaignLabels | null;
}

/** One interest of the campaign's closed list. */
export interface Label {
  id: string;
  text: string;
  group: string;
  opposite: string | null;
  icon: string;
}

export interface CampaignLabels {
  max_given: number;
  max_declared: number;
  list: Label[];
  /** Address of {icon: svg}; wanted after the first frame. */
  icons: string;
}

export interface Player {
  player_id: string;
  token: string;
  /** From then on a fresh token is asked for; of an earlier visit it may be missing. */
  renew_at_ms?: number;
}

export interface Run {
  run_id: string;
  seed: string;
  dials: Record<string, number>;
  rules_version: number;
  expires_at_ms: number;
  /** How many more rounds may be started today. */
  left_today: number;
  /** Whether the round is played for a prize; null in a campaign without any. */
  prize: "open" | "sold_out" | "sold_out_today" | null;
  prize_at_ms: number | null;
  /** Whom the run is about; null is oneself. */
  about?: { name: string | null } | null;
  /** What a prize asks for, to be done while the round is played. */
  work?: Work | null;
  /** Why this run can win nothing. */
  without_prize?: "network_limit" | null;
}

/** What a prize asks for: ALTCHA's proof of work, or a captcha. */
export type Work = { altcha: AltchaChallenge } | CaptchaAsked;
export type AltchaChallenge = Challenge & { signature: string };
/** One of them. */
export type CaptchaAsked = Partial<Record<"turnstile" | "hcaptcha" | "geetest", { site_key: string }>>;

/** What a finish brings; "none" leaves the prize. */
export type WorkDone = { altcha: string } | CaptchaAnswer | "none";
export type CaptchaAnswer = { turnstile: string } | { hcaptcha: string } | { geetest: unknown };

export interface Coupon {
  code: string;
  issued_at_ms: number;
}

export interface Verdict {
  verdict: "verified";
  score: number;
  rival: number | null;
  won: boolean;
  best: number;
  plays: number;
  coupon: Coupon | null;
  prize:
    | "won" | "held" | "paced" | "already_won" | "sold_out" | "sold_out_today" | "not_won" | "network_limit" | "work_missing" | "none" | "identify_first";
  /** Until when the win waits for its player to be identified. */
  claim_until_ms?: number | null;
  /** When the coupon that was won comes, or when there are prizes again. */
  prize_at_ms: number | null;
  qualified_invite: boolean;
  labels?: { about: "me" | "friend"; given: string[] } | null;
}

/** What the player has once the brand has signed who it is. */
export interface Claim {
  prize: Verdict["prize"];
  coupon: Coupon | null;
  run_id: string | null;
}

export interface Invite {
  code: string;
  link: string;
}

export interface Arrival {
  campaign: string;
  inviter_name: string | null;
  counted: boolean;
  reason: string | null;
}

export interface Me {
  player_id: string;
  plays: number;
  best: number | null;
  coupons: Coupon[];
  /** The latest win that had to be looked at; "settled" by a later one. */
  checked_win: { run_id: string; state: "held" | "accepted" | "refused" | "settled"; held_at_ms: number } | null;
  /** Until when a win waits for the player to be identified. */
  claim_until_ms?: number | null;
  /** When a coupon that was won comes. */
  coupon_due_at_ms: number | null;
  invite: (Invite & { arrivals: number; qualified: number }) | null;
  invited_by: { name: string | null } | null;
  labels?: MyLabels | null;
}

export interface PendingLabel {
  id: string;
  label: string;
  giver: string | null;
  given_at_ms: number;
}

export interface MyLabels {
  pending: PendingLabel[];
  accepted: { label: string; givers: number; ids: string[] }[];
  declared: string[];
  /** How many friends played about this player. */
  shown_by: number;
}
