import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { insertOutreachLedgerRows } from "#src/db/access/outreachLedger.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { outreachScopeKey, type ActionProtocol } from "#src/protocol/index.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { OdooAdmin, type OdooTarget } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { installProduct, type Product } from "#test/support/product.ts";
import { daysAgo, makeDebtors, type Debtor, type Debtors } from "./debtors.ts";

export interface JobTarget {
  readonly name: string;
  readonly release: 14 | 19;
  /**
   * Whether the server has lines of bank statements that nobody reconciles and nobody may add to, as the demo data of
   * the Community edition: the freshness of its bank then cannot be made, and is tried on the simulator alone.
   */
  readonly bankIsFrozen?: boolean;
  open(): Promise<OdooTarget & { close?(): Promise<void> }>;
}

interface AnalysisOutput {
  readonly proposed: readonly ActionProtocol[];
  readonly notChased: readonly { readonly partnerId: number; readonly reason: string; readonly sentence: string }[];
}

interface RunOutput {
  readonly executed: number;
  readonly blocked: number;
  readonly results: readonly { readonly actionId: string; readonly result: string; readonly reason?: string }[];
}

const ORG = "main";

/** The whole job, from reading Odoo to the note on the invoice, through the command line, on the given server. */
export function wholeJob(target: JobTarget): void {
  describe(`the whole job on ${target.name}`, () => {
    let server: Awaited<ReturnType<JobTarget["open"]>>;
    let database: TestDatabase;
    let sink: SmtpSink;
    let product: Product;
    let admin: OdooAdmin;
    let debtors: Debtors;
    let analysis: AnalysisOutput;

    const reminderOf = (partnerId: number): ActionProtocol | undefined =>
      analysis.proposed.find(
        (action) => action.action_type === "send_invoice_reminder" && action.affected_records.partner_id === partnerId,
      );
    const proposedFor = (debtor: Debtor, type: ActionProtocol["action_type"]): ActionProtocol => {
      const found = analysis.proposed.find(
        (action) => action.action_type === type && action.affected_records.partner_id === debtor.partnerId,
      );
      return found ?? expect.fail(`no ${type} was proposed for ${debtor.email}`);
    };
    const mailsTo = (address: string) => sink.messages().filter((message) => message.recipients.includes(address));
    const notesOn = (invoiceId: number) =>
      admin.read(
        "mail.message",
        [
          ["model", "=", "account.move"],
          ["res_id", "=", invoiceId],
          ["message_id", "like", "@ai-coo>"],
        ],
        ["body", "subtype_id"],
      );

    beforeAll(async () => {
      server = await target.open();
      [database, sink] = await Promise.all([createTestDatabase(), startSmtpSink()]);
      admin = new OdooAdmin(server);
      debtors = await makeDebtors(new OdooData(admin, target.release, crypto.randomUUID().slice(0, 8)));
      product = await installProduct({ databaseUrl: database.connectionString, odoo: server, smtpUrl: sink.url });
      // The suite runs at any hour; the default hours have suites of their own.
      const ctx = testContext(database.db, { orgId: ORG });
      await withTransaction(ctx, (inner) =>
        saveOrgSettings(inner, "outreach", { businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] } }),
      );
      if (target.bankIsFrozen === true) {
        await withTransaction(ctx, (inner) => saveOrgSettings(inner, "analysis", { freshness: { enabled: false } }));
      }
      await withTransaction(ctx, (inner) => rememberReminder(inner, { debtor: debtors.pastLadder, level: 3, at: new Date(daysAgo(10)) }));
      analysis = await product.json<AnalysisOutput>("analyze");
    });

    afterAll(async () => {
      await product?.[Symbol.asyncDispose]();
      await sink?.stop();
      await database?.drop();
      await server?.close?.();
    });

    test("finds the overdue customers, and says of the others why they are left alone", () => {
      for (const debtor of [debtors.english, debtors.french, debtors.partlyPaid, debtors.paysInTime]) {
        expect(new Set(reminderOf(debtor.partnerId)?.affected_records.ids)).toEqual(new Set(debtor.invoiceIds));
      }
      for (const debtor of [debtors.disputing, debtors.withoutAddress]) expect(reminderOf(debtor.partnerId)).toBeUndefined();
      const reasonFor = (partnerId: number) => analysis.notChased.find((entry) => entry.partnerId === partnerId)?.reason;
      expect(reasonFor(debtors.disputing.partnerId)).toBe("disputed");
      expect(reasonFor(debtors.withoutAddress.partnerId)).toBe("no_address");
    });

    test("what a person approves is what runs; the one that paid meanwhile is blocked", async () => {
      const chosen = [debtors.english, debtors.french, debtors.partlyPaid, debtors.paysInTime].map(
        ({ partnerId }) => reminderOf(partnerId)!.action_id,
      );
      await product.json("actions", "approve", ...chosen);
      await debtors.payNow(debtors.paysInTime);

      const run = await product.json<RunOutput>("run");
      const outcomeOf = (partnerId: number) => run.results.find(({ actionId }) => actionId === reminderOf(partnerId)!.action_id);
      expect(outcomeOf(debtors.paysInTime.partnerId)).toMatchObject({
        result: "blocked",
        reason: expect.stringMatching(/paid/i) as string,
      });
      expect(run).toMatchObject({ executed: 3, blocked: 1 });
    });

    test("each customer gets one mail, in its language, at its address, with its total", () => {
      const [english, ...more] = mailsTo(debtors.english.email);
      expect(more).toEqual([]);
      expect(english?.recipients).toEqual([debtors.english.email]);
      for (const text of [...debtors.english.numbers, debtors.english.total]) expect(plain(english?.mail.text)).toContain(text);
      expect(english?.mail.text).toMatch(/please/i);

      const [french] = mailsTo(debtors.french.email);
      expect(plain(french?.mail.text)).toContain(debtors.french.total);
      expect(french?.mail.text).toMatch(/facture/i);

      const [partly] = mailsTo(debtors.partlyPaid.email);
      expect(plain(partly?.mail.text)).toContain(debtors.partlyPaid.total);

      expect(mailsTo(debtors.paysInTime.email)).toEqual([]);
      expect(mailsTo(debtors.disputing.email)).toEqual([]);
      expect(sink.messages()).toHaveLength(3);
    });

    test("a note stands on each reminded invoice and on no other", async () => {
      for (const invoiceId of [...debtors.english.invoiceIds, ...debtors.french.invoiceIds, ...debtors.partlyPaid.invoiceIds]) {
        const notes = await notesOn(invoiceId);
        expect(notes).toHaveLength(1);
        expect((notes[0]!["subtype_id"] as [number, string])[0]).toBe(await admin.ref("mail.mt_note"));
      }
      for (const invoiceId of [...debtors.paysInTime.invoiceIds, ...debtors.disputing.invoiceIds])
        expect(await notesOn(invoiceId)).toEqual([]);
    });

    test("who is past the ladder becomes a task for a person, and who is long overdue a call for the salesperson", async () => {
      const task = proposedFor(debtors.pastLadder, "create_collection_task");
      const call = proposedFor(debtors.longOverdue, "escalate_overdue_invoice");
      await product.json("actions", "approve", task.action_id, call.action_id);
      expect(await product.json<RunOutput>("run")).toMatchObject({ executed: 2 });

      const [made] = await admin.read("project.task", [["partner_id", "=", debtors.pastLadder.partnerId]], ["name", "priority"]);
      expect(made).toMatchObject({ name: expect.stringContaining("640.00") as string, priority: "1" });
      const activities = await admin.read(
        "mail.activity",
        [
          ["res_model", "=", "account.move"],
          ["res_id", "in", debtors.longOverdue.invoiceIds],
        ],
        ["activity_type_id"],
      );
      expect(activities.map((activity) => (activity["activity_type_id"] as [number, string])[0])).toEqual([
        await admin.ref("mail.mail_activity_data_call"),
      ]);
      expect(sink.messages()).toHaveLength(3);
    });

    test("who pays after a reminder is thanked, not reminded", async () => {
      await debtors.payNow(debtors.english);
      const { proposed } = await product.json<AnalysisOutput>("analyze");
      const about = proposed.filter((action) => action.affected_records.partner_id === debtors.english.partnerId);
      expect(about.map(({ action_type }) => action_type)).toEqual(["send_payment_confirmation"]);
      await product.json("actions", "approve", about[0]!.action_id);
      // It was written to minutes ago: the thanks wait until the customer may be written to again.
      expect((await product.json<RunOutput>("run")).results).toMatchObject([{ actionId: about[0]!.action_id, result: "deferred" }]);
      expect(mailsTo(debtors.english.email)).toHaveLength(1);
    });

    test("a second run proposes nothing for them and sends nothing", async () => {
      const again = await product.json<AnalysisOutput>("analyze");
      const reminded = [debtors.french, debtors.partlyPaid].map(({ partnerId }) => partnerId);
      expect(again.proposed.filter((action) => reminded.includes(action.affected_records.partner_id ?? 0))).toEqual([]);
      for (const partnerId of reminded) {
        expect(again.notChased.find((entry) => entry.partnerId === partnerId)?.reason).toMatch(/next_level_not_due|recently_contacted/);
      }
      expect(await product.json<RunOutput>("run")).toMatchObject({ executed: 0 });
      expect(sink.messages()).toHaveLength(3);
    });

    test("the audit has it all, unbroken", async () => {
      const verdict = await product.json<{ ok: boolean; length: number }>("audit", "verify");
      expect(verdict.ok).toBe(true);
      expect(verdict.length).toBeGreaterThan(20);
      const exported = await product.run("audit", "export");
      const kinds = exported.stdout
        .trim()
        .split("\n")
        .map((line) => JSON.parse((JSON.parse(line) as { entry: string }).entry) as { kind: string })
        .map(({ kind }) => kind);
      for (const kind of ["action.proposed", "action.approved", "action.intent", "action.completed", "action.blocked", "outreach.sent"]) {
        expect(kinds).toContain(kind);
      }
    });

    test("people can read what the commands say", async () => {
      const shown = await product.run("actions", "show", reminderOf(debtors.french.partnerId)!.action_id.slice(-12));
      expect(shown.code).toBe(0);
      for (const text of [debtors.french.email, "completed", "facture"]) expect(shown.stdout.toLowerCase()).toContain(text);
    });
  });
}

/** Text without the spaces that languages put into amounts. */
const plain = (text: string | undefined): string => (text ?? "").replaceAll(/[\u00a0\u202f]/g, " ");

/** What our ledger holds after a reminder that was sent on an earlier day. */
async function rememberReminder(
  ctx: TxContext,
  { debtor, level, at }: { readonly debtor: Debtor; readonly level: number; readonly at: Date },
): Promise<void> {
  const scope = { channel: "email", partnerId: debtor.partnerId, contextType: "invoice" } as const;
  await insertOutreachLedgerRows(ctx, [
    {
      ...scope,
      id: uuidv7(at),
      actionId: uuidv7(at),
      addresses: [debtor.email],
      scopeKey: outreachScopeKey(scope),
      state: "sent",
      actionType: "send_invoice_reminder",
      level,
      currency: "USD",
      companyId: 1,
      invoiceIds: [...debtor.invoiceIds],
      reservedAt: at,
      sentAt: at,
    },
  ]);
}
