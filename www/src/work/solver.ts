// ALTCHA's proof of work, solved: natively where the browser lets us, in script on a page without TLS (thirty times slower: the work then goes on after the round).
import { pbkdf2 } from "@noble/hashes/pbkdf2.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { solveChallenge, type Challenge, type DeriveKeyFunction } from "altcha-lib";
import { deriveKey as nativeKey } from "altcha-lib/algorithms/web/pbkdf2";

/** Far longer than any work takes. */
const TIMEOUT_MS = 600_000;

const scriptKey: DeriveKeyFunction = (parameters, salt, password) => {
  if (parameters.algorithm !== "PBKDF2/SHA-256") throw new Error(parameters.algorithm);
  const derivedKey = pbkdf2(sha256, password, salt, { c: parameters.cost, dkLen: parameters.keyLength ?? 32 });
  return Promise.resolve({ parameters: {}, derivedKey });
};

/** The payload as ALTCHA's widget sends it. */
export async function solve(challenge: Challenge): Promise<string> {
  const deriveKey = globalThis.crypto?.subtle ? nativeKey : scriptKey;
  const solution = await solveChallenge({ challenge, deriveKey, timeout: TIMEOUT_MS });
  if (!solution) throw new Error("no solution in time");
  return btoa(JSON.stringify({ challenge, solution }));
}
