import { setImmediate } from "node:timers/promises";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { backoffFrom, nextQuestion } from "#src/executor/backoff.ts";
import { Batcher } from "#src/executor/batcher.ts";
import { contactOf, parseScope } from "#src/executor/contact.ts";
import { CRASH_POINTS } from "#src/executor/index.ts";
import { Slots } from "#src/executor/slots.ts";
import { Tally } from "#src/executor/statistics.ts";
import { sourceFiles } from "#test/architecture/imports.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const secondsFromNow = (moment: Date | null): number => ((moment?.getTime() ?? Number.NaN) - NOW.getTime()) / 1000;

describe("waiting", () => {
  test("doubles from the base, up to an hour, with up to a half more by chance", () => {
    const waits = [0, 1, 2, 3, 20].map((tries) => secondsFromNow(backoffFrom(NOW, tries, 5, () => 0)));
    expect(waits).toEqual([5, 10, 20, 40, 3600]);
    expect(secondsFromNow(backoffFrom(NOW, 0, 5, () => 0.999))).toBeCloseTo(7.5, 1);
  });

  test("for the next look-up grows with the doubt's age, and ends after a week", () => {
    const asked = [0, 600, 86_400].map((age) => secondsFromNow(nextQuestion(NOW, new Date(NOW.getTime() - age * 1000))));
    expect(asked).toEqual([60, 600, 21_600]);
    expect(nextQuestion(NOW, new Date("2026-02-20T09:00:00Z"))).toBeNull();
  });
});

describe("group commit", () => {
  test("flushes one alone at once, and what comes meanwhile together, each with its own result", async () => {
    const flushes: number[][] = [];
    const batcher = new Batcher<number, string>({
      maxSize: 3,
      flush: async (items) => {
        flushes.push([...items]);
        await Promise.resolve();
        return items.map((item) => `done ${item}`);
      },
    });
    const first = batcher.add(0);
    await first;
    const rest = await Promise.all([1, 2, 3, 4, 5].map((item) => batcher.add(item)));

    expect(rest).toEqual(["done 1", "done 2", "done 3", "done 4", "done 5"]);
    expect(flushes).toEqual([[0], [1, 2, 3], [4, 5]]);
  });

  test("behind a gate flushes whatever became ready while it waited there", async () => {
    const gate = new Slots(1);
    const flushes: number[][] = [];
    const batcher = new Batcher<number, number>({
      maxSize: 10,
      flushers: 2,
      gate,
      flush: async (items) => {
        flushes.push([...items]);
        return items;
      },
    });
    const other = Promise.withResolvers<void>();
    const held = gate.hold(() => other.promise);
    const early = batcher.add(1);
    await setImmediate();
    const late = batcher.add(2);
    await setImmediate();
    expect(flushes).toEqual([]);

    other.resolve();
    expect(await Promise.all([early, late, held])).toEqual([1, 2, undefined]);
    expect(flushes).toEqual([[1, 2]]);
  });

  test("of several that fails flushes each by itself: one cannot take the others down", async () => {
    const batcher = new Batcher<number, number>({
      maxSize: 10,
      flush: async (items) => {
        if (items.includes(2)) throw new Error("two");
        return items;
      },
    });

    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.add(item)));

    expect(results.map((result) => (result.status === "fulfilled" ? result.value : "failed"))).toEqual([1, "failed", 3]);
  });
});

describe("slots", () => {
  test("are held by no more than there are, first come, first served, also after one that failed", async () => {
    const slots = new Slots(2);
    const begun: number[] = [];
    let held = 0;
    let most = 0;
    const results = await Promise.allSettled(
      [0, 1, 2, 3, 4].map((item) =>
        slots.hold(async () => {
          begun.push(item);
          most = Math.max(most, ++held);
          await Promise.resolve();
          held -= 1;
          if (item === 1) throw new Error("one");
          return item;
        }),
      ),
    );

    expect({ begun, most }).toEqual({ begun: [0, 1, 2, 3, 4], most: 2 });
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  });
});

test("the tally of a long sweep counts everything and keeps only the latest results", () => {
  const tally = new Tally();
  for (let index = 0; index < 25_000; index++) tally.add({ actionId: String(index), result: "executed", ref: null, milliseconds: index });

  const { executed, results, durations } = tally.statistics();

  expect({ executed, kept: results.length, last: results.at(-1)!.actionId }).toEqual({ executed: 25_000, kept: 10_000, last: "24999" });
  expect(durations).toMatchObject({ median: 12_499, slowest: 24_999 });
});

describe("the contact of an action", () => {
  test("is reserved under the scope that its own check guards, with what the reminder ladder remembers", () => {
    const action = exampleAction();
    const company = { label: "Company", value: "Acme", record: { model: "res.company", id: 3 } };

    expect(contactOf({ ...action, evidence: [...action.evidence, company] })).toEqual({
      kind: "contact",
      contact: {
        actionId: action.action_id,
        actionType: "send_invoice_reminder",
        channel: "email",
        partnerId: 42,
        contextType: "invoice",
        addresses: ["billing@azure.example"],
        scopeKey: "email:partner:42:invoice",
        windowMinutes: 240,
        level: 2,
        currency: "EUR",
        companyId: 3,
        invoiceIds: [17],
      },
    });
  });

  test("is none where nobody is contacted", () => {
    expect(contactOf(exampleAction({}, { actionType: "create_collection_task" }))).toEqual({ kind: "none" });
  });

  test.each([
    ["names another customer", "email:partner:7:invoice"],
    ["is of another channel", "sms:partner:42:invoice"],
    ["is no scope of contact", "email:somebody"],
  ])("that %s than its check says is not made", (_name, scope_key) => {
    const action = exampleAction();
    const checks = action.revalidation_plan.checks.map((check) =>
      check.predicate.type === "no_duplicate_action_in_window" ? { ...check, predicate: { ...check.predicate, scope_key } } : check,
    );

    expect(contactOf({ ...action, revalidation_plan: { checks } }).kind).toBe("unguarded");
  });

  test("has a scope that reads back exactly, or none", () => {
    expect(parseScope("sms:partner:42:deal:17")).toEqual({ channel: "sms", partnerId: 42, contextType: "deal", contextId: 17 });
    for (const odd of ["email:partner:042:invoice", "email:partner:42:lunch", "email:partner:42:invoice:"])
      expect(parseScope(odd)).toBeNull();
  });
});

test("every named point stands in the executor exactly once", () => {
  const text = sourceFiles(join(import.meta.dirname, "../.."), ["src/executor"])
    .filter((file) => !file.endsWith("hooks.ts"))
    .map((file) => readFileSync(join(import.meta.dirname, "../..", file), "utf8"))
    .join("\n");
  const times = CRASH_POINTS.map((point) => `${point} ${text.split(`hooks.at("${point}"`).length - 1}`);
  expect(times).toEqual(CRASH_POINTS.map((point) => `${point} 1`));
});
