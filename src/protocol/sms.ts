/** The characters of GSM 03.38 that take one septet. */
const GSM_BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Those that take two: an escape and the character, which stay together. */
const GSM_EXTENDED = new Set("\f^{}\\[~]|€");

export interface SmsSize {
  /** UCS-2 as soon as one character is outside GSM's alphabet. */
  readonly encoding: "gsm7" | "ucs2";
  /** Septets, or 16-bit units. */
  readonly units: number;
  /** How many messages are charged. */
  readonly segments: number;
}

/**
 * How an SMS is split: 160 septets or 70 16-bit units in one segment, 153 or 67 in each of several, because
 * every part then carries a header. A character that takes two units is never split.
 * Source: 3GPP TS 23.038 and 23.040.
 */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const isGsm = characters.every((character) => GSM_BASIC.has(character) || GSM_EXTENDED.has(character));
  const sizes = characters.map((character) => (isGsm ? (GSM_EXTENDED.has(character) ? 2 : 1) : character.length));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, shared] = isGsm ? [160, 153] : [70, 67];
  return { encoding: isGsm ? "gsm7" : "ucs2", units, segments: units <= alone ? 1 : packed(sizes, shared) };
}

function packed(sizes: readonly number[], capacity: number): number {
  let segments = 1;
  let filled = 0;
  for (const size of sizes) {
    if (filled + size > capacity) {
      segments += 1;
      filled = 0;
    }
    filled += size;
  }
  return segments;
}

/** Crockford's: without the letters that read as digits. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A short code of an action, six characters, for the text of its SMS: providers that take no reference of ours
 * list sent messages with their text, and by the code a message is found again. It has to stand in the text
 * that is approved, because nothing may be added to it later. A function of the action's id alone.
 */
export function smsCode(actionId: string): string {
  const tail = Number.parseInt(actionId.replaceAll("-", "").slice(-8), 16);
  return Array.from({ length: 6 }, (_, place) => LETTERS[Math.floor(tail / 32 ** (5 - place)) % 32]).join("");
}

/** Whether a text carries the action's code, as a word of its own. */
export function carriesSmsCode(text: string, actionId: string): boolean {
  return new RegExp(`(?<![A-Za-z0-9])${smsCode(actionId)}(?![A-Za-z0-9])`).test(text);
}
