import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import type { FieldInfo, OdooIdentity, OdooReader, RawRow } from "#src/odoo/read/index.ts";

const currency: FieldInfo = { type: "many2one", relation: "res.currency" };
const text: FieldInfo = { type: "char" };
const flag: FieldInfo = { type: "boolean" };

/** The fields of the models, as a server of release 19 tells them. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, FieldInfo>>>> = {
  "account.move": {
    name: text,
    payment_state: {
      type: "selection",
      selection: [
        ["not_paid", "Not Paid"],
        ["in_payment", "In Payment"],
        ["paid", "Paid"],
        ["partial", "Partially Paid"],
      ],
    },
    partner_id: { type: "many2one", relation: "res.partner" },
    amount_residual: { type: "monetary" },
    currency_id: currency,
    company_currency_id: currency,
    invoice_date_due: { type: "date" },
    write_date: { type: "datetime" },
    tag_ids: { type: "many2many", relation: "account.tag" },
    narration: { type: "html" },
    ratio: { type: "float" },
    sequence: { type: "integer" },
    attachment: { type: "binary" },
    res_id: { type: "many2one_reference" },
  },
  "res.partner": {
    name: text,
    active: flag,
    email: text,
    phone: text,
    phone_sanitized: text,
    commercial_partner_id: { type: "many2one", relation: "res.partner" },
    partner_share: flag,
    is_blacklisted: flag,
    phone_sanitized_blacklisted: flag,
    country_id: { type: "many2one", relation: "res.country" },
  },
  "res.country": { code: text },
  "crm.lead": { name: text, active: flag, stage_id: { type: "many2one", relation: "crm.stage" } },
  "crm.stage": { name: text },
  "project.project": { name: text, active: flag },
  "project.task": { name: text, active: flag, stage_id: { type: "many2one", relation: "project.task.type" } },
  "project.task.type": { name: text, active: flag, mail_template_id: { type: "many2one", relation: "mail.template" } },
  "res.users": { name: text, active: flag },
  "account.account": { account_type: text },
  "account.payment": { state: text },
  "res.currency": { name: text, decimal_places: { type: "integer" } },
};

/**
 * Odoo's records in memory behind the reader's interface, strict as the real one: a field that the model
 * lacks is an error, what was not asked for is not answered, and calls are counted.
 */
export class MemoryOdoo implements Pick<OdooReader, "fields" | "read" | "searchRead" | "list" | "group" | "whoAmI"> {
  readonly calls: string[] = [];
  readonly #rows = new Map<string, Map<number, RawRow>>();
  readonly #down = new Map<string, ErrorCode>();

  constructor() {
    this.put("res.currency", 1, { name: "EUR", decimal_places: 2 });
    this.put("res.currency", 2, { name: "JPY", decimal_places: 0 });
  }

  /** As a reader; whatever else revalidation would call is an error. */
  get reader(): OdooReader {
    return this as unknown as OdooReader;
  }

  put(model: string, id: number, values: RawRow): void {
    const rows = this.#rows.get(model) ?? new Map<number, RawRow>();
    rows.set(id, { ...rows.get(id), ...values, id });
    this.#rows.set(model, rows);
  }

  remove(model: string, id: number): void {
    this.#rows.get(model)?.delete(id);
  }

  /** Every call on the model fails with this code. */
  fail(model: string, code: ErrorCode): void {
    this.#down.set(model, code);
  }

  async fields(model: string): Promise<ReadonlyMap<string, FieldInfo>> {
    this.calls.push(`fields ${model}`);
    this.#check(model);
    return new Map(Object.entries(FIELDS[model] ?? {}));
  }

  async read(model: string, ids: readonly number[], fields: readonly string[]): Promise<RawRow[]> {
    this.calls.push(`read ${model}`);
    this.#check(model);
    const unknown = fields.find((field) => FIELDS[model]?.[field] === undefined);
    if (unknown !== undefined) throw new AiCooError("odoo_refused", `Invalid field '${unknown}' on '${model}'`);
    return ids.flatMap((id) => {
      const row = this.#rows.get(model)?.get(id);
      return row === undefined ? [] : [{ id, ...Object.fromEntries(fields.map((field) => [field, row[field] ?? false])) }];
    });
  }

  /** Customers do nothing here: what they do is tried on the simulator, whose domains are Odoo's. */
  async searchRead({ model }: { readonly model: string }): Promise<RawRow[]> {
    this.calls.push(`search ${model}`);
    const code = this.#down.get(model);
    if (code !== undefined) throw new AiCooError(code, `Odoo did not answer about ${model}.`);
    return [];
  }

  async list({ name }: { readonly name: string }): Promise<never[]> {
    await this.searchRead({ model: name });
    return [];
  }

  async group({ model }: { readonly model: string }): Promise<never[]> {
    await this.searchRead({ model });
    return [];
  }

  async whoAmI(): Promise<OdooIdentity> {
    return { userId: 5, name: "AI COO", login: "aicoo", partnerId: 6, companyIds: [1], lang: "en_US", tz: null };
  }

  #check(model: string): void {
    const code = this.#down.get(model);
    if (code !== undefined) throw new AiCooError(code, `Odoo did not answer about ${model}.`);
    if (FIELDS[model] === undefined) throw new AiCooError("odoo_refused", `Odoo has no model ${model}.`);
  }
}
