import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { GOOD, openScene, ORDER, PATIENCE } from "./scene.ts";

/** What goes wrong between us and a model: what is tried again, for how long, and what is said about it. */

const scene = openScene();
const good = { kind: "json", value: GOOD } as const;

describe("what may pass is tried again", () => {
  test.each([
    ["a rate limit", { kind: "error", status: 429 }, "rate_limited"],
    ["an overloaded API", { kind: "error", status: 529 }, "unavailable"],
    ["an error of the API", { kind: "error", status: 500 }, "unavailable"],
    ["a proxy without a server behind it", { kind: "raw", status: 502, body: "<html>Bad gateway</html>" }, "unavailable"],
    ["a connection that breaks before the answer", { kind: "drop", when: "before_answer" }, "unavailable"],
    ["a connection that breaks in the answer", { kind: "drop", when: "in_answer" }, "unavailable"],
  ] as const)("%s", async (_name, scripted, reason) => {
    scene.server.script(scripted, good);
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: true, value: GOOD, usage: { tries: 2 } });
    expect(scene.waits.pauses).toHaveLength(1);

    scene.server.script(scripted, scripted, scripted);
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: false, reason, usage: { tries: 3 } });
    expect((await scene.recorded()).map(({ outcome }) => outcome)).toEqual([reason, "answered", reason, reason, reason]);
  });

  test("after pauses that may double each time", async () => {
    for (let round = 0; round < 20; round++) {
      scene.server.script({ kind: "error", status: 529 }, { kind: "error", status: 529 }, good);
      await scene.model().ask(ORDER);
    }
    const pauses = (nth: number) => scene.waits.pauses.filter((_, index) => index % 2 === nth);
    expect(Math.max(...pauses(0))).toBeLessThanOrEqual(1_000);
    expect(Math.max(...pauses(1))).toBeLessThanOrEqual(2_000);
    expect(Math.max(...pauses(1))).toBeGreaterThan(1_000);
  });

  test("after as long as the API asks for", async () => {
    scene.server.script({ kind: "error", status: 429, retryAfterSeconds: 17 }, good);
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: true, usage: { durationMs: 17_000 } });
    expect(scene.waits.pauses).toEqual([17_000]);
  });

  test("but not where the API asks for longer than anybody waits, or says that it is of no use", async () => {
    scene.server.script({ kind: "error", status: 429, retryAfterSeconds: 21 });
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: false, reason: "rate_limited", usage: { tries: 1 } });
    scene.server.script({ kind: "error", status: 429, headers: { "x-should-retry": "false" } });
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: false, reason: "rate_limited", usage: { tries: 1 } });
    expect(scene.waits.pauses).toEqual([]);
  });

  test("nor where the pause would be longer than the time that the call has left", async () => {
    scene.server.script(() => {
      scene.ctx.clock.advance({ seconds: 240 });
      return { kind: "error", status: 429, retryAfterSeconds: 15 };
    });
    expect(await scene.model().ask(ORDER)).toMatchObject({ ok: false, reason: "rate_limited", usage: { tries: 1, durationMs: 240_000 } });
    expect(scene.waits.pauses).toEqual([]);
  });

  test("and a refusal of the service costs nothing, while an answer that was lost may have been charged", async () => {
    scene.server.script({ kind: "error", status: 529 }, { kind: "drop", when: "before_answer" }, good);
    const answer = await scene.model().ask(ORDER);
    const [overloaded, lost, answered] = await scene.recorded();
    expect(overloaded).toMatchObject({ costUsd: 0, outputTokens: 0, isAssumed: false });
    expect(lost).toMatchObject({ outputTokens: ORDER.maxOutputTokens, isAssumed: true });
    expect(lost!.costUsd).toBeGreaterThan(answered!.costUsd);
    expect(answer.usage).toMatchObject({ isAssumed: true, costUsd: lost!.costUsd + answered!.costUsd });
    // tokens are summed as they were reported; what is assumed counts in the cost alone
    expect(await scene.sums()).toMatchObject([
      { requests: 3, answered: 1, outputTokens: answered!.outputTokens, assumedUsd: lost!.costUsd, costUsd: answer.usage!.costUsd },
    ]);
  });
});

describe("what does not pass is asked once, and says what to do", () => {
  test.each([
    [400, "rejected", "report it"],
    [401, "key_refused", "ANTHROPIC_API_KEY"],
    [402, "rejected", "payment"],
    [403, "key_refused", "ANTHROPIC_MODEL"],
    [413, "rejected", "report it"],
  ] as const)("%i", async (status, reason, next) => {
    scene.server.script({ kind: "error", status, message: "Said by the API" });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({ ok: false, reason, next: expect.stringContaining(next) as string, usage: { tries: 1, costUsd: 0 } });
    expect(answer).toMatchObject({ sentence: expect.stringContaining(`(${status}, Said by the API)`) as string });
  });

  test("a key that is not the account's", async () => {
    scene.server.script({ refused: 401 });
    const apiKey = "sk-ant-of-somebody-else";
    const answer = await scene.model({ apiKey }).ask(ORDER);
    expect(answer).toMatchObject({ ok: false, reason: "key_refused", sentence: expect.stringContaining("invalid x-api-key") as string });
  });

  test("a model that there is not", async () => {
    scene.server.script({ refused: 404 });
    expect(await scene.model({ model: "claude-sonnet-9" }).ask(ORDER)).toMatchObject({
      ok: false,
      reason: "model_unknown",
      sentence: expect.stringContaining("no model called claude-sonnet-9") as string,
    });
  });

  test("an address at which something else answers", async () => {
    const other = createServer((_, response) => response.writeHead(404, { "content-type": "text/html" }).end("<h1>Not found</h1>"));
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
    expect(await scene.model({ baseUrl }).ask(ORDER)).toMatchObject({
      ok: false,
      reason: "unavailable",
      sentence: expect.stringContaining(`Nothing at ${baseUrl} answers as Anthropic's API (404)`) as string,
      next: expect.stringContaining("ANTHROPIC_BASE_URL") as string,
      usage: { tries: 1 },
    });
    other.close();
  });

  test("no key is carried on by a redirect", async () => {
    const asked: string[] = [];
    const elsewhere = createServer((request, response) => {
      asked.push(request.url!);
      response.end("{}");
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, "127.0.0.1", resolve));
    const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/take`;
    const redirecting = createServer((_, response) => response.writeHead(307, { location }).end());
    await new Promise<void>((resolve) => redirecting.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(redirecting.address() as AddressInfo).port}`;
    expect(await scene.model({ baseUrl }).ask(ORDER)).toMatchObject({ ok: false, reason: "unavailable" });
    expect(asked).toEqual([]);
    elsewhere.close();
    redirecting.close();
  });

  test("an address at which nothing listens: tried again, and certainly free", async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(gone.address() as AddressInfo).port}`;
    await new Promise((resolve) => gone.close(resolve));
    const answer = await scene.model({ baseUrl }).ask(ORDER);
    expect(answer).toMatchObject({
      ok: false,
      reason: "unavailable",
      sentence: `${baseUrl} cannot be reached (ECONNREFUSED), so the model was not asked.`,
      usage: { tries: 3, costUsd: 0, isAssumed: false },
    });
  });

  test("and no sentence holds the key, should the other side repeat it", async () => {
    const { apiKey } = scene.server;
    scene.server.script({
      kind: "error",
      status: 400,
      message: `Header x-api-key: ${apiKey} is odd\nin \u0000many ways ${"x".repeat(500)}`,
    });
    const answer = await scene.model().ask(ORDER);
    expect(answer).toMatchObject({
      reason: "rejected",
      sentence: expect.stringContaining("Header x-api-key: [key] is odd in many ways") as string,
    });
    expect(JSON.stringify(answer).length).toBeLessThan(900);
  });
});

describe("an answer that does not come", () => {
  test.each(["nothing", "headers"] as const)(
    "is waited for as long as a try may take, though %s had come, and asked for again",
    async (after) => {
      scene.server.script({ kind: "hang", after }, good);
      const asked = scene.model().ask(ORDER);
      await scene.server.arrived(1);
      await responding(after);
      scene.waits.runOut();
      expect(await asked).toMatchObject({ ok: true, usage: { tries: 2, isAssumed: true } });
      expect((await scene.recorded())[0]).toMatchObject({ outcome: "timeout", durationMs: PATIENCE.tryTimeoutMs, isAssumed: true });
      await scene.server.requests()[0]!.gone;
    },
  );

  /** The head of an answer is on its way when the server has written it, and read a moment later. */
  async function responding(after: "nothing" | "headers"): Promise<void> {
    const begun = after === "headers" ? 200 : null;
    while (scene.server.requests()[0]!.status !== begun) await new Promise(setImmediate);
  }

  test("ends the call when all of its time is over", async () => {
    scene.server.script({ kind: "hang" }, { kind: "hang" }, { kind: "hang" });
    const asked = scene.model().ask(ORDER);
    for (let request = 1; request <= 3; request++) {
      await scene.server.arrived(request);
      scene.waits.runOut();
    }
    const answer = await asked;
    expect(answer).toMatchObject({ ok: false, reason: "timeout", next: expect.stringContaining("status.claude.com") as string });
    // 100 seconds each, and the last one what remained of 250 after two pauses
    const [first, second, third] = await scene.recorded();
    expect([first!.durationMs, second!.durationMs]).toEqual([100_000, 100_000]);
    expect(third!.durationMs).toBeLessThanOrEqual(50_000);
    expect(answer.usage!.durationMs).toBe(PATIENCE.totalTimeoutMs);
  });

  test("is not waited for when the caller goes: the request is taken back, and recorded", async () => {
    scene.server.script({ kind: "hang" });
    const leaving = new AbortController();
    const asked = scene.model().ask({ ...ORDER, signal: leaving.signal });
    await scene.server.arrived(1);
    leaving.abort();
    expect(await asked).toMatchObject({ ok: false, reason: "cancelled", usage: { tries: 1, isAssumed: true } });
    await scene.server.requests()[0]!.gone;
    expect(await scene.recorded()).toMatchObject([{ outcome: "cancelled" }]);

    expect(await scene.model().ask({ ...ORDER, signal: leaving.signal })).toMatchObject({ reason: "cancelled", usage: null });
    expect(scene.server.requests()).toHaveLength(1);
  });
});
