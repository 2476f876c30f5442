import { describe, expect, test } from "vitest";
import {
  accountModel,
  currencyModel,
  invoiceModel,
  journalModel,
  moveLineModel,
  paymentModel,
  type RecordOf,
} from "#src/odoo/models/index.ts";
import type { GetSession } from "../odooContract.ts";
import type { ContractTarget } from "../session.ts";

export function accountingContract(session: GetSession, { release }: ContractTarget): void {
  describe("accounting", () => {
    async function invoice(id: number): Promise<RecordOf<typeof invoiceModel>> {
      const [record] = await session().reader.byIds(invoiceModel, [id]);
      if (record === undefined) throw new Error(`no invoice ${id}`);
      return record;
    }

    test("a posted invoice in the company's currency", async () => {
      const { company, tag } = session();
      const alder = { id: company.alder, name: `Alder ${tag}` };
      const record = await invoice(company.open);
      expect(record).toMatchObject({
        move_type: "out_invoice",
        state: "posted",
        payment_state: "not_paid",
        partner_id: alder,
        commercial_partner_id: alder,
        amount_total: 100,
        amount_residual: 100,
        amount_total_signed: 100,
        amount_residual_signed: 100,
        invoice_date: "2026-01-01",
        invoice_date_due: "2026-02-01",
        date: "2026-01-01",
        reversed_entry_id: null,
        ref: null,
      });
      expect(record.name).toMatch(/^INV\/2026\/.*\d{4,}$/);
      expect(record.company_id?.id).toBeGreaterThan(0);
      expect(record.currency_id).toEqual(record.company_currency_id);
      expect(record.write_date).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/);
    });

    test("payments make it partial, then paid", async () => {
      const { company } = session();
      expect(await invoice(company.partial)).toMatchObject({
        payment_state: "partial",
        amount_total: 100,
        amount_residual: 60,
        amount_residual_signed: 60,
      });
      expect(await invoice(company.paid)).toMatchObject({ payment_state: "paid", amount_residual: 0, amount_residual_signed: 0 });
    });

    test("drafts and cancelled ones: unpaid, and a draft has no number", async () => {
      const { company } = session();
      expect(await invoice(company.draft)).toMatchObject({ state: "draft", payment_state: "not_paid", name: release === 14 ? "/" : null });
      expect(await invoice(company.cancelled)).toMatchObject({ state: "cancel" });
    });

    test("an invoice settled by a credit note is reversed", async () => {
      const { company } = session();
      expect(await invoice(company.reversed)).toMatchObject({ state: "posted", payment_state: "reversed", amount_residual: 0 });
      const credit = await invoice(company.credit);
      expect(credit).toMatchObject({ move_type: "out_refund", payment_state: "paid", amount_total: 200, amount_total_signed: -200 });
      expect(credit.reversed_entry_id?.id).toBe(company.reversed);
    });

    test("a credit note that settles nothing: a positive residual, signed negative", async () => {
      const { company, reader } = session();
      expect(await invoice(company.openCredit)).toMatchObject({
        payment_state: "not_paid",
        amount_residual: 30,
        amount_residual_signed: -30,
      });
      const domain = [["move_id", "=", company.openCredit]] as const;
      const [line] = (await reader.list(moveLineModel, { domain })).filter(({ account_kind }) => account_kind === "receivable");
      expect(line).toMatchObject({ amount_residual: -30, amount_residual_currency: -30, reconciled: false });
    });

    test("an invoice in another currency: its own amounts and the company's", async () => {
      const { company, reader } = session();
      const record = await invoice(company.foreign);
      expect(record).toMatchObject({ amount_total: 300, amount_residual: 300, currency_id: { name: company.currency } });
      expect(record.currency_id).not.toEqual(record.company_currency_id);
      const lines = await reader.list(moveLineModel, { domain: [["move_id", "=", company.foreign]], order: "id" });
      const receivable = lines.find(({ account_kind }) => account_kind === "receivable");
      expect(receivable).toMatchObject({ amount_residual_currency: 300, amount_currency: 300, currency_id: { name: company.currency } });
      expect(receivable?.amount_residual).toBe(record.amount_residual_signed);
      expect(receivable?.balance).toBe(record.amount_total_signed);
      expect(lines.reduce((sum, { balance }) => sum + balance, 0)).toBeCloseTo(0);
    });

    test("a receivable item carries due date, partner and what is open", async () => {
      const { company, reader, tag } = session();
      const lines = await reader.list(moveLineModel, { domain: [["move_id", "=", company.partial]], order: "id" });
      expect(lines.map(({ account_kind }) => account_kind).toSorted()).toEqual(["other", "receivable"]);
      expect(lines.find(({ account_kind }) => account_kind === "receivable")).toMatchObject({
        partner_id: { id: company.alder, name: `Alder ${tag}` },
        date: "2026-01-01",
        date_maturity: "2026-03-01",
        debit: 100,
        credit: 0,
        balance: 100,
        amount_residual: 60,
        reconciled: false,
        parent_state: "posted",
        disputed: false,
      });
      expect(lines.find(({ account_kind }) => account_kind === "other")).toMatchObject({
        date_maturity: null,
        balance: -100,
        amount_residual: 0,
      });
    });

    test("instalments are items of their own; the invoice is due with the last", async () => {
      const { company, reader } = session();
      expect(await invoice(company.instalments)).toMatchObject({ invoice_date_due: "2026-02-10", amount_residual: 100 });
      const domain = [
        ["move_id", "=", company.instalments],
        ["date_maturity", "!=", false],
      ] as const;
      const lines = await reader.list(moveLineModel, { domain, order: "date_maturity" });
      expect(lines.map((line) => [line.date_maturity, line.amount_residual])).toEqual([
        ["2026-01-11", 50],
        ["2026-02-10", 50],
      ]);
    });

    test("a disputed invoice shows on its receivable items, and in 19 on itself", async () => {
      const { company, reader } = session();
      const lines = await reader.list(moveLineModel, { domain: [["move_id", "=", company.disputed]] });
      expect(lines.filter(({ disputed }) => disputed === true).map(({ account_kind }) => account_kind)).toEqual(["receivable"]);
      expect(await invoice(company.disputed)).toMatchObject({ payment_state: "not_paid", no_followup: release === 14 ? null : true });
      expect(
        await reader.count("account.move.line", [
          ["move_id", "=", company.disputed],
          [release === 14 ? "blocked" : "no_followup", "=", true],
        ]),
      ).toBe(1);
    });

    test("a vendor bill is signed negative and has a payable item", async () => {
      const { company, reader } = session();
      expect(await invoice(company.bill)).toMatchObject({ move_type: "in_invoice", amount_residual: 70, amount_residual_signed: -70 });
      const lines = await reader.list(moveLineModel, { domain: [["move_id", "=", company.bill]] });
      expect(lines.find(({ account_kind }) => account_kind === "payable")).toMatchObject({
        amount_residual: -70,
        date_maturity: "2026-03-01",
      });
    });

    test("the bank's journal shows how fresh the books are", async () => {
      const { company, reader } = session();
      const domain = [
        ["journal_id.type", "=", "bank"],
        ["state", "=", "posted"],
        ["id", "=", company.bankEntry],
      ] as const;
      expect(await reader.searchRead({ model: "account.move", domain, fields: ["date"], order: "date desc", limit: 1 })).toEqual([
        { id: company.bankEntry, date: "2026-03-15" },
      ]);
      const lines = await reader.list(moveLineModel, { domain: [["move_id", "=", company.bankEntry]] });
      expect(lines.find(({ account_kind }) => account_kind === "liquidity")).toMatchObject({ balance: 12.5, journal_id: { name: "Bank" } });
      const journals = await reader.list(journalModel, { domain: [["type", "=", "bank"]] });
      expect(journals[0]).toMatchObject({ type: "bank", active: true });
    });

    test("a payment names what it paid; in 19 it is paid when its invoices are", async () => {
      const { company, reader } = session();
      const payments = await reader.list(paymentModel, { domain: [["partner_id", "=", company.alder]], order: "id" });
      const common = { payment_type: "inbound", partner_type: "customer", is_reconciled: true };
      const partly = { amount: 40, date: "2026-02-10", reconciled_invoice_ids: [company.partial] };
      const fully = { amount: 250, date: "2026-02-11", reconciled_invoice_ids: [company.paid] };
      expect(payments).toMatchObject([
        { ...common, ...partly, state: release === 14 ? "posted" : "in_process" },
        { ...common, ...fully, state: release === 14 ? "posted" : "paid" },
      ]);
    });

    test("the items of a paid invoice and of its payment share a full reconciliation", async () => {
      const { company, reader } = session();
      const fields = ["full_reconcile_id", "move_id"];
      const [own] = await reader.searchRead({
        model: "account.move.line",
        domain: [
          ["move_id", "=", company.paid],
          ["date_maturity", "!=", false],
        ],
        fields,
      });
      const fullId = Array.isArray(own?.["full_reconcile_id"]) ? Number(own["full_reconcile_id"][0]) : 0;
      const matched = await reader.searchRead({ model: "account.move.line", domain: [["full_reconcile_id", "=", fullId]], fields });
      expect(matched).toHaveLength(2);
    });

    test("currencies say their decimal places", async () => {
      const { reader } = session();
      const [euro] = await reader.list(currencyModel, { domain: [["name", "=", "EUR"]] });
      expect(euro).toMatchObject({ symbol: "€", position: "after", decimal_places: 2, rounding: 0.01, active: true });
    });

    test("accounts have a code, a kind and a group", async () => {
      const { reader } = session();
      const accounts = await reader.list(accountModel, { domain: [] });
      const kinds = new Set(accounts.map(({ account_kind, internal_group }) => `${account_kind} ${internal_group}`));
      for (const kind of ["receivable asset", "payable liability", "liquidity asset", "other income", "other expense"])
        expect(kinds).toContain(kind);
      expect(accounts.every(({ code }) => code !== null)).toBe(true);
    });
  });
}
