import {
  readMessages,
  readOpenCredits,
  readPlannedActivities,
  type CustomerMessage,
  type OpenCredit,
  type PlannedActivity,
} from "#src/signals/index.ts";
import { momentAfter } from "../calendar.ts";
import { readCountryCodes } from "../companies.ts";
import type { Salesperson } from "../findings.ts";
import { overdueInvoiceModel } from "../odooRecords.ts";
import type { CompanyRun } from "../run.ts";
import { readDirectDebits } from "./directDebit.ts";
import { familyIds, readFamilies } from "./families.ts";
import { readDebts, type DebtKey, type DetailedDebt, type InvoiceRow } from "./invoices.ts";
import { exclusionFieldOf } from "./items.ts";
import { readSalespeople } from "./people.ts";
import type { Family } from "./recipient.ts";

/** How partners on invoices belong to commercial entities today. */
export interface Entities {
  readonly commercialOf: (partnerId: number) => number;
  /** The partners whose items belong to an entity. */
  readonly partnersBehind: (commercialId: number) => readonly number[];
}

/** How long after a reminder an answer in Odoo is still looked for. */
const REPLIES_WITHIN_DAYS = 365;

/** A debt, and when the last reminder of it went out. */
interface RemindedDebt extends DebtKey {
  readonly remindedAt: string | null;
}

/** All that was read about some customers together, each kind of record in one call or a few. */
export interface Evidence {
  readonly families: ReadonlyMap<number, Family>;
  readonly details: ReadonlyMap<string, DetailedDebt>;
  readonly invoiceRows: ReadonlyMap<number, InvoiceRow>;
  /** Soonest first. */
  readonly activities: readonly PlannedActivity[];
  /** Newest first. */
  readonly messages: readonly CustomerMessage[];
  /** By partner, in the company's currency. */
  readonly credits: ReadonlyMap<number, number>;
  readonly directDebits: ReadonlySet<number>;
  readonly salespeople: ReadonlyMap<number, Salesperson>;
  /** ISO codes by country id. */
  readonly countries: ReadonlyMap<number, string>;
  readonly exclusionField: "no_followup" | "blocked" | null;
}

/** Reads what must be known to decide about these debts. The number of calls does not depend on how many they are. */
export async function readEvidence(run: CompanyRun, debts: readonly RemindedDebt[], entities: Entities): Promise<Evidence> {
  const { reader } = run;
  const customerIds = [...new Set(debts.map(({ partnerId }) => partnerId))];
  const [families, details, exclusionField] = await Promise.all([
    readFamilies(reader, customerIds),
    readDebts(run, debts, customerIds.flatMap(entities.partnersBehind), entities.commercialOf),
    exclusionFieldOf(reader),
  ]);
  const invoiceIds = [...new Set([...details.values()].flatMap(({ items }) => [...items.keys()]))];
  const partnerIds = [...families.values()].flatMap(familyIds);
  const watched = { invoiceIds, partnerIds };
  const { minDaysBetweenContacts, daysAfterReply } = run.settings.reminders;
  const shortest = momentAfter(run.now.toISOString(), -Math.max(minDaysBetweenContacts, daysAfterReply));
  const longest = momentAfter(run.now.toISOString(), -REPLIES_WITHIN_DAYS);
  // an answer to a reminder ends the sequence whenever it came, so what was written since the oldest of these is looked at
  const messagesSince = debts.reduce((since, { remindedAt }) => {
    const at = remindedAt === null ? since : new Date(remindedAt);
    return at >= since ? since : at < longest ? longest : at;
  }, shortest);
  const [rows, activities, messages, credits, directDebits] = await Promise.all([
    reader.byIds(overdueInvoiceModel, invoiceIds),
    readPlannedActivities(reader, watched, run.today),
    readMessages(reader, watched, messagesSince),
    readOpenCredits(reader, { partnerIds, companyId: run.company.id, receivable: run.accounts.receivable }),
    readDirectDebits(reader, invoiceIds),
  ]);
  const contacts = [...families.values()].flatMap(({ root, contacts: others }) => [root, ...others]);
  const userIds = [...rows.map((row) => row.invoice_user_id?.id), ...contacts.map((row) => row.user_id?.id)];
  const countryIds = contacts.map((row) => row.country_id?.id);
  const [salespeople, countries] = await Promise.all([
    readSalespeople(
      reader,
      userIds.filter((id) => id !== undefined),
    ),
    readCountryCodes(
      reader,
      countryIds.filter((id) => id !== undefined),
    ),
  ]);
  return {
    families,
    details,
    invoiceRows: new Map(rows.map((row) => [row.id, row])),
    activities,
    messages,
    credits: byPartner(credits),
    directDebits,
    salespeople,
    countries,
    exclusionField,
  };
}

function byPartner(credits: readonly OpenCredit[]): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { partnerId, amount } of credits) sums.set(partnerId, (sums.get(partnerId) ?? 0) + amount);
  return sums;
}
