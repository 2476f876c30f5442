import { roundMoney } from "#src/lib/money.ts";
import { isoMoment, odooMoment, type OdooDomain, type OdooReader } from "#src/odoo/read/index.ts";
import { readDisputedPartners, readExchanges, readPlannedActivities, type Exchange } from "#src/signals/index.ts";
import { chunk } from "#src/lib/asynchronous.ts";
import { addDays, dayIn, momentAfter } from "../calendar.ts";
import { asRef } from "../figures/cash.ts";
import type { HeldCandidate, QuietCustomerFinding } from "../findings.ts";
import { heldCandidate, limited } from "../heldCandidate.ts";
import { familyIds } from "../overdue/families.ts";
import { because, repeatReason, type Reason } from "../recordMemory.ts";
import { disputeReason } from "./disputes.ts";
import { repetition, type SalesRun } from "./dossiers.ts";
import { readParties, type Party } from "../parties.ts";

const ACTION = "schedule_customer_check_in";
const CUSTOMERS_PER_READ = 100;

/**
 * Customers whose revenue of the last year is above the organisation's median and that nobody was in touch with for some
 * days: no message from or to them, no new deal, order or invoice, nothing sent by us, nothing planned, no open dispute. Source: the rule of customer check-ins of the domain. None where accounting is not installed.
 */
export async function analyseQuietCustomers(
  run: SalesRun,
): Promise<{ readonly findings: QuietCustomerFinding[]; readonly held: HeldCandidate[] }> {
  const { reader, company, settings } = run;
  if (!(await reader.hasModel("account.move"))) return { findings: [], held: [] };
  const revenues = await readRevenues(run);
  const median = medianOf(revenues.map(({ revenue }) => revenue));
  const good = revenues.filter(({ revenue }) => revenue > median);
  const findings: QuietCustomerFinding[] = [];
  const held: HeldCandidate[] = [];
  for (const customers of chunk(good, CUSTOMERS_PER_READ)) {
    const parties = await readParties(reader, { partnerIds: customers.map(({ partnerId }) => partnerId), userIds: [] });
    const contacts = await readContacts(run, parties.partnerIds);
    for (const { partnerId, revenue } of customers) {
      const party = parties.of(partnerId);
      if (party === undefined) continue;
      const { family, customer } = party;
      const ids = familyIds(family);
      const last = lastContactOf(run, ids, contacts);
      // somebody was in touch: nothing to say about it
      if (last !== null && momentAfter(last, settings.customers.quietAfterDays) > run.now) continue;
      const finding: QuietCustomerFinding = {
        kind: "quiet_customer",
        company,
        currency: company.currency,
        customer,
        salesperson: parties.salesperson(family.root.user_id?.id),
        revenue,
        revenueDays: settings.customers.revenueDays,
        medianRevenue: median,
        lastContact: last === null ? null : dayIn(company.timezone, new Date(last)),
        quietAfterDays: settings.customers.quietAfterDays,
      };
      const reason = reasonAgainst(run, party, ids, contacts);
      if (reason === null) findings.push(finding);
      else held.push(heldCustomer(run, finding, reason));
    }
  }
  const sorted = findings.toSorted((a, b) => b.revenue - a.revenue || a.customer.partnerId - b.customer.partnerId);
  const most = limited(sorted, settings.customers.maxPerRun, (finding, why) => heldCustomer(run, finding, why));
  return { findings: most.kept, held: [...held, ...most.held] };
}

function heldCustomer(run: SalesRun, { customer }: QuietCustomerFinding, reason: Reason): HeldCandidate {
  return heldCandidate(
    run,
    { actionType: ACTION, record: { model: "res.partner", id: customer.partnerId, name: customer.name }, customer },
    reason,
  );
}

interface Revenue {
  readonly partnerId: number;
  /** Without tax, net of credit notes, in the company's currency. */
  readonly revenue: number;
}

/** What each commercial entity was invoiced; Odoo adds up. Only those with some. */
async function readRevenues({ reader, company, today, settings }: SalesRun): Promise<Revenue[]> {
  const groups = await reader.group({
    model: "account.move",
    domain: [
      ["company_id", "=", company.id],
      ["move_type", "in", ["out_invoice", "out_refund"]],
      ["state", "=", "posted"],
      ["invoice_date", ">", addDays(today, -settings.customers.revenueDays)],
      ["commercial_partner_id", "!=", false],
    ],
    by: ["commercial_partner_id"],
    aggregates: ["amount_untaxed_signed:sum"],
  });
  return groups.flatMap(({ key, values }): Revenue[] => {
    const partner = asRef(key["commercial_partner_id"]);
    const revenue = roundMoney(values["amount_untaxed_signed:sum"] ?? 0, company.currency.decimals);
    return partner === null || revenue <= 0 ? [] : [{ partnerId: partner.id, revenue }];
  });
}

/** The middle of the values, or the mean of the two in the middle; 0 of none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

interface Contacts {
  /** The newest moment at which something passed between people and a partner, by partner. */
  readonly lastAt: ReadonlyMap<number, string>;
  readonly planned: ReadonlyMap<number, string>;
  readonly disputed: ReadonlySet<number>;
}

/** What passed between people and these partners within the days that count. The number of calls does not grow with them. */
async function readContacts(run: SalesRun, partnerIds: readonly number[]): Promise<Contacts> {
  const { reader, now, today, settings } = run;
  const since = momentAfter(now.toISOString(), -settings.customers.quietAfterDays);
  const [exchanges, business, activities, disputed] = await Promise.all([
    readExchanges(reader, partnerIds, since),
    readBusiness(reader, partnerIds, since),
    readPlannedActivities(reader, { partnerIds }, today),
    readDisputedPartners(reader, partnerIds),
  ]);
  const lastAt = new Map<number, string>();
  for (const { partnerId, at } of [...exchanges, ...business]) {
    const before = lastAt.get(partnerId);
    if (before === undefined || Date.parse(at) > Date.parse(before)) lastAt.set(partnerId, at);
  }
  const planned = new Map(
    activities.flatMap(({ res_id: id, date_deadline: day }): [number, string][] => (id === null ? [] : [[id, day ?? "later"]])),
  );
  return { lastAt, planned, disputed };
}

/** The records that say that a partner was in touch when they came about, by their date: an import makes many on one day. */
const DATED = [
  { model: "crm.lead", date: "create_date", more: [] },
  { model: "sale.order", date: "date_order", more: [["state", "!=", "cancel"]] },
  {
    model: "account.move",
    date: "invoice_date",
    more: [
      ["move_type", "=", "out_invoice"],
      ["state", "=", "posted"],
    ],
  },
] as const satisfies readonly { readonly model: string; readonly date: string; readonly more: OdooDomain }[];

/** When these partners were asked for an offer, ordered or were invoiced, since a moment. */
async function readBusiness(reader: OdooReader, partnerIds: readonly number[], since: Date): Promise<Exchange[]> {
  if (partnerIds.length === 0) return [];
  const found = await Promise.all(
    DATED.map(async ({ model, date, more }) => {
      if (!(await reader.hasModel(model))) return [];
      const from = date === "invoice_date" ? since.toISOString().slice(0, 10) : odooMoment(since);
      const domain: OdooDomain = [["partner_id", "in", partnerIds], [date, ">=", from], ...more];
      const rows = await reader.searchRead({ model, domain, fields: ["partner_id", date], context: { active_test: false } });
      return rows.flatMap(({ partner_id: partner, [date]: at }): Exchange[] =>
        Array.isArray(partner) && typeof at === "string" ? [{ partnerId: Number(partner[0]), at: momentOf(at) }] : [],
      );
    }),
  );
  return found.flat();
}

/** Odoo's moment, or the end of its day, in ISO 8601. */
const momentOf = (at: string): string => (at.length === 10 ? `${at}T23:59:59Z` : isoMoment(at));

function lastContactOf(run: SalesRun, ids: readonly number[], { lastAt }: Contacts): string | null {
  const moments = [...ids.map((id) => lastAt.get(id) ?? null), run.contacts.of(ids).lastContactAt].filter((at) => at !== null);
  return moments.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

function reasonAgainst(run: SalesRun, { family }: Party, ids: readonly number[], { planned, disputed }: Contacts): Reason | null {
  const { root } = family;
  const seen = { model: "res.partner", id: root.id };
  const plannedFor = ids.map((id) => planned.get(id)).find((day) => day !== undefined);
  return (
    (ids.some((id) => run.ownPartnerIds.has(id))
      ? because("own_company", "The customer is a company of this database.", { seen })
      : null) ??
    (root.active ? null : because("customer_archived", "The customer was archived in Odoo.", { seen })) ??
    disputeReason(run, { id: root.id, ids }, disputed) ??
    (plannedFor === undefined
      ? null
      : because("activity_planned", `Something is planned with this customer for ${plannedFor}.`, { seen })) ??
    repeatReason(run.customers, { actionType: ACTION, recordId: root.id }, repetition(run, run.settings.customers.checkInAgainAfterDays))
  );
}
