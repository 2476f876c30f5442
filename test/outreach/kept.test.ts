import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { presentEventPosition, readDomainEvents } from "#src/db/access/domainEvents.ts";
import { getLiveOutreachOfActions } from "#src/db/access/outreachLedger.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import {
  assumeOutreach,
  findRecentOutreach,
  isKnownAddress,
  markOutreachSent,
  markOutreachUnknown,
  outreachSettingsSchema,
  releaseOutreach,
  reserveOutreach,
  reserveOutreachBatch,
  type ReserveOutreachInput,
} from "#src/outreach/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, othersTransactionsEnded, type TestDatabase } from "#test/support/database.ts";
import { contactOf, HOUR } from "./contactOf.ts";

/** What is kept of a contact and told of it, for those who look at it later. */

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${++organisations}` });
});

const inTx = <T>(run: (tx: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);

const contact = (over: Partial<ReserveOutreachInput> = {}): ReserveOutreachInput => contactOf(ctx, over);
const customer = (n: number): Partial<ReserveOutreachInput> => ({ partnerId: n, addresses: [`accounts@customer${n}.example`] });
const reserve = (input: ReserveOutreachInput) => inTx((tx) => reserveOutreach(tx, input));

/** The events that `what` leaves behind. */
async function eventsOf(what: () => Promise<unknown>) {
  // what came before counts as before once nothing older is open
  await othersTransactionsEnded(database);
  const after = await inTx(presentEventPosition);
  await what();
  await othersTransactionsEnded(database);
  return (await inTx((tx) => readDomainEvents(tx, { after })))!.events.map(({ kind, actionId, payload }) => ({ kind, actionId, payload }));
}

describe("the live page hears", () => {
  test("of each contact what became of it, by its action, and never whose it is", async () => {
    const [sent, open] = [contact(customer(1)), contact(customer(2))];
    const told = await eventsOf(async () => {
      await inTx((tx) => reserveOutreachBatch(tx, [sent, open]));
      await inTx((tx) => markOutreachSent(tx, { actionId: sent.actionId }));
      await inTx((tx) => markOutreachUnknown(tx, { actionId: open.actionId }));
      await inTx((tx) => releaseOutreach(tx, { actionId: open.actionId }));
    });
    const of = ({ actionId }: ReserveOutreachInput, kind: string) => ({
      kind,
      actionId,
      payload: { action_id: actionId, actor: "system:ai-coo" },
    });
    expect(told).toEqual([
      of(sent, "outreach.reserved"),
      of(open, "outreach.reserved"),
      of(sent, "outreach.sent"),
      of(open, "outreach.unknown"),
      of(open, "outreach.released"),
    ]);
  });

  test("nothing of one that is refused, or reserved again", async () => {
    const mine = contact();
    await reserve(mine);
    expect(
      await eventsOf(async () => {
        expect(await reserve(mine)).toEqual({ ok: true });
        expect(await reserve(contact())).toMatchObject({ ok: false });
      }),
    ).toEqual([]);
  });
});

describe("the ledger keeps", () => {
  const kept = async ({ actionId }: ReserveOutreachInput) => {
    const { rows } = await inTx(({ tx }) =>
      tx.execute(`select action_type, level, currency, company_id, invoice_ids, context_id, addresses, state
        from ai_coo.outreach_ledger where action_id = '${actionId}'`),
    );
    return rows;
  };

  test("of a reminder its level and the debt that it is about, which the next one is measured by", async () => {
    const reminder = contact({ actionType: "send_invoice_reminder", level: 2, currency: "EUR", companyId: 3, invoiceIds: [17, 18] });
    await reserve(reminder);
    expect(await kept(reminder)).toEqual([
      {
        action_type: "send_invoice_reminder",
        level: 2,
        currency: "EUR",
        company_id: 3,
        invoice_ids: [17, 18],
        context_id: 0,
        addresses: ["accounts@customer.example"],
        state: "reserved",
      },
    ]);
  });

  test("of another contact that it has none of these", async () => {
    const about = contact({ contextType: "deal", contextId: 7, addresses: [" Accounts@Customer.example"] });
    await reserve(about);
    expect(await kept(about)).toEqual([
      {
        action_type: null,
        level: null,
        currency: null,
        company_id: null,
        invoice_ids: null,
        context_id: 7,
        addresses: ["accounts@customer.example"],
        state: "reserved",
      },
    ]);
  });
});

describe("a batch looks back", () => {
  test("as far as the longest window in it, whatever the others ask for", async () => {
    const settings = outreachSettingsSchema.parse({});
    const before = contact(customer(1));
    await reserve(before);
    await inTx((tx) => markOutreachSent(tx, { actionId: before.actionId }));
    ctx.clock.advance({ days: 3 });
    const batch = [contact(customer(2)), contact({ ...customer(1), windowMinutes: 5 * 24 * HOUR })];
    const answers = await inTx((tx) => reserveOutreachBatch(tx, batch, settings));
    expect(answers).toMatchObject([{ ok: true }, { ok: false, reason: "duplicate" }]);
  });
});

describe("a contact that may have been made unseen", () => {
  const liveOf = ({ actionId }: ReserveOutreachInput) => inTx((tx) => getLiveOutreachOfActions(tx, [actionId]));

  test("closes its window, is told of, and is entered once", async () => {
    const unseen = contact();
    const enter = () => inTx((tx) => assumeOutreach(tx, unseen));
    expect((await eventsOf(enter)).map(({ kind, actionId }) => [kind, actionId])).toEqual([["outreach.unknown", unseen.actionId]]);
    expect(await eventsOf(enter)).toEqual([]);
    expect(await liveOf(unseen)).toMatchObject([{ state: "unknown", reservedAt: ctx.clock.now(), sentAt: null }]);
    expect(await reserve(contact())).toMatchObject({ ok: false, reason: "duplicate" });
  });

  test("leaves a contact that its action has made as it is", async () => {
    const made = contact();
    await reserve(made);
    await inTx((tx) => markOutreachSent(tx, { actionId: made.actionId }));
    expect(await eventsOf(() => inTx((tx) => assumeOutreach(tx, made)))).toEqual([]);
    expect(await liveOf(made)).toMatchObject([{ state: "sent" }]);
  });

  test("gives its scope back as it was once nothing went out", async () => {
    const first = contact();
    await reserve(first);
    await inTx((tx) => markOutreachSent(tx, { actionId: first.actionId }));
    ctx.clock.advance({ hours: 5 });
    const unseen = contact({ windowMinutes: 9 * 24 * HOUR });
    await inTx((tx) => assumeOutreach(tx, unseen));
    expect(await reserve(contact())).toMatchObject({ ok: false, reason: "duplicate" });
    await inTx((tx) => releaseOutreach(tx, unseen));
    expect(await reserve(contact())).toEqual({ ok: true });
  });
});

describe("what was done lately", () => {
  test("is each contact under these scopes with when it was made, newest first; what was given back is none", async () => {
    const [sent, given, open] = [contact(customer(1)), contact(customer(2)), contact(customer(3))];
    const began = ctx.clock.now();
    await reserve(sent);
    ctx.clock.advance({ minutes: 2 });
    const sentAt = ctx.clock.now();
    await inTx((tx) => markOutreachSent(tx, { actionId: sent.actionId }));
    await reserve(given);
    await inTx((tx) => releaseOutreach(tx, given));
    ctx.clock.advance({ minutes: 1 });
    await reserve(open);
    const scopes = [sent, given, open, sent].map(({ scopeKey }) => scopeKey);
    const of = ({ scopeKey, actionId }: ReserveOutreachInput) => ({ scopeKey, actionId });
    const since = new Date(began.getTime() - 1);
    expect(await inTx((tx) => findRecentOutreach(tx, scopes, since))).toEqual([
      { ...of(open), state: "reserved", at: ctx.clock.now() },
      { ...of(sent), state: "sent", at: sentAt },
    ]);
    expect(await inTx((tx) => findRecentOutreach(tx, [sent.scopeKey], ctx.clock.now()))).toEqual([]);
  });
});

describe("an address is known", () => {
  const known = (address: string) => inTx((tx) => isKnownAddress(tx, { channel: "email", address }));

  test("for a year after it was written to, however it is spelt", async () => {
    expect(await known("accounts@customer.example")).toBe(false);
    await reserve(contact());
    ctx.clock.advance({ days: 364, hours: 23 });
    expect([await known("Accounts@Customer.example "), await known("others@customer.example")]).toEqual([true, false]);
    ctx.clock.advance({ hours: 2 });
    expect(await known("accounts@customer.example")).toBe(false);
  });
});
