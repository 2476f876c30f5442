import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { proposeAction } from "#src/actions/index.ts";
import { recordCommitment, resumeReminders } from "#src/customers/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS } from "#src/executor/index.ts";
import { followUpStore, listFollowUps } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { holdCustomer } from "#src/outreach/index.ts";
import type { ScheduleFollowUpInputs } from "#src/protocol/index.ts";
import { createJobHandlers } from "#src/scheduler/index.ts";
import type { CompanyBuilder, InvoiceBuilder, Release } from "#simulator/index.ts";
import { openLab, type Lab } from "#test/analyzers/support.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { MailDouble } from "#test/support/mailDouble.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { WriterDouble } from "#test/support/writerDouble.ts";

/** What is due after its matter has ended is closed with the reason, and proposes nothing. */

const LATER = "2026-06-18";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `endings-${organisations++}`, now: "2026-06-15T09:00:00Z" });
});
afterAll(() => database.drop());

const person = () => ({ ...ctx, actor: "user:ana" as const });

async function schedule(
  over: Partial<ScheduleFollowUpInputs> & Pick<ScheduleFollowUpInputs, "context_type" | "context_id">,
): Promise<void> {
  const inputs: ScheduleFollowUpInputs = {
    scheduled_for: `${LATER}T08:00:00Z`,
    action_type: "send_invoice_reminder",
    parameters: {},
    ...over,
  };
  await followUpStore(() => ctx).schedule({ orgId: ctx.orgId, actionId: uuidv7(ctx.clock.now()), inputs });
}

/** The follow-ups of the organisation after the run of the later day: what became of each. */
async function ends(lab: Lab): Promise<string[]> {
  ctx.clock.set(`${LATER}T09:00:00Z`);
  const { reader } = lab;
  const ports = { odoo: new WriterDouble(), reader, mail: new MailDouble(), followUps: followUpStore(() => ctx), clock: ctx.clock };
  const executor = { workerId: "w", reader, ports, settings: DEFAULT_EXECUTOR_SETTINGS, logger: silentLogger };
  await createJobHandlers({ ctx, reader, executor })["follow-ups"]({ orgId: ctx.orgId }, { signal: new AbortController().signal });
  const { followUps } = await listFollowUps({ ctx, input: { limit: 50 } });
  return followUps.map(({ status, reason }) => (reason === null ? status : `${status}: ${reason}`));
}

function debtor(company: CompanyBuilder): InvoiceBuilder {
  company.bankEntry({ amount: 1, date: "today" });
  return company.customer({ name: "Alder" }).invoice({ amount: 100, due: "-20d" });
}

describe.each<Release>([14, 19])("on release %i", (release) => {
  const after: readonly (readonly [string, (scene: { lab: Lab; invoice: InvoiceBuilder }) => unknown, string])[] = [
    ["a paid invoice", ({ invoice }) => invoice.pay(), "closed: The invoice is paid."],
    ["a cancelled invoice", ({ invoice }) => invoice.cancel(), "closed: The invoice is cancelled."],
    ["an archived customer", ({ invoice }) => invoice.customer.write({ active: false }), "closed: The customer is archived in Odoo."],
    [
      "an answer that Odoo took in",
      ({ lab, invoice }) => lab.simulator.company.on("2026-06-17", () => invoice.customer.wrote({ date: "2026-06-17", body: "Soon." })),
      "closed: The customer has answered since it was scheduled, on 2026-06-17.",
    ],
  ];
  test.each(after)("%s", async (_, happens, end) => {
    let invoice!: InvoiceBuilder;
    await using lab = await openLab(release, (company) => (invoice = debtor(company)));
    await schedule({ context_type: "invoice", context_id: invoice.id });
    happens({ lab, invoice });
    expect(await ends(lab)).toEqual([end]);
  });

  test("a deal that is won or lost, and a task that is done", async () => {
    const deals = { won: 0, lost: 0, hopeless: 0, open: 0 };
    let [done, undone] = [0, 0];
    await using lab = await openLab(release, (company) => {
      const customer = company.customer({ name: "Alder" });
      deals.won = company.deal({ name: "Won", customer }).won({ date: "today" }).id;
      for (const name of ["lost", "hopeless", "open"] as const) deals[name] = company.deal({ name, customer, probability: 40 }).id;
      company.call("crm.lead", "write", [[deals.lost], { active: false, probability: 0 }]);
      company.call("crm.lead", "write", [[deals.hopeless], { probability: 0 }]);
      const project = company.project({ name: "Roof" }).task({ name: "Done", done: true }).task({ name: "Open" });
      const tasks = company.call("project.task", "search_read", [[["project_id", "=", project.id]], ["name"]]) as {
        id: number;
        name: string;
      }[];
      [done, undone] = ["Done", "Open"].map((name) => tasks.find((one) => one.name === name)!.id) as [number, number];
    });
    const follow = { action_type: "follow_up_on_stale_deal", context_type: "deal" } as const;
    for (const id of Object.values(deals)) await schedule({ ...follow, context_id: id });
    for (const id of [done, undone]) await schedule({ action_type: "create_follow_up_task", context_type: "task", context_id: id });
    await schedule({ ...follow, context_id: 9_999 });
    expect((await ends(lab)).toSorted()).toEqual(
      [
        "closed: The deal is won.",
        "closed: The deal is lost.",
        "closed: The deal is lost.",
        "closed: The deal no longer exists in Odoo, or may no longer be seen.",
        "closed: The task is done.",
        // these go on, and what the analyses find now does not call for them
        "closed: The facts do not call for it now: Its expected revenue is not known.",
        "closed: The facts do not call for it now.",
      ].toSorted(),
    );
  });
});

describe("what stands recorded about the customer", () => {
  const said = {
    promise: { kind: "promise", until: "2026-06-25" },
    dispute: { kind: "dispute", note: "Never ordered." },
    stop: { kind: "stop", note: "In talks." },
  } as const;
  test.each(Object.entries(said))("closes it: a %s", async (kind, input) => {
    let invoice!: InvoiceBuilder;
    await using lab = await openLab(19, (company) => (invoice = debtor(company)));
    const partnerId = invoice.customer.id;
    await schedule({ context_type: "customer", context_id: partnerId });
    await schedule({ context_type: "invoice", context_id: invoice.id, action_type: "create_collection_task" });
    // nobody is written to about a deal over a dispute; a promise to pay has nothing to do with it
    await schedule({ context_type: "customer", context_id: partnerId, action_type: "follow_up_on_stale_deal" });
    await recordCommitment({ ctx: person(), input: { partnerId, ...input } });
    const all = await ends(lab);
    expect(all.every((end) => end.startsWith("closed: "))).toBe(true);
    expect(all.filter((end) => /promised|disputes|stopped/.test(end))).toHaveLength(kind === "promise" ? 2 : 3);
  });

  test("an answer that came to us closes it, unless a person has let the reminders go on since", async () => {
    let invoice!: InvoiceBuilder;
    await using lab = await openLab(19, (company) => (invoice = debtor(company)));
    const partnerId = invoice.customer.id;
    await schedule({ context_type: "customer", context_id: partnerId });
    ctx.clock.advance({ hours: 1 });
    const waiting = exampleAction(
      { org_id: ctx.orgId, action_id: uuidv7(ctx.clock.now()), created_at: ctx.clock.now().toISOString() },
      { partnerId },
    );
    await proposeAction({ ctx, input: { action: waiting } });
    const address = waiting.external_effects[0]!.recipient;
    await withTransaction(ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence: "Soon." }));
    expect(await ends(lab)).toEqual(["closed: The customer has answered since it was scheduled, on 2026-06-15."]);

    ctx.clock.set("2026-06-17T09:00:00Z");
    await schedule({ context_type: "customer", context_id: partnerId });
    ctx.clock.advance({ minutes: 1 });
    await withTransaction(ctx, (inner) => holdCustomer(inner, { channel: "email", address, cause: "reply", sentence: "Soon!" }));
    ctx.clock.advance({ minutes: 1 });
    await resumeReminders({ ctx: person(), input: { partnerId, reason: "Called." } });
    expect((await ends(lab))[0]).not.toContain("answered");
  });

  test("and when nothing is owed any more", async () => {
    let invoice!: InvoiceBuilder;
    await using lab = await openLab(19, (company) => (invoice = debtor(company)));
    await schedule({ context_type: "customer", context_id: invoice.customer.id });
    invoice.pay();
    expect(await ends(lab)).toEqual(["closed: Nothing that the customer owes is overdue any more."]);
  });
});
