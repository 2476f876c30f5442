/**
 * Words that came from elsewhere, made fit to be shown and kept: one line without control characters (the database
 * refuses NUL), well-formed (the audit refuses half a surrogate pair), and no longer than `longest` UTF-16 units.
 */
export function oneLine(text: string, longest: number): string {
  // eslint-disable-next-line no-control-regex
  const line = text.replaceAll(/[\u0000-\u001f\u007f-\u009f\s]+/g, " ").trim();
  return (line.length > longest ? `${line.slice(0, longest - 1)}…` : line).toWellFormed();
}

/** A text without what the database (NUL) and the audit (half a surrogate pair) cannot keep. */
export const keepable = (text: string): string => text.replaceAll("\u0000", "").toWellFormed();

/** Shorter ones are no secrets, and would be found in any text. */
const SHORTEST_SECRET = 4;

/**
 * A text in which no secret stands, neither as it is nor encoded for an address, a form, a header of Basic
 * authentication or a mail server's login: the other side may repeat what it was sent. Case plays no part, because
 * encodings differ in it.
 */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  let kept = text;
  for (const secret of secrets) {
    if (secret.length < SHORTEST_SECRET) continue;
    for (const form of formsOf(secret))
      kept = kept.replaceAll(new RegExp(form.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`), "gi"), "[key]");
  }
  return kept;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret, "utf8");
  const encoded = [
    encodeURIComponent(secret),
    new URLSearchParams({ "": secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
  ];
  const base64 = [0, 1, 2].flatMap((offset) => {
    // inside something longer, such as `user:password`, the outermost characters depend on the neighbours
    const whole = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "");
    const core = whole.slice(offset === 0 ? 0 : offset + 1, -1);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [...new Set([secret, ...encoded, bytes.toString("hex"), ...base64.filter((form) => form.length >= SHORTEST_SECRET)])];
}
