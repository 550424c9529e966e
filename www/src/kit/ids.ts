// Random numbers of our own: ids and practice seeds.
function hex(count: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(count));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export function uuid(): string {
  // crypto.randomUUID is missing on http pages and older phones
  const digits = hex(16);
  const variant = "89ab".charAt(parseInt(digits.charAt(16), 16) & 3);
  return [
    digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`, variant + digits.slice(17, 20), digits.slice(20),
  ].join("-");
}

export function practiceSeed(): string {
  return hex(8);
}
