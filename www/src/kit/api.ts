// One call to the endpoint: JSON in, JSON out, every failure an ApiError with a stable tag.
export class ApiError extends Error {
  constructor(
    readonly tag: string,
    readonly status: number,
    readonly retryAfterMs: number | null,
    message: string,
    /** Where in the sent JSON, when the endpoint says it. */
    readonly path = "",
  ) {
    super(message);
  }

  /** Nothing was decided: the same request may succeed later. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export interface CallOptions {
  body?: unknown;
  token?: string;
  idempotencyKey?: string;
  timeoutMs?: number;
}

export async function call<T>(method: "GET" | "POST" | "DELETE", path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = {};
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.token) headers["Authorization"] = `Bearer ${options.token}`;
  if (options.idempotencyKey) headers["Idempotency-Key"] = options.idempotencyKey;
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), options.timeoutMs ?? 12_000);
  try {
    const init: RequestInit = { method, headers, signal: abort.signal };
    if (options.body !== undefined) init.body = JSON.stringify(options.body);
    const response = await fetch(path, init);
    const answer = (await response.json().catch(() => null)) as T & { error?: Refusal };
    if (!response.ok) throw refusal(response, answer?.error);
    if (answer === null) throw new ApiError("network", 0, null, "The answer was cut short.");
    return answer;
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new ApiError("network", 0, null, "The endpoint could not be reached.");
  } finally {
    clearTimeout(timer);
  }
}

export interface Refusal {
  tag: string;
  message: string;
  details?: { path?: string };
}

export function refusal(response: Response, error?: Refusal): ApiError {
  const seconds = Number(response.headers.get("Retry-After"));
  const tag = error?.tag ?? (response.status >= 500 ? "unavailable" : `http_${response.status}`);
  return new ApiError(tag, response.status, seconds > 0 ? seconds * 1000 : null, error?.message ?? tag, error?.details?.path);
}
