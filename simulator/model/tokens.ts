/** How many tokens a text counts as here: one for every four bytes, so that the same text always costs the same. */
export const countTokens = (text: string): number => Math.ceil(Buffer.byteLength(text, "utf8") / 4);

/** The beginning of a text that counts as at most so many tokens, cut between characters. */
export function cutToTokens(text: string, tokens: number): string {
  if (countTokens(text) <= tokens) return text;
  return new TextDecoder().decode(Buffer.from(text, "utf8").subarray(0, tokens * 4), { stream: true });
}
