// The work for a prize on a thread of its own: a challenge in, its payload out.
import { solve } from "./solver";

addEventListener("message", ({ data }: MessageEvent) => {
  solve(data).then(
    (payload) => postMessage({ payload }),
    (error: unknown) => postMessage({ error: String(error) }),
  );
});
