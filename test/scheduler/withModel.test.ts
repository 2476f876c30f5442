import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { approveAction, getAction, listActions, type ActionDetail } from "#src/actions/index.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { withTransaction } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, executeAction, type ExecutorRuntime } from "#src/executor/index.ts";
import { followUpStore, listFollowUps } from "#src/followups/index.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { anthropicProvider, createLanguageModel, modelSettingsSchema, type LanguageModel } from "#src/llm/index.ts";
import { usageLedger } from "#src/main/model.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { smtp2goTransport } from "#src/operations/index.ts";
import { MODEL_WORDS, type ActionType } from "#src/protocol/index.ts";
import type { JobName } from "#src/queue/index.ts";
import { createJobHandlers } from "#src/scheduler/index.ts";
import { buildCompany, startSimulator, type CompanyBuilder, type Simulator } from "#simulator/index.ts";
import { startSmtp2go, type Smtp2go } from "#simulator/mail/smtp2go.ts";
import { startModelServer, type MessageRequest, type ModelAnswer, type ModelServer } from "#simulator/model/index.ts";
import { PROVIDERS, type Provider } from "#test/operations/smsMessages.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/**
 * What a model chose, from the job that analyses to what the provider received: its words, its order, its sentence and its day. The
 * model is asked over HTTP by the real SDK, the mails and the SMS go out over the real transports, each to its stand-in.
 */

/** A Monday, within everybody's hours. */
const NOW = new Date("2026-06-15T09:00:00Z");
const MODEL = "claude-sonnet-5-5";
const BY_MODEL = `Drafted by ${MODEL} (prompt v2, phrases v1) and checked against the facts`;

let database: TestDatabase;
let simulator: Simulator;
let odoo: OdooConnection;
let smtp2go: Smtp2go;
let sms: Provider;
let server: ModelServer;
let ctx: TestContext;
let organisations = 0;
const ids: Record<string, number> = {};

beforeAll(async () => {
  database = await createTestDatabase();
  const now = () => ctx?.clock.now() ?? NOW;
  simulator = await startSimulator({ release: 19, company: buildCompany(company), now });
  const { url, database: name, login, apiKey } = simulator;
  odoo = connectOdoo({ url, database: name, login, apiKey });
  [smtp2go, sms, server] = await Promise.all([startSmtp2go({ now }), Object.values(PROVIDERS)[0]!({ now }), startModelServer({ now })]);
});
afterAll(async () => {
  await odoo.close();
  await Promise.all([simulator.stop(), smtp2go.stop(), sms.standIn.stop(), server.stop()]);
  await database.drop();
});
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `model-${organisations++}`, now: NOW.toISOString() });
});
afterEach(() => {
  smtp2go.clear();
  server.clear();
});

function company(of: CompanyBuilder): void {
  of.own({ name: "Linden", email: "office@linden.example", phone: "+32 9 000 00 01", timezone: "Europe/Brussels" });
  of.bankEntry({ amount: 1, date: "today" });
  of.salesperson({ name: "Ada", login: "ada", email: "ada@linden.example" });
  const customer = (name: string) => of.customer({ name: `${name} Ltd`, country: "BE", mobile: "0470 12 34 56", lang: "en_US" });
  const deal = (name: string, over: Partial<Parameters<CompanyBuilder["deal"]>[0]>) => {
    const made = of.deal({ name, customer: customer(name), stage: "Qualified", created: "-60d", salesperson: "ada", ...over });
    ids[name] = made.id;
  };
  deal("Quiet", { revenue: 1_000, lastStageChange: "-21d" });
  deal("Idle", { revenue: 1_000, lastStageChange: "-22d" });
  deal("Calm", { revenue: 1_000, lastStageChange: "-20d" });
  deal("Closing", { revenue: 1_000, lastStageChange: "-3d", closing: "+3d" });
  const loyal = (name: string, amount: number) => {
    const made = of.customer({ name, salesperson: "ada", lang: "en_US" });
    made.invoice({ amount, date: "-200d", due: "-170d", paid: "all", paidOn: "-165d" });
    ids[name] = made.id;
  };
  for (const name of ["Small", "Smaller"]) loyal(name, 10);
  loyal("Alder", 5_000);
  const payer = of.customer({ name: "Birch", lang: "en_US" });
  ids["Birch"] = payer.id;
  ids["paid"] = payer.invoice({ amount: 240, due: "-30d", paid: "all", paidOn: "-2d" }).id;
}

const languageModel = (): LanguageModel =>
  createLanguageModel({
    provider: anthropicProvider({ apiKey: server.apiKey, baseUrl: server.url, model: MODEL }),
    ledger: usageLedger(ctx),
    policy: () => Promise.resolve({ ...modelSettingsSchema.parse({}), timezone: "Europe/Brussels" }),
    clock: ctx.clock,
  });

function executor(): ExecutorRuntime {
  const mail = smtp2goTransport({
    apiKey: smtp2go.apiKey,
    from: "Linden <office@linden.example>",
    baseUrl: smtp2go.url,
    timeoutMs: 10_000,
  });
  const ports = { odoo: odoo.writer, reader: odoo.reader, mail, sms: sms.transport, followUps: followUpStore(() => ctx), clock: ctx.clock };
  return { workerId: "w", reader: odoo.reader, ports, settings: DEFAULT_EXECUTOR_SETTINGS, logger: silentLogger };
}

const runJob = (name: Extract<JobName, "financial-analysis" | "sales-analysis" | "follow-ups">) =>
  createJobHandlers({ ctx, reader: odoo.reader, executor: executor(), model: languageModel() })[name](
    { orgId: ctx.orgId },
    { signal: new AbortController().signal },
  );

/** As they stand on the page: the first is to be decided first. */
async function waiting(type: ActionType): Promise<ActionDetail[]> {
  const { actions } = await listActions({ ctx, input: { status: ["pending_approval"], order: "urgency" } });
  const found = actions.filter(({ actionType }) => actionType === type);
  return Promise.all(found.map(({ actionId }) => getAction({ ctx, input: { actionId } })));
}

async function carryOut({ actionId, fingerprint }: ActionDetail): Promise<void> {
  await approveAction({ ctx: { ...ctx, actor: "user:ana" }, input: { actionId, fingerprint, channel: "in_app" } });
  expect(await executeAction(ctx, executor(), actionId)).toMatchObject({ result: "executed" });
}

const evidenceOf = ({ action }: ActionDetail, label: string) => action.evidence.find((one) => one.label === label)?.value;
const wordsBy = (detail: ActionDetail) => evidenceOf(detail, MODEL_WORDS) ?? evidenceOf(detail, "Words");

/** The JSON inside the fence. */
function factsIn({ said }: MessageRequest): unknown {
  const text = said[0]!.text;
  return JSON.parse(text.slice(text.indexOf("<facts>") + "<facts>".length, text.indexOf("</facts>"))) as unknown;
}

interface RankedFacts {
  readonly handle: string;
  readonly type: ActionType;
  readonly quiet_days?: number;
}

const isRanking = ({ system }: MessageRequest): boolean => system.some(({ text }) => text.includes("You get candidates"));

/** The handle of the sentence that is offered and begins so. */
function offered(request: MessageRequest, beginning: string): { readonly use: string } {
  const { sentences } = factsIn(request) as { readonly sentences: readonly { readonly handle: string; readonly text: string }[] };
  const found = sentences.find(({ text }) => text.startsWith(beginning));
  if (found === undefined) throw new Error(`no sentence is offered that begins with "${beginning}"`);
  return { use: found.handle };
}

const json = (value: unknown): ModelAnswer => ({ kind: "json", value });

describe("the sales analysis", () => {
  /** The quieter deal last, which the playbook puts first; a sentence for one; nine days until the check-in. */
  function chooses(request: MessageRequest): ModelAnswer {
    if (isRanking(request)) {
      const candidates = factsIn(request) as readonly RankedFacts[];
      const byQuiet = candidates.toSorted((a, b) => (a.quiet_days ?? 0) - (b.quiet_days ?? 0));
      const calm = candidates.filter(({ quiet_days: days }) => days === 20);
      const checkIn = candidates.find(({ type }) => type === "schedule_customer_check_in")!;
      return json({
        order: byQuiet.map(({ handle }) => handle),
        notes: calm.map(({ handle }) => ({ handle, sentence: "This deal is worth a short question." })),
        check_ins: [{ handle: checkIn.handle, days: 9 }],
      });
    }
    const isSms = request.system.some(({ text }) => text.includes("You draft an SMS"));
    if (isSms)
      return json({
        body: [offered(request, "Hello from"), offered(request, "Is anything still missing for"), offered(request, "Thank you.")],
      });
    return json({
      subject: offered(request, "A short question about"),
      opening: [[offered(request, "We have not heard from each other")], [{ write: "Have you decided already?" }]],
      closing: [[offered(request, "We look forward to your answer.")]],
    });
  }

  test("is ordered, explained and worded by the model, down to the mail and the SMS that the providers get", async () => {
    server.answerAlways(chooses);
    await runJob("sales-analysis");

    const deals = await waiting("follow_up_on_stale_deal");
    expect(deals.map(({ action }) => action.affected_records.record_name)).toEqual(["Calm", "Quiet", "Idle"]);
    expect(deals.map((detail) => evidenceOf(detail, "The model's view"))).toEqual([
      "This deal is worth a short question.",
      undefined,
      undefined,
    ]);
    expect(deals.map(wordsBy)).toEqual([BY_MODEL, BY_MODEL, BY_MODEL]);
    await carryOut(deals[0]!);
    expect(smtp2go.sent()).toMatchObject([{ to: [expect.stringContaining("calm-ltd.example")], subject: "A short question about Calm" }]);
    const mail = smtp2go.sent()[0]!.textBody;
    for (const words of [
      "We have not heard from each other about Calm for a while.",
      "Have you decided already?",
      "We look forward to your answer.",
    ])
      expect(mail).toContain(words);

    const [checkIn] = await waiting("send_deal_check_in");
    expect(wordsBy(checkIn!)).toBe(BY_MODEL);
    await carryOut(checkIn!);
    expect(sms.standIn.sent().at(-1)!.text).toContain("Hello from Linden. Is anything still missing for Closing? Thank you.");
  });

  test("schedules the check-in on the model's day, and not on one beyond its bounds", async () => {
    server.answerAlways(chooses);
    await runJob("sales-analysis");
    const [scheduled] = await waiting("schedule_customer_check_in");
    await carryOut(scheduled!);
    const { followUps } = await listFollowUps({ ctx, input: { limit: 5 } });
    expect(followUps).toMatchObject([{ contextType: "customer", contextId: ids["Alder"] }]);
    expect(followUps[0]!.scheduledFor.slice(0, 10)).toBe("2026-06-24");

    ctx = testContext(database.db, { orgId: `model-${organisations++}`, now: NOW.toISOString() });
    server.answerAlways((request) => {
      const answer = chooses(request);
      if (!isRanking(request) || answer.kind !== "json") return answer;
      const value = answer.value as { readonly check_ins: readonly { readonly handle: string }[] };
      return json({ ...value, check_ins: value.check_ins.map(({ handle }) => ({ handle, days: 90 })) });
    });
    await runJob("sales-analysis");
    const [bounded] = await waiting("schedule_customer_check_in");
    const { operation } = bounded!.action;
    expect(operation.type === "schedule_follow_up" && operation.inputs.scheduled_for < "2026-06-30").toBe(true);
  });
});

describe("the financial analysis", () => {
  /** As the executor leaves it after the first reminder. */
  async function reminded(): Promise<void> {
    const id = uuidv7(ctx.clock.now());
    const row = {
      id,
      actionId: id,
      partnerId: ids["Birch"]!,
      channel: "email" as const,
      addresses: ["accounts@birch.example"],
      contextType: "invoice" as const,
      contextId: ids["paid"]!,
      scopeKey: `email:partner:${ids["Birch"]}:invoice`,
      state: "sent" as const,
      actionType: "send_invoice_reminder" as const,
      level: 1,
      currency: "EUR",
      companyId: 1,
      invoiceIds: [ids["paid"]!],
      reservedAt: new Date("2026-06-01T09:00:00Z"),
    };
    await withTransaction(ctx, (inner) => insertOutreachLedgerRows(inner, [row]));
  }

  test("thanks for a payment in the model's words, from the paid invoice to the mail", async () => {
    await reminded();
    server.answerAlways((request) =>
      json({
        subject: offered(request, "Thank you for your payment"),
        opening: [[offered(request, "We are happy to confirm that your payment of")], [{ write: "Thank you for your help." }]],
        closing: [[offered(request, "There is nothing further for you to do.")]],
      }),
    );
    await runJob("financial-analysis");
    const [thanks, ...more] = await waiting("send_payment_confirmation");
    expect([more, wordsBy(thanks!)]).toEqual([[], BY_MODEL]);
    await carryOut(thanks!);
    const [mail] = smtp2go.sent();
    expect(mail).toMatchObject({ to: [expect.stringContaining("birch.example")], subject: "Thank you for your payment" });
    for (const words of [
      "We are happy to confirm that your payment of €240.00 has arrived.",
      "Thank you for your help.",
      "There is nothing further",
    ])
      expect(mail!.textBody).toContain(words);
  });
});

describe("a follow-up that is due", () => {
  /** The deal is asked about on Thursday. */
  async function dueOnThursday(deal: string): Promise<void> {
    await followUpStore(() => ctx).schedule({
      orgId: ctx.orgId,
      actionId: uuidv7(ctx.clock.now()),
      inputs: {
        scheduled_for: "2026-06-18T09:00:00Z",
        context_type: "deal",
        context_id: ids[deal]!,
        action_type: "follow_up_on_stale_deal",
        parameters: {},
      },
    });
    ctx.clock.set("2026-06-18T09:00:00Z");
  }

  test("is drafted by the model, which is asked about that one message alone, and goes out in its words", async () => {
    await dueOnThursday("Quiet");
    server.answerAlways((request) =>
      json({
        subject: null,
        opening: [[offered(request, "We have not heard from each other")]],
        closing: [[{ write: "Have you decided already?" }]],
      }),
    );
    expect(await runJob("follow-ups")).toMatchObject({ claimed: 1, proposed: 1 });
    expect(server.messages()).toHaveLength(1);
    const [action, ...more] = await waiting("follow_up_on_stale_deal");
    expect([more, action!.action.affected_records.ids, wordsBy(action!)]).toEqual([[], [ids["Quiet"]], BY_MODEL]);
    await carryOut(action!);
    expect(smtp2go.sent()[0]!.textBody).toContain("We have not heard from each other about Quiet for a while.");
    expect(smtp2go.sent()[0]!.textBody).toContain("Have you decided already?");
  });

  test("is the playbook's where the model gives nothing, and its card says why", async () => {
    await dueOnThursday("Idle");
    server.answerAlways(() => ({ kind: "refusal" }));
    expect(await runJob("follow-ups")).toMatchObject({ claimed: 1, proposed: 1 });
    const [action] = await waiting("follow_up_on_stale_deal");
    expect(wordsBy(action!)).toMatch(/^The playbook's: /);
  });
});
