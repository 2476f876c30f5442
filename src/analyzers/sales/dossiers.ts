import { roundMoney } from "#src/lib/money.ts";
import {
  addressesIn,
  isFromCustomer,
  readDealTouches,
  readDisputedPartners,
  readMessages,
  readPlannedActivities,
  type DealTouch,
} from "#src/signals/index.ts";
import { dayIn, momentAfter } from "../calendar.ts";
import type { CustomerRef, DealFacts, HeldActionType, HeldCandidate, Salesperson } from "../findings.ts";
import { recentContactHold } from "../overdue/holds.ts";
import { familyIds } from "../overdue/families.ts";
import type { CustomerMemories } from "../overdue/memory.ts";
import { heldCandidate } from "../heldCandidate.ts";
import { because, type Reason, type RecordMemory } from "../recordMemory.ts";
import type { CompanyScope } from "../run.ts";
import { readParties, type Parties, type Party } from "../parties.ts";
import { disputeReason } from "./disputes.ts";
import type { DealRow } from "./records.ts";

/** What a run over deals is given beside the company. */
export interface SalesRun extends CompanyScope {
  /** Whether records without a company are this company's. */
  readonly isFirst: boolean;
  readonly deals: RecordMemory;
  readonly customers: RecordMemory;
  readonly contacts: CustomerMemories;
}

/** A deal with everything that is known around it. */
export interface Dossier {
  readonly deal: DealFacts;
  readonly party: Party | null;
  readonly customer: CustomerRef | null;
  readonly salesperson: Salesperson | null;
  /** Newest first, within the days that count for a stale deal. */
  readonly touches: readonly DealTouch[];
  /** Why people, or somebody's own planning, speak against doing anything with the deal. */
  readonly planned: Reason | null;
  /** Why the customer may not be contacted about it now. */
  readonly againstContact: Reason | null;
  readonly parties: Parties;
}

export function factsOf(row: DealRow, decimals: number): DealFacts | null {
  if (row.stage_id === null) return null;
  return {
    id: row.id,
    name: row.name ?? `Deal ${row.id}`,
    stage: { id: row.stage_id.id, name: row.stage_id.name },
    probability: row.probability,
    expectedRevenue: roundMoney(row.expected_revenue, decimals),
    closing: row.date_deadline,
    stageSince: row.date_last_stage_update,
    createdAt: row.create_date,
    asRead: { partnerId: row.partner_id?.id ?? null, closing: row.date_deadline },
  };
}

/** Reads what surrounds a page of deals. The number of calls does not depend on how many there are. */
export async function readDossiers(run: SalesRun, rows: readonly DealRow[]): Promise<Dossier[]> {
  const { reader, now, today, company, settings } = run;
  const leadIds = rows.map(({ id }) => id);
  const parties = await readParties(reader, {
    partnerIds: rows.flatMap(({ partner_id: partner }) => (partner === null ? [] : [partner.id])),
    userIds: rows.map(({ user_id: user }) => user?.id),
  });
  const watched = { leadIds, partnerIds: parties.partnerIds };
  const { minDaysBetweenContacts } = settings.reminders;
  const [touches, activities, messages, disputed] = await Promise.all([
    readDealTouches(reader, leadIds, momentAfter(now.toISOString(), -settings.deals.staleAfterDays)),
    readPlannedActivities(reader, { leadIds, partnerIds: [] }, today),
    readMessages(reader, watched, momentAfter(now.toISOString(), -minDaysBetweenContacts)),
    readDisputedPartners(reader, parties.partnerIds),
  ]);
  const touchesOf = Map.groupBy(touches, ({ dealId }) => dealId);
  return rows.flatMap((row): Dossier[] => {
    const deal = factsOf(row, company.currency.decimals);
    if (deal === null) return [];
    const party = row.partner_id === null ? null : (parties.of(row.partner_id.id) ?? null);
    const activity = activities.find(({ res_id: id }) => id === row.id);
    return [
      {
        deal,
        party,
        customer: party?.customer ?? null,
        salesperson: parties.salesperson(row.user_id?.id) ?? parties.salesperson(party?.family.root.user_id?.id),
        touches: touchesOf.get(row.id) ?? [],
        planned:
          activity === undefined
            ? null
            : because(
                "activity_planned",
                `"${activity.summary ?? activity.activity_type_id?.name ?? "An activity"}" is planned in Odoo for ${activity.date_deadline ?? "later"}.`,
                { until: activity.date_deadline, seen: { model: "crm.lead", id: row.id } },
              ),
        againstContact: party === null ? null : contactReason(run, party, row.id, messages, disputed),
        parties,
      },
    ];
  });
}

function contactReason(
  run: SalesRun,
  { family }: Party,
  dealId: number,
  messages: Awaited<ReturnType<typeof readMessages>>,
  disputed: ReadonlySet<number>,
): Reason | null {
  const ids = familyIds(family);
  if (ids.some((id) => run.ownPartnerIds.has(id))) {
    return because("own_company", "The customer is a company of this database.", { seen: { model: "res.partner", id: family.root.id } });
  }
  const dispute = disputeReason(run, { id: family.root.id, ids }, disputed);
  if (dispute !== null) return dispute;
  const partnerIds = new Set(ids);
  const emails = new Set([family.root, ...family.contacts].flatMap(({ email }) => addressesIn(email)));
  const about = messages.filter(({ model, recordId }) =>
    model === "res.partner" ? partnerIds.has(recordId) : model === "crm.lead" && recordId === dealId,
  );
  const received = about.find((message) => isFromCustomer(message, partnerIds, emails));
  if (received !== undefined) {
    const sentence = `The customer wrote on ${dayIn(run.company.timezone, new Date(received.at))}: a person should answer.`;
    return because("customer_wrote", sentence, { seen: { model: received.model, id: received.recordId } });
  }
  const hold = recentContactHold({
    lastContactAt: run.contacts.of(ids).lastContactAt,
    sent: about.find((message) => !isFromCustomer(message, partnerIds, emails)),
    minDays: run.settings.reminders.minDaysBetweenContacts,
    now: run.now,
    timezone: run.company.timezone,
  });
  return hold === null ? null : because("recently_contacted", hold.sentence, { until: hold.until, seen: hold.record });
}

/** A candidate about a deal that is not proposed. */
export function heldDeal(
  run: CompanyScope,
  actionType: HeldActionType,
  { deal, customer }: { readonly deal: DealFacts; readonly customer: CustomerRef | null },
  reason: Reason,
): HeldCandidate {
  return heldCandidate(run, { actionType, record: { model: "crm.lead", id: deal.id, name: deal.name }, customer }, reason);
}

type Valued = { readonly deal: { readonly id: number; readonly expectedRevenue: number } };

/** Orders findings about deals: the most valuable first. */
export const byValue = (a: Valued, b: Valued): number => b.deal.expectedRevenue - a.deal.expectedRevenue || a.deal.id - b.deal.id;

/** How often the same is proposed about a record: `againAfterDays` is null where doing it again is judged by something else. */
export function repetition({ now, company, settings }: SalesRun, againAfterDays: number | null) {
  return { now, timezone: company.timezone, daysAfterRejection: settings.daysAfterRejection, againAfterDays };
}
