import type { CompanyRef, CurrencyRef, ExclusionField, InvoiceAsRead, Recipient, SmsRecipient } from "#src/analyzers/findings.ts";
import type { OdooValue, RevalidationCheck } from "#src/protocol/index.ts";
import { cleanLine } from "./clean.ts";
import { plainMoney } from "./format.ts";
import type { RecommenderSettings } from "./settings.ts";

/**
 * Checks of the playbook. All of them block: an action says what was true when it was composed, also in the words it
 * sends, so one whose facts have changed is not asked about again but composed anew by the next analysis.
 */

interface FieldOf {
  readonly model: string;
  readonly id: number;
  readonly field: string;
  /** The beginning of the check's id, `invoice-17`. */
  readonly of: string;
}

export function recordExists(model: string, id: number, of: string, name: string): RevalidationCheck {
  return {
    check_id: `${of}-exists`,
    description: `${name} still exists`,
    severity_on_fail: "block",
    predicate: { type: "odoo_record_exists", model, id },
  };
}

export function fieldEquals({ model, id, field, of }: FieldOf, expected: OdooValue, description: string): RevalidationCheck {
  return {
    check_id: `${of}-${field}`,
    description: cleanLine(description, 400),
    severity_on_fail: "block",
    predicate: { type: "odoo_field_equals", model, id, field, expected },
  };
}

export function fieldIn({ model, id, field, of }: FieldOf, allowed: OdooValue[], description: string): RevalidationCheck {
  return {
    check_id: `${of}-${field}`,
    description: cleanLine(description, 400),
    severity_on_fail: "block",
    predicate: { type: "odoo_field_in", model, id, field, allowed },
  };
}

/** A payment state as people say it. */
const paymentWords = (state: string): string =>
  state === "partial" ? "partly paid" : state.replaceAll("_", " ").replace("not paid", "unpaid");

/** What the checks of an invoice need of it. */
export interface CheckedInvoice {
  readonly id: number;
  readonly number: string;
  readonly asRead: InvoiceAsRead;
}

/** An invoice is there, posted, open or paid as it was, with the same open amount, due date, customer, currency and company. */
export function invoiceChecks(
  invoice: CheckedInvoice,
  paymentStates: readonly string[],
  { currency, company }: { readonly currency: CurrencyRef; readonly company: CompanyRef },
): RevalidationCheck[] {
  const { id, asRead } = invoice;
  const of = `invoice-${id}`;
  const name = `Invoice ${cleanLine(invoice.number, 64)}`;
  const field = (name_: string): FieldOf => ({ model: "account.move", id, field: name_, of });
  return [
    recordExists("account.move", id, of, name),
    fieldEquals(field("state"), asRead.state, `${name} is still ${asRead.state}`),
    fieldIn(field("payment_state"), [...paymentStates], `${name} is still ${paymentStates.map(paymentWords).join(" or ")}`),
    fieldEquals(field("amount_residual"), asRead.amount_residual, `${name} still has ${plainMoney(asRead.amount_residual, currency)} open`),
    fieldEquals(field("invoice_date_due"), asRead.invoice_date_due, `${name} is still due on ${asRead.invoice_date_due ?? "no date"}`),
    fieldEquals(field("partner_id"), asRead.partner_id, `${name} still belongs to the same customer`),
    fieldEquals(field("currency_id"), currency.id, `${name} is still in ${currency.code}`),
    fieldEquals(field("company_id"), company.id, `${name} still belongs to the same company`),
  ];
}

/** Nobody has taken the invoice out of reminders, on a server that can say so. */
export function exclusionChecks(number: string, exclusion: ExclusionField | null): RevalidationCheck[] {
  if (exclusion === null) return [];
  const { model, field } = exclusion;
  const kind = model === "account.move" ? "invoice" : "line";
  const description = `Invoice ${cleanLine(number, 64)} is not disputed or excluded from reminders`;
  return [...new Set(exclusion.ids)].map((id) => fieldEquals({ model, id, field, of: `${kind}-${id}` }, false, description));
}

/** The customer is still there and active: nobody is asked to chase a partner that was archived or merged away. */
export function customerChecks(customerId: number): RevalidationCheck[] {
  return [recordExists("res.partner", customerId, "customer", "The customer")];
}

/** A paid invoice still has the total that its confirmation names. */
export function totalChecks(
  invoice: { readonly id: number; readonly number: string; readonly total: number },
  currency: CurrencyRef,
): RevalidationCheck[] {
  const field = { model: "account.move", id: invoice.id, field: "amount_total", of: `invoice-${invoice.id}` };
  return [
    fieldEquals(field, invoice.total, `Invoice ${cleanLine(invoice.number, 64)} is still ${plainMoney(invoice.total, currency)} in total`),
  ];
}

/** The recipient of an SMS is there, with the same number, of the same customer, and not on Odoo's blacklist where it keeps one. */
export function smsRecipientChecks(recipient: SmsRecipient, customerId: number): RevalidationCheck[] {
  const id = recipient.partnerId;
  const of = `recipient-${id}`;
  const field = (name: string): FieldOf => ({ model: "res.partner", id, field: name, of });
  return [
    recordExists("res.partner", id, of, "The recipient"),
    fieldEquals(field(recipient.field), recipient.numberAsRead, `The recipient's number is still ${recipient.number}`),
    ...(recipient.hasBlacklist
      ? [fieldEquals(field("phone_sanitized_blacklisted"), false, "The recipient is not on Odoo's phone blacklist")]
      : []),
    fieldEquals(field("commercial_partner_id"), customerId, "The recipient still belongs to the customer"),
  ];
}

/** The customer is there, and so is the recipient: the same address, of the same customer, not on Odoo's blacklist. */
export function recipientChecks(recipient: Recipient, customerId: number): RevalidationCheck[] {
  const id = recipient.partnerId;
  const of = `recipient-${id}`;
  const field = (name: string): FieldOf => ({ model: "res.partner", id, field: name, of });
  return [
    recordExists("res.partner", id, of, "The recipient"),
    fieldEquals(field("email"), recipient.emailAsRead, `The recipient's address is still ${recipient.email}`),
    fieldEquals(field("is_blacklisted"), false, "The recipient is not on Odoo's mail blacklist"),
    fieldEquals(field("commercial_partner_id"), customerId, "The recipient still belongs to the customer"),
    // a contact without a language of its own is written to in the customer's
    ...(recipient.lang === null
      ? []
      : [fieldIn(field("lang"), [recipient.lang, null], `The recipient's language is still ${recipient.lang}`)]),
  ];
}

/** Nobody wrote to the customer about the same inside the window, and it is a working hour where the recipient is. */
export function contactChecks(
  contact: { readonly scopeKey: string; readonly windowMinutes: number; readonly timezone: string; readonly what?: "mail" | "SMS" },
  { businessHours }: RecommenderSettings,
): RevalidationCheck[] {
  const everyDay = new Set(businessHours.days).size === 7;
  return [
    {
      check_id: "no-duplicate",
      description: `No ${contact.what ?? "mail"} of this kind went to the customer in the last ${hours(contact.windowMinutes)}, and none is on its way`,
      severity_on_fail: "block",
      predicate: { type: "no_duplicate_action_in_window", scope_key: contact.scopeKey, window_minutes: contact.windowMinutes },
    },
    {
      check_id: "quiet-hours",
      description: `It is between ${businessHours.start} and ${businessHours.end}${everyDay ? "" : " on a working day"} in ${contact.timezone}`,
      severity_on_fail: "block",
      predicate: {
        type: "quiet_hours_ok",
        timezone: contact.timezone,
        business_hours_start: businessHours.start,
        business_hours_end: businessHours.end,
        days: [...new Set(businessHours.days)],
      },
    },
  ];
}

function hours(minutes: number): string {
  if (minutes % 1_440 === 0) return `${minutes / 1_440} days`;
  return minutes % 60 === 0 ? `${minutes / 60} hours` : `${minutes} minutes`;
}
