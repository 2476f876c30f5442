import type { TokenCounts } from "./types.ts";

/** US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
  /** Into the cache, for five minutes. */
  readonly cacheWrite: number;
  readonly cacheRead: number;
}

interface ListedPrice extends Price {
  /** What all tokens of a request cost whose prompt is longer than this. */
  readonly longPrompt?: { readonly aboveTokens: number; readonly price: Price };
}

/** Where a price is from: the organisation's settings, the table here, or the dearest of it because the model is not in it. */
export type PriceSource = "settings" | "table" | "dearest";

const price = (input: number, output: number, cacheWrite: number, cacheRead: number): ListedPrice => ({
  input,
  output,
  cacheWrite,
  cacheRead,
});

/**
 * The list prices that Anthropic publishes for its API (platform.claude.com/docs, "Pricing"), as they were in November
 * 2026, by model; a dated id (`claude-haiku-4-5-20251001`) costs what its model costs. Lists change, and discounts and
 * regions are not in them: an organisation can set prices of its own (`ai-coo settings set model '{"prices": …}'`).
 */
const TABLE: Readonly<Record<string, ListedPrice>> = {
  "claude-fable-5-1": price(10, 50, 12.5, 0.25),
  "claude-fable-5": price(10, 50, 12.5, 1),
  "claude-mythos-5-1": price(10, 50, 12.5, 0.25),
  "claude-mythos-5": price(10, 50, 12.5, 1),
  "claude-opus-5-5": price(4, 20, 5, 0.2),
  "claude-opus-5": price(5, 25, 6.25, 0.5),
  "claude-opus-4-8": price(5, 25, 6.25, 0.5),
  "claude-opus-4-7": price(5, 25, 6.25, 0.5),
  "claude-opus-4-6": price(5, 25, 6.25, 0.5),
  "claude-opus-4-5": price(5, 25, 6.25, 0.5),
  "claude-opus-4-1": price(15, 75, 18.75, 1.5),
  "claude-sonnet-5-5": price(2, 10, 2.5, 0.1),
  "claude-sonnet-5": price(2, 10, 2.5, 0.2),
  "claude-sonnet-4-6": price(3, 15, 3.75, 0.3),
  "claude-sonnet-4-5": price(3, 15, 3.75, 0.3),
  "claude-haiku-5-5": {
    ...price(0.1, 0.5, 0.125, 0.01),
    longPrompt: { aboveTokens: 100_000, price: price(0.5, 2.5, 0.625, 0.05) },
  },
  "claude-haiku-4-5": price(1, 5, 1.25, 0.1),
};

const dearest = (part: keyof Price): number => Math.max(...Object.values(TABLE).map((listed) => listed[part]));
const DEAREST: ListedPrice = price(dearest("input"), dearest("output"), dearest("cacheWrite"), dearest("cacheRead"));

/** What a model costs. One that nobody priced counts as the dearest of the table: a budget must not be passed unseen. */
export function priceOf(
  model: string,
  own: Readonly<Record<string, Price>>,
): { readonly price: ListedPrice; readonly source: PriceSource } {
  const set = Object.hasOwn(own, model) ? own[model] : undefined;
  if (set !== undefined) return { price: set, source: "settings" };
  const name = model.replace(/[-@]\d{8}$/, "");
  const listed = Object.hasOwn(TABLE, name) ? TABLE[name] : undefined;
  return listed === undefined ? { price: DEAREST, source: "dearest" } : { price: listed, source: "table" };
}

const MILLION = 1_000_000;

/** What these tokens cost, in US dollars. */
export function costOf(listed: ListedPrice, tokens: TokenCounts): number {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWriteTokens } = tokens;
  const { longPrompt } = listed;
  const prompt = inputTokens + cacheReadTokens + cacheWriteTokens;
  const { input, output, cacheRead, cacheWrite } = longPrompt !== undefined && prompt > longPrompt.aboveTokens ? longPrompt.price : listed;
  return (inputTokens * input + outputTokens * output + cacheReadTokens * cacheRead + cacheWriteTokens * cacheWrite) / MILLION;
}

/** What providers add to a prompt: how the answer is to be formed, and their own frame around it. */
const ADDED_TOKENS = 1_000;

/**
 * The most tokens that a request can come to. A token is at least one byte of text, so the bytes of a prompt are a bound
 * that always holds, though English has about four to a token; all of it may have to be written to the cache.
 */
export function mostTokens(promptTexts: readonly string[], maxOutputTokens: number): TokenCounts {
  const bytes = promptTexts.reduce((sum, text) => sum + Buffer.byteLength(text, "utf8"), 0);
  return { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: bytes + ADDED_TOKENS, outputTokens: maxOutputTokens };
}
