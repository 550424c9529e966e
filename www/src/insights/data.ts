// What the endpoint's insights calls answer, and the one place that asks for them.
import { call, fetchCampaign } from "../kit/api";
import type { Campaign } from "../kit/wire";

export interface Funnel {
  opened: number;
  started: number;
  finished: number;
  verified: number;
  rejected: number;
  players: number;
  winners: number;
  coupons: { total: number; issued: number; left: number };
  invites: { created: number; arrived: number; qualified: number };
  plays_per_player: Record<string, number>;
  scores: { from: number; to: number; count: number }[];
  by_hour: { hour_ms: number; verified: number; won: number }[];
}

export interface ChainNode {
  id: string;
  name: string | null;
  root: boolean;
  depth: number;
  plays: number;
  best: number | null;
  invited: number;
}

export interface Chains {
  nodes: ChainNode[];
  edges: { from: string; to: string; at_ms: number }[];
  stats: {
    players: number;
    hops: number;
    trees: number;
    max_depth: number;
    largest: number;
    mean_size: number;
    structural_virality: number;
  };
  truncated: boolean;
}

export interface Insights {
  campaign: Campaign;
  funnel: Funnel;
  chains: Chains;
}

export interface Access {
  key: string;
  campaign: string;
}

export async function fetchInsights({ key, campaign: id }: Access, locale: string): Promise<Insights> {
  const query = `campaign=${encodeURIComponent(id)}`;
  const [campaign, funnel, chains] = await Promise.all([
    fetchCampaign(id, locale),
    call<Funnel>("GET", `/v1/insights/funnel?${query}`, { token: key }),
    call<Chains>("GET", `/v1/insights/chains?${query}`, { token: key }),
  ]);
  return { campaign, funnel, chains };
}
