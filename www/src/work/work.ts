// The work that a prize asks for from a network that took many: begun with the round, waited for at its end. Loaded when it is asked for.
import type { Work, WorkDone } from "../kit/wire";

/** By signature: what was begun with the round is not done twice. */
const begun = new Map<string, Promise<WorkDone>>();

/** The work, done; "none" when this browser cannot. */
export function doWork(work: Work): Promise<WorkDone> {
  const { altcha } = work;
  const known = begun.get(altcha.signature);
  if (known) return known;
  const done = inWorker(altcha)
    .catch(() => onThisThread(altcha))
    .then((payload): WorkDone => ({ altcha: payload }))
    .catch((): WorkDone => "none");
  begun.set(altcha.signature, done);
  return done;
}

function inWorker(challenge: Work["altcha"]): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
    const end = (settle: () => void) => {
      worker.terminate();
      settle();
    };
    worker.onerror = () => end(() => reject(new Error("the worker failed")));
    worker.onmessage = ({ data }) => end(() => (data.payload ? resolve(data.payload) : reject(new Error(data.error))));
    worker.postMessage(challenge);
  });
}

/** Where there are no workers. It pauses often enough that the page stays alive. */
async function onThisThread(challenge: Work["altcha"]): Promise<string> {
  const { solve } = await import("./solver");
  return solve(challenge);
}
