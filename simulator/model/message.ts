import type { ModelAnswer, ModelUsage, StopReason } from "./types.ts";
import type { PromptUsage } from "./promptCache.ts";
import { countTokens, cutToTokens } from "./tokens.ts";

export type ContentBlock =
  | { readonly type: "text"; readonly text: string; readonly citations: null }
  | { readonly type: "thinking"; readonly thinking: string; readonly signature: string }
  | {
      readonly type: "tool_use";
      readonly id: string;
      readonly name: string;
      readonly input: unknown;
      readonly caller: { readonly type: "direct" };
    };

export type SpokenAnswer = Extract<ModelAnswer, { readonly kind: "json" | "text" | "tool_use" | "refusal" }>;

/** A whole message as the API answers it. */
export interface Message {
  readonly id: string;
  readonly type: "message";
  readonly role: "assistant";
  readonly model: string;
  readonly content: readonly ContentBlock[];
  readonly stop_reason: StopReason;
  readonly stop_sequence: null;
  readonly stop_details: { readonly type: "refusal"; readonly category: null; readonly explanation: string | null } | null;
  readonly container: null;
  readonly diagnostics: null;
  readonly usage: ModelUsage & Readonly<Record<string, unknown>>;
}

export interface Asked {
  readonly number: number;
  readonly model: string;
  readonly maxTokens: number;
  readonly prompt: PromptUsage;
}

/** The message that an answer of the script comes to: at most `max_tokens` long, and charged for what it says. */
export function messageOf(answer: SpokenAnswer, { number, model, maxTokens, prompt }: Asked): Message {
  const whole = blocksOf(answer, number);
  const content = cut(whole, maxTokens);
  const isCut = content.length < whole.length || tokensOf(content) < tokensOf(whole);
  return {
    id: `msg_sim_${String(number).padStart(6, "0")}`,
    type: "message",
    role: "assistant",
    model,
    content,
    stop_reason: isCut ? "max_tokens" : stopReasonOf(answer),
    stop_sequence: null,
    stop_details: answer.kind === "refusal" ? { type: "refusal", category: null, explanation: answer.explanation ?? null } : null,
    container: null,
    diagnostics: null,
    usage: {
      input_tokens: prompt.input,
      // never nothing, even for an empty answer
      output_tokens: Math.max(1, tokensOf(content)),
      cache_creation_input_tokens: prompt.written,
      cache_read_input_tokens: prompt.read,
      cache_creation: { ephemeral_5m_input_tokens: prompt.written, ephemeral_1h_input_tokens: 0 },
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: "standard",
      inference_geo: "global",
      speed: null,
    },
  };
}

function stopReasonOf(answer: SpokenAnswer): StopReason {
  if (answer.kind === "refusal" || answer.kind === "tool_use") return answer.kind;
  return answer.kind === "text" ? (answer.stopReason ?? "end_turn") : "end_turn";
}

function blocksOf(answer: SpokenAnswer, number: number): ContentBlock[] {
  const text = (words: string): ContentBlock[] => (words === "" ? [] : [{ type: "text", text: words, citations: null }]);
  switch (answer.kind) {
    case "tool_use": {
      const id = `toolu_sim_${String(number).padStart(6, "0")}`;
      return [...text(answer.text ?? ""), { type: "tool_use", id, name: answer.name, input: answer.input, caller: { type: "direct" } }];
    }
    case "refusal":
      return text(answer.text ?? "");
    case "json":
    case "text": {
      const thought: ContentBlock[] =
        answer.thinking === undefined ? [] : [{ type: "thinking", thinking: answer.thinking, signature: "c2lnbmVk" }];
      return [...thought, ...text(answer.kind === "json" ? JSON.stringify(answer.value) : answer.text)];
    }
  }
}

const wordsOf = (block: ContentBlock): string =>
  block.type === "text" ? block.text : block.type === "thinking" ? block.thinking : JSON.stringify(block.input);

const tokensOf = (blocks: readonly ContentBlock[]): number => blocks.reduce((sum, block) => sum + countTokens(wordsOf(block)), 0);

/** The blocks as far as the limit lets the model speak; thinking counts, and half a tool call is none. */
function cut(blocks: readonly ContentBlock[], maxTokens: number): ContentBlock[] {
  const kept: ContentBlock[] = [];
  let left = maxTokens;
  for (const block of blocks) {
    const tokens = countTokens(wordsOf(block));
    if (tokens <= left) kept.push(block);
    else if (block.type === "text" && left > 0) kept.push({ ...block, text: cutToTokens(block.text, left) });
    left -= tokens;
    if (left < 0) break;
  }
  return kept;
}
