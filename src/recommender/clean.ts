/**
 * Text from Odoo is written by anybody: a customer can name itself. Before it stands in a subject, a message or on a
 * card it becomes one plain line of bounded length.
 */

/** Invisible marks that reorder or split what is read. */
const MARKS = /[\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff]/g;
const BREAKS = /[\p{Cc}\p{Zl}\p{Zp}\s]+/gu;

/** One line without control characters and invisible marks, at most `max` characters; empty when nothing is left. */
export function cleanLine(value: string, max: number): string {
  const line = value.toWellFormed().normalize("NFC").replaceAll(MARKS, "").replaceAll(BREAKS, " ").trim();
  if (line.length <= max) return line;
  // a cut between the halves of a character would leave one that no encoding can write
  const cut = line.slice(0, max - 1);
  return `${(cut.isWellFormed() ? cut : cut.slice(0, -1)).trimEnd()}…`;
}

/**
 * A name to address somebody by, or null when there is none that can be trusted in a message: a name that carries a
 * link or an address would turn our mail into somebody else's.
 */
export function cleanName(value: string | null, max = 80): string | null {
  const name = value === null ? "" : cleanLine(value, max);
  return name === "" || /:\/\/|\bwww\.|@|<|>/i.test(name) ? null : name;
}

/** Text for HTML: nothing in it can become a tag, an attribute or an entity. */
export function escapeHtml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}
