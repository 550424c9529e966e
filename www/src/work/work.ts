// The work that a prize asks for from a network that took many: begun with the round, waited for at its end. Loaded when it is asked for.
import { errorWords } from "../i18n/error-words";
import { addErrorWords, errorText } from "../i18n/play-words";
import type { AltchaChallenge, Work, WorkDone } from "../kit/wire";
import type { Session } from "../play/session";

addErrorWords(errorWords);

/** By signature: what was begun with the round is not done twice. */
const begun = new Map<string, Promise<WorkDone>>();

/** Captchas that were shown for a run: after the first that could not be reached, a person decides. */
const shown = new Set<string>();

/** The work, done; "none" when this browser cannot. */
export async function doWork(session: Session, runId: string, work: Work): Promise<WorkDone> {
  if ("altcha" in work) return prove(work.altcha);
  const { askCaptcha } = await import("./captcha");
  const mayRetry = shown.has(runId);
  shown.add(runId);
  const { t } = session;
  const words = { title: errorText(t, "captcha"), unreachable: errorText(t, "captcha_unreachable"), retry: t("retry"), leave: errorText(t, "captcha_leave") };
  return askCaptcha(work, runId, words, mayRetry);
}

function prove(altcha: AltchaChallenge): Promise<WorkDone> {
  const known = begun.get(altcha.signature);
  if (known) return known;
  const done = inWorker(altcha)
    .catch(() => onThisThread(altcha))
    .then((payload): WorkDone => ({ altcha: payload }))
    .catch((): WorkDone => "none");
  begun.set(altcha.signature, done);
  return done;
}

function inWorker(challenge: AltchaChallenge): Promise<string> {
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
async function onThisThread(challenge: AltchaChallenge): Promise<string> {
  const { solve } = await import("./solver");
  return solve(challenge);
}
