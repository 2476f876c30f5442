import type { ObservedFact } from "#src/db/schema/index.ts";
import type { RecordRef } from "#src/odoo/models/index.ts";
import { dated, isAfterEffect, seen, type Observer, type Sight, type Subject } from "../observer.ts";
import { isLost, stageBefore, watchedDeal, wonStages, type DealRow } from "./stages.ts";

const DEAL_TYPES = ["follow_up_on_stale_deal", "send_deal_check_in"] as const;

/** What became of a deal whose contact was written to: moved to another stage, won, lost. */
export const dealObserver: Observer = {
  isFor: ({ actionType, document }) => DEAL_TYPES.some((type) => type === actionType) && document.affected_records.model === "crm.lead",
  async observe(subjects, { reader, now }) {
    const ids = [...new Set(subjects.flatMap(({ document }) => document.affected_records.ids))];
    const [rows, won] = await Promise.all([reader.byIds(watchedDeal, ids), wonStages(reader)]);
    const deals = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      subjects.map((subject) => {
        const deal = deals.get(subject.document.affected_records.ids[0]!);
        const sight: Sight =
          deal === undefined
            ? { facts: [seen("gone", now, "deleted, or no longer visible")], over: true }
            : sightOf(subject, deal, won, now);
        return [subject.actionId, sight];
      }),
    );
  },
};

function sightOf(subject: Subject, deal: DealRow, won: ReadonlySet<number>, now: Date): Sight {
  const baseline = baselineOf(subject, deal);
  const movedAt = isAfterEffect(deal.date_last_stage_update, subject) ? deal.date_last_stage_update : null;
  const facts: ObservedFact[] = [];
  if (deal.stage_id !== null && movedAt !== null && deal.stage_id.id !== baseline?.id) {
    facts.push(dated("moved", movedAt, `${baseline?.name ?? "another stage"} → ${deal.stage_id.name}`));
  }
  const closedAt = isAfterEffect(deal.date_closed, subject) ? deal.date_closed : movedAt;
  const isWon = deal.active && deal.stage_id !== null && won.has(deal.stage_id.id) && closedAt !== null;
  if (isWon) facts.push(dated("won", closedAt));
  if (isLost(deal)) facts.push(isAfterEffect(deal.date_closed, subject) ? dated("lost", deal.date_closed) : seen("lost", now));
  const currency = deal.company_currency?.name;
  return {
    facts,
    ...(baseline === undefined ? {} : { baseline }),
    ...(isWon && currency !== undefined ? { revenue: { amount: deal.expected_revenue, currency } } : {}),
  };
}

/** The stage at the effect: known before, as the action's checks have it, or as it is while nothing has moved the deal since. */
function baselineOf(subject: Subject, { stage_id: stage, date_last_stage_update: movedAt }: DealRow): Sight["baseline"] {
  const known = subject.observed.baseline;
  if (known !== undefined) return known;
  const before = stageBefore(subject.document);
  if (stage !== null && (before === stage.id || (before === null && !isAfterEffect(movedAt, subject)))) return asBaseline(stage);
  return before === null ? undefined : { id: before, name: "the stage it was in" };
}

const asBaseline = ({ id, name }: RecordRef): NonNullable<Sight["baseline"]> => ({ id, name });
