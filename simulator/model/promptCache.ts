import { createHash } from "node:crypto";
import type { MessageBody } from "./request.ts";
import { countTokens } from "./tokens.ts";

/** What a prompt is charged as. */
export interface PromptUsage {
  readonly input: number;
  readonly written: number;
  readonly read: number;
}

interface Block {
  /** Of this block and all before it, in the order of the API: tools, system, messages. */
  readonly hash: string;
  /** Tokens up to the end of this block. */
  readonly tokens: number;
  readonly ttl: "5m" | "1h" | null;
}

const LIFE_MS = { "5m": 5 * 60_000, "1h": 60 * 60_000 } as const;

/** How many blocks before a breakpoint are looked at for an earlier cached prompt. */
const LOOKBACK = 20;

/**
 * The prompts that the API remembers: whole beginnings up to a breakpoint (`cache_control`), by model, for their time
 * after the last use. What is read and what is written follows from what really came before.
 */
export class PromptCache {
  readonly #ends = new Map<string, number>();
  readonly #minimum: number;
  readonly #now: () => Date;

  constructor(minimumTokens: number, now: () => Date) {
    this.#minimum = minimumTokens;
    this.#now = now;
  }

  /** What this prompt is charged as; the cache remembers it from here on. */
  take(body: MessageBody): PromptUsage {
    const now = this.#now().getTime();
    const blocks = blocksOf(body);
    const total = blocks.at(-1)?.tokens ?? 0;
    const breakpoints = blocks.flatMap(({ ttl, tokens }, index) => (ttl === null || tokens < this.#minimum ? [] : [index]));
    const last = breakpoints.at(-1);
    if (last === undefined) return { input: total, written: 0, read: 0 };

    const hit = Math.max(...breakpoints.map((breakpoint) => this.#longestHit(blocks, breakpoint, now)));
    for (const index of hit >= 0 ? [...breakpoints, hit] : breakpoints) {
      const { hash, ttl } = blocks[index]!;
      this.#ends.set(hash, Math.max(this.#ends.get(hash) ?? 0, now + LIFE_MS[ttl ?? "5m"]));
    }
    const read = hit < 0 ? 0 : blocks[hit]!.tokens;
    const cached = Math.max(read, blocks[last]!.tokens);
    return { input: total - cached, written: cached - read, read };
  }

  clear(): void {
    this.#ends.clear();
  }

  /** The latest remembered block at or shortly before a breakpoint; -1 where there is none. */
  #longestHit(blocks: readonly Block[], breakpoint: number, now: number): number {
    for (let index = breakpoint; index >= 0 && index > breakpoint - LOOKBACK; index--) {
      if ((this.#ends.get(blocks[index]!.hash) ?? 0) > now) return index;
    }
    return -1;
  }
}

function blocksOf({ model, tools, system, messages, output_config, cache_control }: MessageBody): Block[] {
  type Part = { readonly text: string; readonly mark?: { readonly ttl?: "5m" | "1h" | undefined } | null | undefined };
  const parts: Part[] = (tools ?? []).map(({ cache_control: mark, ...tool }) => ({ text: JSON.stringify(tool), mark }));
  // the schema is part of the prompt that the model sees, before everything that callers write
  if (output_config?.format) parts.unshift({ text: JSON.stringify(output_config.format.schema) });
  if (typeof system === "string") parts.push({ text: system });
  else parts.push(...(system ?? []).map(({ text, cache_control: mark }) => ({ text, mark })));
  for (const { role, content } of messages) {
    const contents = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
    for (const { cache_control: mark, ...block } of contents) {
      parts.push({ text: `${role}: ${block.type === "text" ? block.text : JSON.stringify(block)}`, mark });
    }
  }
  if (cache_control && parts.length > 0) parts.push({ ...parts.pop()!, mark: cache_control });

  const hash = createHash("sha256").update(model);
  let tokens = 0;
  return parts.map(({ text, mark }) => {
    hash.update(`\u0000${text}`);
    tokens += countTokens(text);
    return { hash: hash.copy().digest("hex"), tokens, ttl: mark ? (mark.ttl ?? "5m") : null };
  });
}

/** How many tokens the whole prompt counts as. */
export const countPrompt = (body: MessageBody): number => blocksOf(body).at(-1)?.tokens ?? 0;
