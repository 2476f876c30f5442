import { odooMoment } from "#src/odoo/read/index.ts";
import { addDays, momentAfter } from "../calendar.ts";
import type { ClosingDealFinding, HeldCandidate, StaleDealFinding } from "../findings.ts";
import { because } from "../recordMemory.ts";
import { judgeClosing } from "./closingDeals.ts";
import { dealsOf, OPEN_DEALS } from "./dealDomain.ts";
import { byValue, heldDeal, readDossiers, type Dossier, type SalesRun } from "./dossiers.ts";
import { dealModel } from "./records.ts";
import { judgeStale } from "./staleDeals.ts";

const DEALS_PER_READ = 200;

export interface OpenDeals {
  readonly staleDeals: readonly StaleDealFinding[];
  readonly closingDeals: readonly ClosingDealFinding[];
  readonly held: readonly HeldCandidate[];
  /** Deals that are stale, proposed or held. */
  readonly staleCount: number;
}

/**
 * The open deals of one company that have gone quiet or are about to close, streamed: what is kept are findings and
 * reasons. One customer gets one message in a run: `contacted` collects them over all companies. `ordered` are deals that
 * have an order, and only stand in the wrong stage.
 */
export async function analyseOpenDeals(run: SalesRun, contacted: Set<number>, ordered: ReadonlySet<number>): Promise<OpenDeals> {
  const { reader, now, today, settings } = run;
  const stale: { finding: StaleDealFinding; dossier: Dossier }[] = [];
  const closing: { finding: ClosingDealFinding; dossier: Dossier }[] = [];
  const held: HeldCandidate[] = [];
  const quiet = odooMoment(momentAfter(now.toISOString(), -settings.deals.staleAfterDays));
  const pages = reader.each(dealModel, {
    domain: [
      ...dealsOf(run, run.isFirst),
      ...OPEN_DEALS,
      "|",
      "&",
      ["create_date", "<=", quiet],
      "|",
      ["date_last_stage_update", "=", false],
      ["date_last_stage_update", "<=", quiet],
      "&",
      ["date_deadline", ">=", today],
      ["date_deadline", "<=", addDays(today, settings.deals.closingWithinDays)],
    ],
    pageSize: DEALS_PER_READ,
  });
  let staleCount = 0;
  for await (const rows of pages) {
    const open = rows.filter(({ id }) => !ordered.has(id));
    for (const dossier of open.length === 0 ? [] : await readDossiers(run, open)) {
      const closes = judgeClosing(run, dossier);
      if (closes !== null) {
        if ("held" in closes) held.push(closes.held);
        else closing.push({ finding: closes.finding, dossier });
      }
      const verdict = judgeStale(run, dossier);
      if (verdict === null) continue;
      staleCount += 1;
      if ("held" in verdict) held.push(verdict.held);
      else stale.push({ finding: verdict.finding, dossier });
    }
  }
  const leave = (
    actionType: "follow_up_on_stale_deal" | "send_deal_check_in",
    dossier: Dossier,
    reason: Parameters<typeof because>,
  ): void => {
    held.push(heldDeal(run, actionType, dossier, because(...reason)));
  };
  // what closes within days is more urgent than what has gone quiet
  const closingDeals = chosen(closing, contacted, settings.deals.maxPerRun, (dossier, reason) =>
    leave("send_deal_check_in", dossier, reason),
  );
  const staleDeals = chosen(stale, contacted, settings.deals.maxPerRun, (dossier, reason) =>
    leave("follow_up_on_stale_deal", dossier, reason),
  );
  return { staleDeals, closingDeals, held, staleCount };
}

/** The most valuable first, at most so many, and one a customer. */
function chosen<Finding extends ClosingDealFinding | StaleDealFinding>(
  candidates: readonly { readonly finding: Finding; readonly dossier: Dossier }[],
  contacted: Set<number>,
  limit: number,
  leave: (dossier: Dossier, reason: Parameters<typeof because>) => void,
): Finding[] {
  const findings: Finding[] = [];
  for (const { finding, dossier } of candidates.toSorted((a, b) => byValue(a.finding, b.finding))) {
    const { partnerId } = finding.customer;
    if (findings.length >= limit)
      leave(dossier, ["over_run_limit", `One run proposes at most ${limit} of these, the most valuable first.`]);
    else if (contacted.has(partnerId)) {
      leave(dossier, ["recently_contacted", "Another message to this customer goes first."]);
    } else {
      contacted.add(partnerId);
      findings.push(finding);
    }
  }
  return findings;
}
