// What the endpoint answers about labels, segments and flash groups, and the calls that ask.
import { ApiError, apiError, call, type ErrorBody } from "../../kit/api";
import type { Access } from "../data";

export interface LabelInsights {
  totals: { given: number; pending: number; accepted: number; declined: number; withdrawn: number; acceptance_rate: number | null };
  carriers: { label: string; people: number; share: number; low: number; high: number }[];
  pairs: { a: string; b: string; both: number; lift: number }[];
  chains: { hops: number; observed: number | null; expected: number | null; z: number | null; p_value: number | null; permutations: number };
  givers: { labels_given: number; people: number }[];
  players_with_profile: number;
}

export type Rule =
  | { all: Rule[] }
  | { any: Rule[] }
  | { not: Rule }
  | { label: string; min_score?: number }
  | { played: true }
  | { invited_at_least: number }
  | { has_coupon: true };

export interface Segment {
  id: string;
  name: string;
  rule: Rule;
  size: number;
  created_at: string;
}

export interface FlashGroup {
  id: string;
  name: string;
  purpose: string;
  segment_id: string;
  size: number;
  opens_at: string;
  closes_at: string;
  state: "waiting" | "open" | "closed";
}

export class LabelsClient {
  private readonly id: string;

  constructor(private readonly access: Access) {
    this.id = encodeURIComponent(access.campaign);
  }

  insights(): Promise<LabelInsights> {
    return this.get(`/v1/insights/labels?campaign=${this.id}`);
  }

  async segments(): Promise<Segment[]> {
    return (await this.get<{ segments: Segment[] }>(`/v1/segments?campaign=${this.id}`)).segments;
  }

  async groups(): Promise<FlashGroup[]> {
    return (await this.get<{ groups: FlashGroup[] }>(`/v1/groups?campaign=${this.id}`)).groups;
  }

  previewSize(rule: Rule): Promise<{ size: number }> {
    return this.post("/v1/segments/preview", { campaign: this.access.campaign, rule });
  }

  saveSegment(name: string, rule: Rule): Promise<{ id: string; size: number }> {
    return this.post("/v1/segments", { campaign: this.access.campaign, name, rule });
  }

  /** The groups made from it stay. */
  deleteSegment(segment: string): Promise<{ deleted: boolean }> {
    return call("DELETE", `/v1/segments/${encodeURIComponent(segment)}`, { token: this.access.key });
  }

  createGroup(group: { segment_id: string; name: string; purpose: string; opens_at: string; closes_at: string }): Promise<{ id: string; size: number }> {
    return this.post("/v1/groups", group);
  }

  /** The members while the group is open; kept nowhere in the page. */
  async members(group: string, form: "csv" | "ndjson"): Promise<Blob> {
    const headers = { Authorization: `Bearer ${this.access.key}` };
    const mark = form === "csv" ? "?bom=1" : ""; // Excel in Chinese takes UTF-8 for its own encoding without it.
    const response = await fetch(`/v1/groups/${encodeURIComponent(group)}/members.${form}${mark}`, { headers }).catch(() => null);
    if (!response) throw new ApiError("network", 0);
    if (response.ok) return response.blob();
    const answer = (await response.json().catch(() => null)) as { error?: ErrorBody } | null;
    throw apiError(response, answer?.error);
  }

  private get<T>(path: string): Promise<T> {
    return call<T>("GET", path, { token: this.access.key });
  }

  private post<T>(path: string, body: object): Promise<T> {
    return call<T>("POST", path, { token: this.access.key, body });
  }
}
