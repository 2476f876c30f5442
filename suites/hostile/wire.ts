import { createHash } from "node:crypto";
import type { Context } from "#src/db/index.ts";
import { anthropicProvider, createLanguageModel, modelSettingsSchema, type Answer, type LanguageModel } from "#src/llm/index.ts";
import { FAILURE_REASONS } from "#src/llm/types.ts";
import { usageLedger } from "#src/main/model.ts";
import { mailAnswer, smsAnswer } from "#src/recommender/advice/answer.ts";
import { assembleDraft } from "#src/recommender/advice/assemble.ts";
import { phrasesFor } from "#src/recommender/advice/phrases/index.ts";
import { checkDraft, DEFAULT_DRAFT_BOUNDS } from "#src/recommender/grounding/index.ts";
import { startModelServer, type ModelAnswer, type ModelServer } from "#simulator/model/index.ts";
import { injections } from "./attacker.ts";
import { occasions } from "./occasions.ts";

/**
 * Whatever stands in the place of the API may answer anything. Answers that break its protocol, each made of a seed that is
 * printed where something is wrong: the product throws nothing, says why it has no answer in its own words, and uses none of theirs.
 */

/** Stands in every answer's own words, so that it can be told where they went. */
const HEARD = "wirelore";
const LARGE = 300_000;
/** `--broken=<seed>` on the command line: only this one is tried. */
const ONLY = process.argv.find((argument) => argument.startsWith("--broken="))?.slice("--broken=".length);

type Next = (limit: number) => number;

/** The same numbers for the same seed. */
function numbersOf(seed: number): Next {
  let at = 0;
  return (limit) => {
    at += 1;
    return createHash("sha256").update(`${seed}:${at}`).digest().readUInt32BE(0) % limit;
  };
}

const pick = <T>(next: Next, from: readonly T[]): T => from[next(from.length)]!;

/** The body of a message as the API sends it, before it is broken. */
const messageOf = (content: readonly unknown[], more: object = {}): Record<string, unknown> => ({
  id: "msg_wire",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-5-5",
  content,
  stop_reason: "end_turn",
  stop_sequence: null,
  usage: { input_tokens: 10, output_tokens: 10 },
  ...more,
});
const block = (text: string): object => ({ type: "text", text });

type Breakage = (next: Next, said: string) => ModelAnswer;
const raw = (body: unknown, more: { readonly status?: number; readonly contentType?: string } = {}): ModelAnswer => ({
  kind: "raw",
  contentType: "application/json",
  ...more,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const cut = (text: string, next: Next): string => text.slice(0, next(text.length));
const WRONG: readonly unknown[] = [null, true, -1, 1e308, "", [], {}, [[]], HEARD, { text: HEARD }];

/** Ways in which an answer is none; each leaves words of its own somewhere in it. */
const BREAKAGES: Readonly<Record<string, Breakage>> = {
  "a message cut short": (next, said) => raw(cut(JSON.stringify(messageOf([block(said)])), next)),
  "an answer cut short inside a whole message": (next, said) => raw(messageOf([block(cut(said, next))])),
  "a stream where a message was asked for": (_, said) =>
    raw(
      `event: message_start\ndata: ${JSON.stringify({ type: "message_start", message: messageOf([block(said)]) })}\n\nevent: ping\ndata: {`,
      {
        contentType: "text/event-stream",
      },
    ),
  "a stream that stops": (next, said) =>
    raw(cut(`event: content_block_delta\ndata: ${JSON.stringify({ type: "content_block_delta", delta: { text: said } })}\n\n`, next), {
      contentType: "text/event-stream",
    }),
  "blocks of a kind that there is not": (next, said) =>
    raw(messageOf([{ type: pick(next, ["image", "wirelore", "", "TEXT", "text\u0000"]), text: said }])),
  "a block without its text": (next) => raw(messageOf([{ type: "text", text: pick(next, WRONG) }])),
  "the same tool used twice": (_, said) =>
    raw(
      messageOf(
        Array.from({ length: 2 }, () => ({ type: "tool_use", id: "toolu_1", name: "draft", input: { said } })),
        { stop_reason: "tool_use" },
      ),
    ),
  "a tool beside the text": (_, said) => raw(messageOf([{ type: "tool_use", id: "toolu_1", name: HEARD, input: {} }, block(said)])),
  "thinking that is the answer": (_, said) => raw(messageOf([{ type: "thinking", thinking: said, signature: "x" }])),
  "the answer in two blocks": (_, said) => raw(messageOf([block(said), block(said)])),
  "a page": (_, said) => raw(`<html><body>${said}</body></html>`, { contentType: "text/html" }),
  "an error that calls itself well": (_, said) => raw({ type: "error", error: { type: "overloaded_error", message: said } }),
  "an error of another program": (next, said) =>
    raw({ error: said, message: said, detail: [said] }, { status: pick(next, [400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 529]) }),
  nothing: (next) => raw("", { status: pick(next, [200, 204, 500]) }),
  "JSON of another kind": (next) => raw(JSON.stringify(pick(next, WRONG))),
  "a list of messages": (_, said) => raw([messageOf([block(said)])]),
  "an odd end": (next, said) =>
    raw(messageOf([block(said)], { stop_reason: pick(next, ["tool_use", "pause_turn", "wirelore", null, "__proto__"]) })),
  "a refusal with words": (_, said) => raw(messageOf([block(said)], { stop_reason: "refusal" })),
  "a cost that cannot be": (next, said) =>
    raw(
      messageOf([block(said)], {
        usage: pick<unknown>(next, [null, {}, { input_tokens: -1, output_tokens: 1 }, { input_tokens: "9", output_tokens: 1.5 }]),
      }),
    ),
  "content that is no list": (next, said) => raw(messageOf([], { content: pick<unknown>(next, [said, null, { 0: block(said) }, 7]) })),
  "much of it": (next, said) => raw(messageOf([block(`${said}${pick(next, [" ", "a", "\u0000", "🦊", "["]).repeat(LARGE)}`)])),
  "deep nesting": (next) => raw(`${"[".repeat(20_000)}${pick(next, ["", "]".repeat(20_000)])}`),
  "keys that are properties": (_, said) =>
    raw(`{"__proto__":{"content":[]},"constructor":1,${JSON.stringify(messageOf([block(said)])).slice(1)}`),
  "half letters": (next, said) =>
    raw(JSON.stringify(messageOf([block(said)])).replaceAll("e", pick(next, ["\\ud800", "\\udfff\\ud800", "\\u0000", "\\u202e"]))),
  "letters that are none": (next, said) =>
    raw(
      messageOf([block(Array.from(said, (letter) => (next(9) === 0 ? pick(next, ["\u200b", "\ufeff", "﷽", "\u0335"]) : letter)).join(""))]),
    ),
  "an answer with more keys": (_, said) => raw(messageOf([block(said.replace(/^\{/, `{"${HEARD}":1,`))])),
  "an answer of the other kind": (_, said) =>
    raw(messageOf([block(JSON.stringify({ order: ["c1"], notes: [{ handle: "c1", sentence: said.slice(0, 200) }], check_ins: [] }))])),
  "a connection that breaks": (next) => ({ kind: "drop", when: pick(next, ["before_answer", "in_answer"]) }),
};

export interface WireResult {
  readonly answers: number;
  /** Answers that fitted all the same, and were judged like any other. */
  readonly fitting: number;
  readonly faults: number;
}

/** The real client, behind the real budget, tried once: another try would meet the same answer. */
function modelAt({ url, apiKey }: ModelServer, ctx: Context): LanguageModel {
  return createLanguageModel({
    provider: anthropicProvider({ apiKey, baseUrl: url, model: "claude-sonnet-5-5" }),
    ledger: usageLedger(ctx),
    policy: async () => ({ ...modelSettingsSchema.parse({ monthlyBudgetUsd: 10_000 }), timezone: "UTC" }),
    clock: ctx.clock,
    patience: { tries: 1, tryTimeoutMs: 30_000, totalTimeoutMs: 30_000, firstPauseMs: 0, longestPauseMs: 0 },
  });
}

/** Asks so many times, and is answered by a breakage each time. */
export async function tryWire(ctx: Context, rounds: number, report: (what: string) => void): Promise<WireResult> {
  const server = await startModelServer();
  try {
    return await broken(server, modelAt(server, ctx), rounds, report);
  } finally {
    await server.stop();
  }
}

async function broken(server: ModelServer, model: LanguageModel, rounds: number, report: (what: string) => void): Promise<WireResult> {
  const messages = occasions();
  const texts = injections();
  const result = { answers: 0, fitting: 0, faults: 0 };
  const breakages = Object.entries(BREAKAGES);
  for (let seed = ONLY === undefined ? 0 : Number(ONLY); seed < (ONLY === undefined ? rounds : Number(ONLY) + 1); seed += 1) {
    const next = numbersOf(seed);
    const [name, breakage] = breakages[seed % breakages.length]!;
    const [about, occasion] = pick(next, messages);
    const words = `${String(texts.next().value)} ${HEARD}`;
    const said = JSON.stringify(
      occasion.kind === "sms" ? { body: [{ write: words }] } : { subject: null, opening: [[{ write: words }]], closing: [] },
    );
    server.clear();
    server.answerAlways(() => breakage(next, said));
    result.answers += 1;
    const fault = (what: string): void => {
      result.faults += 1;
      report(`seed ${seed}, ${name}, a message of ${about}: ${what}`);
    };
    try {
      const question = { purpose: "draft", system: ["Write."], content: "Facts.", maxOutputTokens: 500 };
      const answer =
        occasion.kind === "sms"
          ? await model.ask({ ...question, schema: smsAnswer })
          : await model.ask({ ...question, schema: mailAnswer });
      if (!answer.ok) {
        for (const what of faultsOf(answer)) fault(what);
        continue;
      }
      result.fitting += 1;
      const assembled = assembleDraft(answer.value, phrasesFor(occasion), occasion);
      if (assembled.kind === "refused") continue;
      const isSound = checkDraft(assembled.draft, occasion.facts, { ...DEFAULT_DRAFT_BOUNDS, smsReserved: occasion.reserved }).ok;
      if (!isSound || JSON.stringify(assembled.draft).includes(HEARD)) fault(`used ${JSON.stringify(assembled.draft)}`);
    } catch (error) {
      fault(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
  }
  return result;
}

/** What is wrong with a failure: a reason that is none, or words that are not the product's own. */
function faultsOf(answer: Extract<Answer<unknown>, { readonly ok: false }>): string[] {
  const told = `${answer.sentence}\n${answer.next}`;
  return [
    ...(FAILURE_REASONS.includes(answer.reason) ? [] : [`there is no reason ${answer.reason}`]),
    ...(told.includes(HEARD) ? [`it repeats what was answered: ${told}`] : []),
    ...(/sk-ant|undefined|\[object/.test(told) || !/[.!]$/.test(answer.sentence.trim()) ? [`it does not say why in words: ${told}`] : []),
  ];
}
