import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { endCommitment, getSequence, listSequences, recordCommitment, resumeSequence, stopSequence } from "#src/customers/index.ts";
import { insertOutreachLedgerRows, type NewOutreachLedgerRow } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { holdCustomer } from "#src/outreach/index.ts";
import { runAnalysis } from "#src/scheduler/index.ts";
import type { InvoiceBuilder } from "#simulator/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** The reminders of one debt as a sequence: what was sent, what comes next and when, and what ended it. */

let database: TestDatabase;
let lab: Lab;
let ctx: TestContext;
let organisations = 0;
const debts: Record<string, InvoiceBuilder> = {};
beforeAll(async () => {
  database = await createTestDatabase();
  lab = await openLab(19, (company) => {
    company.bankEntry({ amount: 1, date: "today" });
    for (const name of ["Alder", "Birch", "Cedar"]) debts[name] = company.customer({ name }).invoice({ amount: 100, due: "-24d" });
    // paid already; its reminder stands in the ledger alone
    debts["Dogwood"] = company.customer({ name: "Dogwood" }).invoice({ amount: 100, due: "-24d", paid: "all" });
    debts["Elder"] = company.customer({ name: "Elder" }).invoice({ amount: 100, due: "-24d" });
    debts["Elder"].customer.write({ active: false });
    debts["Fir"] = company.customer({ name: "Fir" }).invoice({ amount: 100, due: "-24d" });
    debts["Fir"].customer.wrote({ date: "-2d", body: "Please wait." });
  });
});
beforeEach(async () => {
  ctx = testContext(database.db, { orgId: `sequences-${organisations++}`, now: "2026-06-15T09:00:00Z" });
  for (const name of ["Alder", "Dogwood", "Fir"]) await reminded(name, 1, "2026-06-09T09:00:00Z");
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
  await database.drop();
});

const person = () => ({ ...ctx, actor: "user:ana" as const });
const partnerOf = (name: string): number => debts[name]!.customer.id;
const idOf = (name: string): string => `${partnerOf(name)}:1:EUR`;
const analyse = () => runAnalysis("financial", { ctx, reader: lab.reader });
const sequenceOf = (name: string) => getSequence({ ctx, input: { sequenceId: idOf(name) } });

async function reminded(name: string, level: number, at: string): Promise<void> {
  const id = uuidv7(ctx.clock.now());
  const row: NewOutreachLedgerRow = {
    id,
    actionId: id,
    partnerId: partnerOf(name),
    channel: "email",
    addresses: [`${name.toLowerCase()}@client.example`],
    contextType: "invoice",
    scopeKey: `email:partner:${partnerOf(name)}:invoice`,
    state: "unknown",
    actionType: "send_invoice_reminder",
    level,
    currency: "EUR",
    companyId: 1,
    invoiceIds: [debts[name]!.id],
    reservedAt: new Date(at),
  };
  await withTransaction(ctx, (inner) => insertOutreachLedgerRows(inner, [row]));
}

test("before an analysis there is what was sent, and nobody says that it was paid", async () => {
  expect(await sequenceOf("Dogwood")).toMatchObject({ state: "waiting", levels: [{ level: 1, state: "unknown" }], end: null, asOf: null });
});

test("each debt has what was sent, its next step with the first day for it, and what ended it", async () => {
  const run = await analyse();
  const { sequences, total } = await listSequences({ ctx, input: { limit: 50 } });
  expect(total).toBe(6);
  const shown = Object.fromEntries(
    sequences.map(({ partnerName, partnerId, state, next, end, levels }) => [
      partnerName ?? partnerId,
      [levels.length, state, next && `${next.kind} ${next.level} ${next.earliest}`, end?.reason ?? null],
    ]),
  );
  expect(shown).toEqual({
    Alder: [1, "proposed", "reminder 2 2026-06-14", null],
    Birch: [0, "proposed", "reminder 1 2026-05-29", null],
    Cedar: [0, "proposed", "reminder 1 2026-05-29", null],
    [partnerOf("Dogwood")]: [1, "ended", null, "paid"],
    Elder: [0, "ended", "reminder 1 null", "archived"],
    Fir: [1, "ended", null, "replied"],
  });
  // the same that was proposed
  const alder = await sequenceOf("Alder");
  expect(alder.openActionId).toBe(
    run.proposed.find(({ affected_records: records }) => records.partner_id === partnerOf("Alder"))!.action_id,
  );
  expect(sequences.at(-1)!.state).toBe("ended");
});

test("what is recorded ends it at once, and its end lets it go on, without another analysis", async () => {
  await analyse();
  const recorded = [
    [{ kind: "promise", until: "2026-06-19" }, "promise"],
    [{ kind: "dispute", note: "Broken." }, "disputed"],
  ] as const;
  for (const [input, reason] of recorded) {
    const { commitment } = await recordCommitment({ ctx: person(), input: { partnerId: partnerOf("Birch"), ...input } });
    expect((await sequenceOf("Birch")).end).toMatchObject({ reason, commitmentId: commitment.commitmentId });
    await analyse();
    const { commitmentId } = commitment;
    await endCommitment({ ctx: person(), input: { commitmentId, as: "withdrawn", reason: "Not so." } });
    expect((await sequenceOf("Birch")).end).toBeNull();
  }
  const address = "birch@client.example";
  await reminded("Birch", 1, "2026-06-10T09:00:00Z");
  const reply = { channel: "email", address, cause: "reply", sentence: "Soon." } as const;
  await withTransaction(ctx, (inner) => holdCustomer(inner, reply));
  expect((await sequenceOf("Birch")).end).toMatchObject({ reason: "replied" });
});

test("a person stops it, with a last day or without, and lets it go on; of the others nothing changes", async () => {
  await analyse();
  const stop = { ctx: person(), input: { sequenceId: idOf("Alder"), reason: "They are merging.", until: "2026-07-01" } };
  expect(await stopSequence(stop)).toMatchObject({ held: 1, commitment: { companyId: 1, currency: "EUR", until: "2026-07-01" } });
  expect(await sequenceOf("Alder")).toMatchObject({
    state: "ended",
    end: {
      reason: "stopped",
      until: "2026-07-01",
      sentence: "A person stopped the reminders on 2026-06-15 until 2026-07-01: They are merging.",
    },
    next: { earliest: "2026-07-01" },
  });
  expect((await sequenceOf("Cedar")).state).toBe("proposed");
  expect(await resumeSequence({ ctx: person(), input: { sequenceId: idOf("Alder"), reason: "Done." } })).toMatchObject({ released: 1 });
  expect(await sequenceOf("Alder")).toMatchObject({ state: "proposed", end: null });
});

test("an answer ends it until a person lets it go on, and the next analysis proposes again", async () => {
  expect((await analyse()).proposed.map(({ affected_records: records }) => records.partner_id)).not.toContain(partnerOf("Fir"));
  expect(await sequenceOf("Fir")).toMatchObject({ next: null, end: { reason: "replied", until: null } });
  ctx.clock.advance({ minutes: 1 });
  await resumeSequence({ ctx: person(), input: { sequenceId: idOf("Fir"), reason: "Answered by phone." } });
  expect(await sequenceOf("Fir")).toMatchObject({ state: "waiting", end: null });
  expect((await analyse()).proposed.map(({ affected_records: records }) => records.partner_id)).toContain(partnerOf("Fir"));
});

test("one that there is not, and an id that names none, are said so", async () => {
  for (const [sequenceId, code] of [
    ["999:1:EUR", "not_found"],
    ["Alder", "invalid_input"],
  ] as const) {
    await expect(getSequence({ ctx, input: { sequenceId } })).rejects.toSatisfy((error) => hasCode(error, code));
  }
});

test("the list is paged and searched, and says how many there are in all", async () => {
  await analyse();
  const list = (input: Partial<Parameters<typeof listSequences>[0]["input"]>) => listSequences({ ctx, input: { limit: 100, ...input } });
  const all = await list({});
  expect(all.total).toBe(all.sequences.length);
  const first = await list({ limit: 2 });
  const rest = await list({ limit: 100, offset: 2 });
  expect([first.total, rest.total]).toEqual([all.total, all.total]);
  expect([...first.sequences, ...rest.sequences]).toEqual(all.sequences);
  expect((await list({ offset: all.total })).sequences).toEqual([]);
  const found = await list({ search: " aLDer " });
  expect([found.total, found.sequences.map(({ partnerId }) => partnerId)]).toEqual([1, [partnerOf("Alder")]]);
});
