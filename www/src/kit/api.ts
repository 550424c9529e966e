// Calls to the endpoint: JSON in, JSON out, every failure an ApiError with a stable tag.
import type { ErrorTag } from "./tags";
import type { Campaign, Work } from "./wire";

const TIMEOUT_MS = 12_000;

export class ApiError extends Error {
  constructor(
    readonly tag: string,
    readonly status: number,
    readonly retryAfterMs: number | null = null,
    /** What else the endpoint says, where its tag needs more. */
    readonly details: ErrorDetails = {},
  ) {
    super(tag);
  }

  is(...tags: ErrorTag[]): boolean {
    return tags.some((tag) => tag === this.tag);
  }

  /** The endpoint has decided nothing: the same request may succeed later. */
  get retryable(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface CallOptions {
  body?: unknown;
  token?: string;
  idempotencyKey?: string;
}

/** The endpoint's tag, or "other" for any other failure. */
export function errorTag(error: unknown): string {
  return error instanceof ApiError ? error.tag : "other";
}

export async function call<T>(method: "GET" | "POST" | "DELETE", path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.token) headers["Authorization"] = `Bearer ${options.token}`;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  const aborter = new AbortController();
  const timer = setTimeout(() => aborter.abort(), TIMEOUT_MS);
  try {
    const init: RequestInit = { method, headers, signal: aborter.signal, keepalive: method === "DELETE" }; // a no outlives the page
    if (options.body !== undefined) init.body = JSON.stringify(options.body);
    const response = await fetch(path, init);
    const answer = (await response.json().catch(() => null)) as T & { error?: ErrorBody };
    if (!response.ok) throw apiError(response, answer?.error);
    if (answer === null) throw new ApiError("network", 0); // cut short
    return answer;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("network", 0);
  } finally {
    clearTimeout(timer);
  }
}

export interface ErrorBody {
  tag: string;
  details?: ErrorDetails;
}

export interface ErrorDetails {
  /** The place in the sent JSON that is at fault. */
  path?: string;
  /** What a prize asks for first. */
  work?: Work;
}

export function apiError(response: Response, error?: ErrorBody): ApiError {
  const seconds = Number(response.headers.get("Retry-After"));
  const tag = error?.tag ?? (response.status >= 500 ? "unavailable" : `http_${response.status}`);
  return new ApiError(tag, response.status, seconds > 0 ? seconds * 1000 : null, error?.details);
}

/** The public part of a campaign, in the locale or the one the endpoint finds closest to it. */
export function fetchCampaign(id: string, locale: string): Promise<Campaign> {
  return call<Campaign>("GET", `/v1/campaigns/${encodeURIComponent(id)}?locale=${encodeURIComponent(locale)}`);
}
