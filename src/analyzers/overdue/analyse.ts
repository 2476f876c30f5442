import { chunk, readAhead } from "#src/lib/asynchronous.ts";
import { roundMoney } from "#src/lib/money.ts";
import { daysBetween } from "../calendar.ts";
import { readCurrencies } from "../companies.ts";
import type { AnsweredDebt, CompanyMetrics, CurrencyRef, Hold, NotChased, OverdueCustomerFinding } from "../findings.ts";
import { commercialModel } from "../odooRecords.ts";
import type { CompanyRun } from "../run.ts";
import { readDebtBook } from "./book.ts";
import type { CustomerDebt } from "./consolidate.ts";
import { decide } from "./decide.ts";
import { composeDossier } from "./dossiers.ts";
import { readEvidence } from "./evidence.ts";
import { rememberInvoices, type CustomerMemories } from "./memory.ts";
import { followingStep } from "./ladder.ts";
import type { EndedByReply } from "./replies.ts";
import { isFreshlyBroken, NOTHING_RECORDED, recordedAbout, type Recorded } from "./recorded.ts";
import { triage } from "./triage.ts";

/** Customers whose invoices are read together. */
const CUSTOMERS_PER_READ = 50;

export interface OverdueAnalysis {
  readonly overdueCustomers: readonly OverdueCustomerFinding[];
  readonly notChased: readonly NotChased[];
  readonly answered: readonly AnsweredDebt[];
  /** Customers with something overdue, in any currency. */
  readonly customerCount: number;
}

/**
 * The overdue customers of one company, and what to do about each.
 *
 * The first pass knows sums per customer only, which Odoo adds up. The second reads the invoices of those
 * customers for whom something is due, some customers at a time, largest first, until the run's limit is reached.
 * `reminded` collects the customers that get a reminder in this run, over all companies.
 */
export async function analyseOverdue(
  run: CompanyRun,
  bank: CompanyMetrics["bank"],
  customerMemories: CustomerMemories,
  reminded: Set<number>,
): Promise<OverdueAnalysis> {
  const memories = { invoices: rememberInvoices(run.memory), customers: customerMemories };
  const book = await readDebtBook(run, memories.invoices);
  const entities = await readCommercialEntities(run, book.partnerIds());
  const debts = book.largestFirst((id) => entities.get(id));
  const currencies = await readCurrencies(
    run.reader,
    debts.map(({ currencyId }) => currencyId),
  );

  const overdueCustomers: OverdueCustomerFinding[] = [];
  const notChased: NotChased[] = [];
  const answered: AnsweredDebt[] = [];
  const toRead: CustomerDebt[] = [];
  const leave = (debt: CustomerDebt, holds: readonly Hold[]): void => {
    const currency = currencies.get(debt.currencyId);
    const entry = currency === undefined ? null : composeNotChased(run, debt, currency, holds, recordedOf(debt));
    if (entry !== null) notChased.push(entry);
  };
  const note = (
    { partnerId, partnerName, currencyId }: CustomerDebt,
    reply: Pick<EndedByReply, "at" | "invoiceIds" | "isRecorded">,
  ): void => {
    const currency = currencies.get(currencyId);
    const { at, invoiceIds, isRecorded } = reply;
    if (currency !== undefined) answered.push({ company: run.company, partnerId, partnerName, currency, at, invoiceIds, isRecorded });
  };
  const partnersBehind = invert(book.partnerIds(), (id) => entities.get(id)?.id ?? id);
  const recordedOf = ({ partnerId, currencyId }: CustomerDebt): Recorded => {
    const currency = currencies.get(currencyId)?.code;
    const ids = [...new Set([partnerId, ...(partnersBehind.get(partnerId) ?? [])])];
    return currency === undefined
      ? NOTHING_RECORDED
      : recordedAbout(customerMemories.of(ids).recorded, { companyId: run.company.id, currency });
  };
  for (const debt of debts) {
    const recorded = recordedOf(debt);
    const hold = triage(run, debt, bank, recorded);
    if (hold === null) {
      toRead.push(debt);
      continue;
    }
    leave(debt, [hold]);
    // nobody looks at its invoices in this run, and the answer stands all the same
    for (const { recordedAt, invoiceIds } of recorded.endings.slice(-1)) note(debt, { at: recordedAt, invoiceIds, isRecorded: true });
  }

  const limit = run.settings.reminders.maxCustomersPerRun;
  const groups = chunk(toRead, CUSTOMERS_PER_READ);
  const evidenceOf = (debtsTogether: readonly CustomerDebt[]) =>
    readEvidence(
      run,
      debtsTogether.map(({ partnerId, currencyId, all }) => ({ partnerId, currencyId, remindedAt: all.previous?.at ?? null })),
      {
        partnersBehind: (id) => partnersBehind.get(id) ?? [id],
        commercialOf: (id) => entities.get(id)?.id ?? id,
      },
    );
  let groupsRead = 0;
  for await (const [debtsTogether, evidence] of readAhead(groups, evidenceOf)) {
    groupsRead += 1;
    for (const debt of debtsTogether) {
      const dossier = composeDossier(run, debt, currencies.get(debt.currencyId), evidence, memories);
      // Paid since the first pass: no longer overdue, so there is nothing to say.
      if (dossier === null || (dossier.invoices.length === 0 && dossier.leftOut.length === 0)) continue;
      if (dossier.reply !== null) note(debt, dossier.reply);
      if (dossier.invoices.length === 0) {
        leave(debt, [dossier.leftOut[0]!.hold]);
        continue;
      }
      const verdict = decide(run, { ...dossier, alreadyReminded: reminded.has(debt.partnerId) });
      if (verdict.kind === "held") {
        leave(debt, verdict.holds);
      } else if (overdueCustomers.length >= limit) {
        leave(debt, [overLimit(limit)]);
      } else {
        overdueCustomers.push(verdict.finding);
        if (verdict.finding.reminder !== null) reminded.add(debt.partnerId);
      }
    }
    if (overdueCustomers.length >= limit) break;
  }
  for (const debt of groups.slice(groupsRead).flat()) leave(debt, [overLimit(limit)]);
  notChased.sort((a, b) => b.totalCompany - a.totalCompany || a.partnerId - b.partnerId);
  return { overdueCustomers, notChased, answered, customerCount: new Set(debts.map(({ partnerId }) => partnerId)).size };
}

/** The commercial entity of each partner as it is today; invoices keep the one they were posted with. */
async function readCommercialEntities(run: CompanyRun, partnerIds: readonly number[]): Promise<Map<number, { id: number; name: string }>> {
  if (partnerIds.length === 0) return new Map();
  const rows = await run.reader.byIds(commercialModel, partnerIds);
  return new Map(
    rows.map(({ id, name, commercial_partner_id: entity }) => [
      id,
      entity === null || entity.id === id ? { id, name: name ?? `Partner ${id}` } : { id: entity.id, name: entity.name },
    ]),
  );
}

function invert(ids: readonly number[], target: (id: number) => number): Map<number, number[]> {
  const map = new Map<number, number[]>();
  for (const id of ids) {
    const list = map.get(target(id));
    if (list === undefined) map.set(target(id), [id]);
    else list.push(id);
  }
  return map;
}

function overLimit(limit: number): Hold {
  return {
    reason: "over_run_limit",
    sentence: `This run proposes for at most ${limit} customers, largest first.`,
    until: null,
    record: null,
  };
}

function composeNotChased(
  run: CompanyRun,
  debt: CustomerDebt,
  currency: CurrencyRef,
  holds: readonly Hold[],
  recorded: Recorded,
): NotChased | null {
  const main = holds[0];
  if (main === undefined) return null;
  return {
    companyId: run.company.id,
    companyName: run.company.name,
    partnerId: debt.partnerId,
    partnerName: debt.partnerName,
    currency,
    total: roundMoney(debt.all.total, currency.decimals),
    totalCompany: roundMoney(debt.all.totalCompany, run.company.currency.decimals),
    invoiceCount: debt.all.invoiceCount,
    daysOverdue: daysBetween(debt.all.oldestDueDate, run.today),
    previousReminder: debt.all.previous,
    next: followingStep(
      { ...debt.all, promiseBroken: isFreshlyBroken(recorded, debt.all.previous), timezone: run.company.timezone },
      run.settings,
    ),
    reason: main.reason,
    sentence: main.sentence,
    holds,
  };
}
