// Random ids and seeds, on every browser we serve.
function randomHex(bytes: number): string {
  const random = crypto.getRandomValues(new Uint8Array(bytes));
  return Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** `crypto.randomUUID` is missing on http pages and older phones. */
export function uuid(): string {
  const digits = randomHex(16);
  const variant = "89ab".charAt(parseInt(digits.charAt(16), 16) & 3);
  return [
    digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20),
  ].join("-");
}

/** A seed for a round that wins nothing. */
export function practiceSeed(): string {
  return randomHex(8);
}
