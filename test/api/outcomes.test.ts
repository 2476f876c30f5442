import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actionDetailSchema } from "#src/api/schemas/actions.ts";
import { outcomesReportSchema } from "#src/api/schemas/outcomes.ts";
import { claimDueOutcomes, insertActionOutcomes, saveOutcomeLooks } from "#src/db/access/actionOutcomes.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { autonomousActions, type Observed } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createTestApi, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
});
afterAll(() => api[Symbol.asyncDispose]());

const get = async (path: string, by = cookie): Promise<Response> => api.app.request(`/api/ai-coo${path}`, { headers: { cookie: by } });
const inTransaction = <T>(run: (ctx: TxContext) => Promise<T>): Promise<T> =>
  withTransaction({ db: api.database.db, clock: api.clock, orgId: "org-acme", actor: "system:ai-coo" }, run);
const detailOf = async (actionId: string) => actionDetailSchema.parse(await (await get(`/actions/${actionId}`)).json());

const OBSERVED: Observed = {
  facts: [{ fact: "paid", at: "2026-03-05", dated: true }],
  money: [{ currency: "EUR", open: 1250, asked: 1250, paid: 1250, before: 0, credited: 0, other: 0 }],
  daysToPay: 3,
};

test("an action's card says what came after it, and the report counts it", async () => {
  const { actionId } = await propose(api, { parts: { partnerId: 4_711 } });
  expect((await detailOf(actionId)).outcome).toBeNull();

  const now = api.clock.now();
  await inTransaction(async (inner) => {
    await inner.tx.update(autonomousActions).set({ status: "completed", settledAt: now }).where(eq(autonomousActions.actionId, actionId));
    const about = { actionId, actionType: "send_invoice_reminder", effectAt: now, windowClosesAt: now, nextLookAt: now } as const;
    await insertActionOutcomes(inner, [about]);
  });
  expect((await detailOf(actionId)).outcome).toMatchObject({ lookedAt: null, final: null, facts: [], sentences: [] });

  const runId = uuidv7(now);
  await inTransaction(async (inner) => {
    await claimDueOutcomes(inner, { runId, until: new Date(now.getTime() + 1_000), limit: 10 });
    const look = { actionId, observed: OBSERVED, nextLookAt: now, finalBecause: "window_closed" } as const;
    expect(await saveOutcomeLooks(inner, uuidv7(now), [look])).toEqual(new Set());
    expect(await saveOutcomeLooks(inner, runId, [look])).toEqual(new Set([actionId]));
  });
  const { outcome } = await detailOf(actionId);
  expect(outcome).toMatchObject({ final: "window_closed", facts: OBSERVED.facts, daysToPay: 3 });
  expect(outcome!.sentences).toEqual(["1,250.00 EUR open, 1,250.00 EUR paid since.", "Paid in full on 2026-03-05, 3 days after."]);

  const report = outcomesReportSchema.parse(await (await get("/outcomes")).json());
  expect(report.types).toMatchObject([
    {
      actionType: "send_invoice_reminder",
      decisions: { proposed: 1, executed: 1 },
      outcomes: { closed: 1, payments: { medianDaysToPay: { days: 3, of: 1 } } },
    },
  ]);
});

test("the report is the organisation's own, of the period asked for, and for who is signed in", async () => {
  await api.accounts.ensureOwner({ orgId: "org-other", orgName: "Other" });
  const theirs = await signIn(api, "org-other");
  expect(outcomesReportSchema.parse(await (await get("/outcomes", theirs)).json()).types).toEqual([]);
  const old = await get("/outcomes?since=2020-01-01T00:00:00Z&until=2020-02-01T00:00:00Z");
  expect(outcomesReportSchema.parse(await old.json())).toEqual({
    since: "2020-01-01T00:00:00.000Z",
    until: "2020-02-01T00:00:00.000Z",
    types: [],
  });
  expect((await get("/outcomes?since=yesterday")).status).toBe(400);
  expect((await get("/outcomes?since=2020-02-01T00:00:00Z&until=2020-01-01T00:00:00Z")).status).toBe(400);
  expect((await api.app.request("/api/ai-coo/outcomes")).status).toBe(401);
});
