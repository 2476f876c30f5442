import { describe, expect, test } from "vitest";
import { z } from "zod";
import { GOOD, MODEL, openScene, ORDER } from "./scene.ts";

/** What a model answers, over HTTP from the scripted server: what is taken from it, and what is not. */

const scene = openScene();

describe("an answer that fits", () => {
  test("is the value, with what it cost", async () => {
    scene.server.script({ kind: "json", value: GOOD, thinking: "The larger one first." });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({ ok: true, value: GOOD });
    const { input_tokens, output_tokens, cache_creation_input_tokens } = scene.server.messages()[0]!.usage!;
    expect(answer.usage).toEqual({
      model: MODEL,
      tries: 1,
      inputTokens: input_tokens,
      outputTokens: output_tokens,
      cacheReadTokens: 0,
      cacheWriteTokens: cache_creation_input_tokens,
      costUsd: (input_tokens * 2 + output_tokens * 10 + cache_creation_input_tokens * 2.5) / 1_000_000,
      isAssumed: false,
      durationMs: 0,
    });
  });

  test("was asked for with the schema, without tools, and with every block of the system prompt remembered", async () => {
    scene.server.script({
      expect: ({ model, schema, tools, maxTokens, system, said, stream }) => {
        expect({ model, tools, maxTokens, stream }).toEqual({ model: MODEL, tools: [], maxTokens: 500, stream: false });
        expect(schema).toMatchObject({ type: "object", required: ["order"], additionalProperties: false });
        expect(system).toEqual(ORDER.system.map((text) => ({ type: "text", text, cache_control: { type: "ephemeral" } })));
        expect(said).toEqual([{ role: "user", text: ORDER.content }]);
      },
      answer: { kind: "json", value: GOOD },
    });
    expect((await scene.model().ask(ORDER)).ok).toBe(true);
    expect(scene.server.messages()[0]!.body).toMatchObject({ output_config: { effort: "low" } });
  });

  test("is read from the cache the second time, and what the calls share is read by another purpose too", async () => {
    scene.server.answerAlways(() => ({ kind: "json", value: GOOD }));
    const model = scene.model();
    const first = await model.ask(ORDER);
    const second = await model.ask({ ...ORDER, content: "c1: something else" });
    const written = first.usage!.cacheWriteTokens;
    expect(written).toBeGreaterThan(600);
    expect(second.usage).toMatchObject({ cacheReadTokens: written, cacheWriteTokens: 0 });
    expect(second.usage!.costUsd).toBeLessThan(first.usage!.costUsd / 2);

    const other = await model.ask({ ...ORDER, system: [ORDER.system[0]!, "Answer with the handles, and be kind about it."] });
    expect(other.usage!.cacheReadTokens).toBeGreaterThan(600);
    expect(other.usage!.cacheWriteTokens).toBeLessThan(40);
  });

  test("may be larger than the schema that the API takes: bounds are checked here", async () => {
    const long = { order: [{ handle: "c1", reason: "x".repeat(41) }] };
    scene.server.script({ kind: "json", value: long });
    expect(await scene.model().ask(ORDER)).toMatchObject({
      ok: false,
      reason: "malformed",
      sentence: "The model's answer does not fit: order.0.reason (too big), so nothing was taken from it.",
    });
  });

  test("passes through what the schema makes of it", async () => {
    const schema = z.object({ when: z.string().transform((text) => text.length) });
    scene.server.script({ kind: "json", value: { when: "soon" } });
    expect(await scene.model().ask({ ...ORDER, schema })).toMatchObject({ ok: true, value: { when: 4 } });
  });
});

describe("an answer that is of no use", () => {
  test.each([
    ["a refusal", { kind: "refusal", explanation: "Not this." }, "refused"],
    ["a text that is cut at its limit", { kind: "text", text: JSON.stringify(GOOD).repeat(100) }, "truncated"],
    ["JSON that is cut", { kind: "text", text: JSON.stringify(GOOD).slice(0, 30), stopReason: "max_tokens" }, "truncated"],
    [
      "whole JSON at the end of the context",
      { kind: "text", text: JSON.stringify(GOOD), stopReason: "model_context_window_exceeded" },
      "truncated",
    ],
    ["JSON that is cut without a word about it", { kind: "text", text: JSON.stringify(GOOD).slice(0, 30) }, "malformed"],
    ["prose", { kind: "text", text: "I would begin with c1." }, "malformed"],
    ["nothing", { kind: "text", text: "" }, "malformed"],
    ["JSON of another shape", { kind: "text", text: '{"order":[{"handle":"c3","reason":"Mine"}]}' }, "malformed"],
    ["a call of a tool that it was not given", { kind: "tool_use", name: "send_email", input: {} }, "malformed"],
    ["a turn that is not over", { kind: "text", text: JSON.stringify(GOOD), stopReason: "pause_turn" }, "malformed"],
  ] as const)("%s is said to be one, is charged, and is not asked for again", async (_name, scripted, reason) => {
    scene.server.script(scripted);
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({ ok: false, reason, sentence: expect.stringMatching(/nothing was taken from it\.$/) as string });
    expect("value" in answer).toBe(false);
    expect(answer.usage).toMatchObject({ tries: 1, outputTokens: scene.server.messages()[0]!.usage!.output_tokens, isAssumed: false });
    expect(answer.usage!.costUsd).toBeGreaterThan(0);
    expect(await scene.recorded()).toMatchObject([{ outcome: reason, costUsd: answer.usage!.costUsd }]);
  });

  test("names what does not fit by its place, never by its value", async () => {
    scene.server.script({ kind: "text", text: '{"order":[{"handle":"jane@customer.example","reason":7}],"more":1}' });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({
      sentence: expect.stringContaining("order.0.handle (invalid value), order.0.reason (invalid type)") as string,
    });
    expect(JSON.stringify(answer)).not.toContain("jane");
  });

  test.each([
    ["a page of a proxy", { kind: "raw", body: "<html><body>Please sign in</body></html>" }],
    ["JSON that is no message", { kind: "raw", contentType: "application/json", body: '{"status":"ok"}' }],
    ["half a JSON", { kind: "raw", contentType: "application/json", body: '{"id":"msg_1","content":[{"type":"te' }],
    ["an empty body", { kind: "raw", contentType: "application/json", body: "" }],
  ] as const)("%s in the place of the API is malformed, and counts as the most it can have cost", async (_name, scripted) => {
    scene.server.script(scripted);
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({ ok: false, reason: "malformed", usage: { tries: 1, outputTokens: 500, isAssumed: true } });
    expect(await scene.recorded()).toMatchObject([{ outcome: "malformed", isAssumed: true }]);
  });
});

test("a schema that no model can be held to is found before anything is asked", async () => {
  for (const schema of [z.object({ at: z.date() }), z.object({ by: z.record(z.string(), z.string()) }), z.object({ any: z.unknown() })]) {
    expect(await scene.model().ask({ ...ORDER, schema: schema as z.ZodType })).toMatchObject({ ok: false, reason: "rejected" });
  }
  expect(scene.server.requests()).toEqual([]);
});

test("what is recorded of a request names it, its purpose and its outcome, and what the provider calls it", async () => {
  scene.server.script({ kind: "json", value: GOOD });
  await scene.model().ask(ORDER);
  expect(await scene.recorded()).toMatchObject([
    { at: scene.ctx.clock.now(), model: MODEL, purpose: "order", outcome: "answered", pricedBy: "table", requestId: "req_sim_000001" },
  ]);
  expect(await scene.sums()).toMatchObject([
    { purpose: "order", model: MODEL, requests: 1, answered: 1, assumedUsd: 0, pricedAsDearest: 0 },
  ]);
});
