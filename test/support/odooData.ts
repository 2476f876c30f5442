import type { OdooAdmin } from "./odooAdmin.ts";

export interface InvoiceInput {
  readonly partnerId: number;
  readonly amount: number;
  /** `YYYY-MM-DD`. */
  readonly date: string;
  readonly due: string;
  /** ISO code; the company's without one. */
  readonly currency?: string;
  readonly type?: "out_invoice" | "out_refund" | "in_invoice";
  readonly draft?: boolean;
  readonly termId?: number;
}

/** What people in a company do in Odoo, done through its API as its administrator: the same calls on 14, 19 and the simulator. */
export class OdooData {
  readonly admin: OdooAdmin;
  readonly release: number;
  /** In every name, so that runs on one server do not meet. */
  readonly tag: string;

  constructor(admin: OdooAdmin, release: number, tag: string) {
    this.admin = admin;
    this.release = release;
    this.tag = tag;
  }

  async customer(name: string, values: Readonly<Record<string, unknown>> = {}): Promise<number> {
    return this.admin.create("res.partner", { name: `${name} ${this.tag}`, is_company: true, ...values });
  }

  async invoiceContact(customerId: number, values: Readonly<Record<string, unknown>>): Promise<number> {
    return this.admin.create("res.partner", { name: `Billing ${this.tag}`, type: "invoice", parent_id: customerId, ...values });
  }

  /** An invoice with one untaxed line, posted unless told. */
  async invoice(input: InvoiceInput): Promise<number> {
    const { type = "out_invoice", currency, termId } = input;
    const line = {
      name: `Work ${this.tag}`,
      quantity: 1,
      price_unit: input.amount,
      account_id: await this.accountFor(type),
      tax_ids: [[6, 0, []]],
    };
    const id = await this.admin.create("account.move", {
      move_type: type,
      partner_id: input.partnerId,
      invoice_date: input.date,
      ...(termId === undefined ? { invoice_date_due: input.due } : { invoice_payment_term_id: termId }),
      ...(currency === undefined ? {} : { currency_id: await this.currency(currency) }),
      invoice_line_ids: [[0, 0, line]],
    });
    if (input.draft !== true) await this.admin.call("account.move", "action_post", [[id]]);
    return id;
  }

  /** Registers a payment as the wizard does: in full, or of `amount`. */
  async pay(invoiceId: number, options: { readonly amount?: number; readonly date?: string } = {}): Promise<void> {
    const context = { active_model: "account.move", active_ids: [invoiceId] };
    const { amount, date } = options;
    const wizard = await this.admin.create(
      "account.payment.register",
      { ...(amount === undefined ? {} : { amount }), ...(date === undefined ? {} : { payment_date: date }) },
      context,
    );
    await this.admin.call("account.payment.register", "action_create_payments", [[wizard]], { context });
  }

  /** Settles an invoice with a credit note of its full amount, which leaves it `reversed`. */
  async reverse(invoiceId: number, date: string): Promise<number> {
    const [invoice] = await this.admin.read("account.move", [["id", "=", invoiceId]], ["partner_id", "amount_total", "currency_id"]);
    const { id: partnerId } = many2one(invoice, "partner_id");
    const { name: currency } = many2one(invoice, "currency_id");
    const amount = Number(invoice?.["amount_total"]);
    const credit = await this.invoice({ partnerId, amount, date, due: date, currency, type: "out_refund", draft: true });
    await this.admin.call("account.move", "write", [[credit], { reversed_entry_id: invoiceId }]);
    await this.admin.call("account.move", "action_post", [[credit]]);
    const open = await this.admin.read("account.move.line", [
      ["move_id", "in", [invoiceId, credit]],
      ["date_maturity", "!=", false],
      ["reconciled", "=", false],
    ]);
    // 19 reconciles by itself when it posts.
    if (open.length > 0) await this.admin.call("account.move.line", "reconcile", [open.map((line) => line["id"])]);
    return credit;
  }

  /** Marks an invoice as disputed: on its receivable items, `no_followup` in 19, `blocked` in 14. */
  async dispute(invoiceId: number): Promise<void> {
    const lines = await this.admin.read("account.move.line", [
      ["move_id", "=", invoiceId],
      ["date_maturity", "!=", false],
    ]);
    const ids = lines.map((line) => line["id"]);
    await this.admin.call("account.move.line", "write", [ids, { [this.release >= 19 ? "no_followup" : "blocked"]: true }]);
  }

  /** A payment term of equal parts, due so many days after the invoice's date. */
  async instalments(days: readonly number[]): Promise<number> {
    const share = 100 / days.length;
    const lines = days.map((nb, index) => {
      const last = index === days.length - 1;
      if (this.release >= 17) return [0, 0, { value: "percent", value_amount: share, nb_days: nb }];
      return [0, 0, last ? { value: "balance", days: nb } : { value: "percent", value_amount: share, days: nb }];
    });
    return this.admin.create("account.payment.term", { name: `Parts ${this.tag}`, line_ids: lines });
  }

  /**
   * Money on the bank account that belongs to no invoice: a posted entry in the bank's journal. Tried on 14 and 19:
   * the Community edition lets nobody enter lines of statements, not even the administrator. The freshness gate goes by
   * this only where there are no such lines.
   */
  async bankEntry(date: string, amount: number): Promise<number> {
    const journalId = await this.admin.find("account.journal", [["type", "=", "bank"]]);
    const [journal] = await this.admin.read("account.journal", [["id", "=", journalId]], ["default_account_id"]);
    const { id: bank } = many2one(journal, "default_account_id");
    const other = await this.accountFor("out_invoice");
    const lines = [
      [0, 0, { name: `Bank ${this.tag}`, account_id: bank, debit: amount, credit: 0 }],
      [0, 0, { name: `Bank ${this.tag}`, account_id: other, debit: 0, credit: amount }],
    ];
    const id = await this.admin.create("account.move", { move_type: "entry", date, journal_id: journalId, line_ids: lines });
    await this.admin.call("account.move", "action_post", [[id]]);
    return id;
  }

  /** The id of the company's own currency. */
  async companyCurrency(): Promise<number> {
    const [company] = await this.admin.read("res.company", [], ["currency_id"]);
    return many2one(company, "currency_id").id;
  }

  async currency(code: string): Promise<number> {
    return this.admin.find("res.currency", [["name", "=", code]]);
  }

  private async accountFor(type: string): Promise<number> {
    const group = type === "in_invoice" ? "expense" : "income";
    const domain =
      this.release >= 16
        ? [["account_type", "=", group]]
        : [
            ["internal_group", "=", group],
            ["internal_type", "=", "other"],
          ];
    return this.admin.find("account.account", domain);
  }
}

function many2one(row: Readonly<Record<string, unknown>> | undefined, field: string): { readonly id: number; readonly name: string } {
  const value = row?.[field];
  if (!Array.isArray(value)) throw new Error(`${field} is not set`);
  return { id: Number(value[0]), name: String(value[1]) };
}
