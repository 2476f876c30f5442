import type { FieldInfo, RawRow } from "#src/odoo/read/index.ts";
import type { Normal } from "./normalise.ts";
import { NAME_FIELDS } from "./plan.ts";

const MODEL_WORDS: Readonly<Record<string, string>> = {
  "account.move": "Invoice",
  "res.partner": "Contact",
  "crm.lead": "Opportunity",
  "project.task": "Task",
  "project.project": "Project",
  "sale.order": "Sales order",
};

/** What has happened when a field holds something else than it did, by model and field, then by the new value. */
const CHANGES: Readonly<Record<string, Readonly<Record<string, string>> | string>> = {
  "account.move.payment_state": {
    paid: "was paid",
    in_payment: "was paid",
    partial: "was partly paid",
    reversed: "was credited",
    blocked: "was blocked",
    not_paid: "is unpaid again",
  },
  "account.move.state": { cancel: "was cancelled", draft: "was set back to draft", posted: "was posted" },
  "account.move.amount_residual": "has another open amount",
  "account.move.amount_total": "has another total",
  "account.move.invoice_date_due": "has another due date",
  "account.move.partner_id": "belongs to another customer",
  "account.move.currency_id": "is in another currency",
  "account.move.company_id": "belongs to another company",
  "res.partner.email": "has another mail address",
  "res.partner.lang": "has another language",
  "crm.lead.stage_id": "was moved to another stage",
  "project.task.stage_id": "was moved to another stage",
};

/** A record as people call it: `Invoice INV/2026/00017`. */
export function recordName(model: string, id: number, row: RawRow | undefined): string {
  const word = MODEL_WORDS[model] ?? `Record of ${model}`;
  const name = NAME_FIELDS.map((field) => row?.[field]).find((value) => typeof value === "string" && value !== "" && value !== "/");
  return typeof name === "string" ? `${word} ${name}` : `${word} number ${id}`;
}

/** What has happened to a field: `was paid`, or `has another <field>`. */
export function changeWords(model: string, field: string, seen: Normal): string {
  const words = CHANGES[`${model}.${field}`];
  if (typeof words === "string") return words;
  const known = words?.[String(seen)];
  if (known !== undefined) return known;
  if (field === "active" && seen === false) return "was archived";
  return `has another ${field.replaceAll("_", " ").replace(/ ids?$/, "")}`;
}

/** A value as people read it. `raw` is Odoo's own form, which names what an id stands for. */
export function valueWords(
  value: Normal,
  field: FieldInfo,
  raw?: unknown,
  currency?: { readonly name: string; readonly decimals: number },
): string {
  if (value === null) return "nothing";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(raw) && typeof raw[1] === "string" && field.type === "many2one") return raw[1];
  if (field.type === "selection") return field.selection?.find(([key]) => key === value)?.[1] ?? String(value);
  if (field.type === "monetary" && typeof value === "number") {
    const amount = value.toLocaleString("en-US", {
      minimumFractionDigits: currency?.decimals ?? 2,
      maximumFractionDigits: currency?.decimals ?? 2,
    });
    return currency === undefined ? amount : `${amount} ${currency.name}`;
  }
  if (field.type === "many2one") return `number ${String(value)}`;
  if (Array.isArray(value)) return value.length === 0 ? "nothing" : `numbers ${value.join(", ")}`;
  return String(value).slice(0, 200);
}
