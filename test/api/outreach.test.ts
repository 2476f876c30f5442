import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { outreachCalendarSchema, outreachPlansSchema } from "#src/api/schemas/outreach.ts";
import { approveAction } from "#src/actions/index.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { scheduleFollowUp } from "#src/db/access/scheduledFollowUps.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createTestApi, propose, signIn, type TestApi } from "#test/support/api.ts";

let api: TestApi;
let cookie: string;
let person: Context;
beforeAll(async () => {
  api = await createTestApi();
  cookie = await signIn(api);
  const { userId } = await api.accounts.ensureOwner({ orgId: "org-acme", orgName: "Acme" });
  person = { db: api.database.db, clock: api.clock, orgId: "org-acme", actor: `user:${userId}` };
});
afterAll(() => api[Symbol.asyncDispose]());

const inTx = <T>(run: (ctx: TxContext) => Promise<T>, orgId = "org-acme"): Promise<T> =>
  withTransaction({ ...person, orgId, actor: "system:ai-coo" }, run);
const get = (path: string) => api.app.request(`/api/ai-coo/outreach${path}`, { headers: { cookie } });
const calendar = async (query: string) => outreachCalendarSchema.parse(await (await get(query)).json());
const contact = (at: string, partnerId: number, channel: "email" | "sms" = "email") => {
  const now = new Date(at);
  return {
    id: uuidv7(now),
    actionId: uuidv7(now),
    partnerId,
    channel,
    addresses: [`p${partnerId}@customer.example`],
    contextType: "invoice" as const,
    scopeKey: `k:${partnerId}:${at}`,
    state: "sent" as const,
    reservedAt: now,
    actionType: "send_invoice_reminder" as const,
    level: 1,
  };
};

describe("who was contacted", () => {
  beforeAll(async () => {
    await inTx((ctx) => saveOrgSettings(ctx, "outreach", { timezone: "America/New_York" }));
    const rows = [
      contact("2026-02-27T23:30:00Z", 1), // still the 27th in New York
      contact("2026-02-28T04:59:00Z", 2), // 23:59 of the 27th
      contact("2026-02-28T05:00:00Z", 3), // midnight of the 28th
      contact("2026-03-01T12:00:00Z", 4, "sms"),
    ];
    await inTx((ctx) => insertOutreachLedgerRows(ctx, rows));
    await inTx((ctx) => insertOutreachLedgerRows(ctx, [contact("2026-02-28T12:00:00Z", 9)]), "org-other");
  });

  test("is counted by the organisation's days, newest first, without anybody else's", async () => {
    const found = await calendar("?from=2026-02-01&to=2026-02-28");
    expect(found.timezone).toBe("America/New_York");
    expect(found.days).toEqual([
      { day: "2026-02-27", contacts: 2 },
      { day: "2026-02-28", contacts: 1 },
    ]);
    expect(found.contacts.map(({ partnerId }) => partnerId)).toEqual([3, 2, 1]);
  });

  test("is narrowed to a channel, and comes a page at a time", async () => {
    expect((await calendar("?from=2026-02-01&to=2026-03-31&channel=sms")).contacts.map(({ partnerId }) => partnerId)).toEqual([4]);
    const seen: number[] = [];
    for (let cursor: string | null = ""; cursor !== null;) {
      const page: Awaited<ReturnType<typeof calendar>> = await calendar(
        `?from=2026-02-01&to=2026-03-31&limit=3${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      seen.push(...page.contacts.map(({ partnerId }) => partnerId));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual([4, 3, 2, 1]);
  });

  test.each([
    "?from=2026-02-02&to=2026-02-01",
    "?from=2026-01-01&to=2026-12-31",
    "?from=yesterday&to=2026-02-01",
    "?from=2026-02-01&to=2026-02-03&cursor=x",
  ])("%s is refused", async (query) => {
    expect((await get(query)).status).toBe(400);
  });
});

describe("who will be contacted", () => {
  test("is what is approved with its moment, what waits for a decision, and follow-ups", async () => {
    const [waits, goes] = [
      await propose(api, { parts: { partnerId: 51, partnerName: "Waits" } }),
      await propose(api, { parts: { partnerId: 52, partnerName: "Goes" } }),
    ];
    await approveAction({ ctx: person, input: { actionId: goes.actionId, fingerprint: goes.fingerprint, channel: "in_app" } });
    const scheduledFor = new Date(api.clock.now().getTime() + 3 * 86_400_000);
    await inTx((ctx) =>
      scheduleFollowUp(ctx, {
        id: uuidv7(api.clock.now()),
        actionId: uuidv7(api.clock.now()),
        contextType: "deal",
        contextId: 7,
        scheduledFor,
        actionType: "follow_up_on_stale_deal",
        parameters: {},
      }),
    );
    const { plans, more } = outreachPlansSchema.parse(await (await get("/planned")).json());
    expect(more).toBe(false);
    expect(plans.map(({ kind, partnerName }) => [kind, partnerName])).toEqual([
      ["approved", "Goes"],
      ["follow_up", null],
      ["pending", "Waits"],
    ]);
    expect(plans.find(({ actionId }) => actionId === waits.actionId)?.day).toBeNull();
    expect(plans[1]?.at).toBe(scheduledFor.toISOString());
  });
});
