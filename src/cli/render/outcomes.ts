import {
  amountWords,
  factWords,
  type MoneySum,
  type OutcomesReport,
  type OutcomeSummary,
  type Share,
  type TypeReport,
} from "#src/outcomes/index.ts";
import { ACTION_TITLES } from "#src/protocol/index.ts";
import type { Output } from "../output.ts";
import { renderTable, wrapText } from "./table.ts";

const AFTER =
  "What follows an action came after it, within its window; it may have happened without it as well. Shares are taken over " +
  "actions whose window is over; those that are still watched are counted beside them and can still change.";

/** `7 of 12 (58%)`; without a share where there is nothing to share. */
function shareWords({ count, of, share }: Share): string {
  return share === null ? "none yet" : `${count} of ${of} (${Math.round(share * 100)}%)`;
}

/** The whole report: decisions as a table, then what came after each type. */
export function renderOutcomes(report: OutcomesReport, output: Output): string[] {
  const { colours, width } = output;
  const period = `${report.since.slice(0, 10)} to ${report.until.slice(0, 10)}`;
  if (report.types.length === 0) {
    return [`Nothing was proposed from ${period}.`, colours.dim("`ai-coo analyze` reads Odoo and proposes; --since reaches further back.")];
  }
  return [
    colours.bold(`What was proposed from ${period}, and what people said to it`),
    "",
    ...renderTable(report.types, COLUMNS, width, colours),
    "",
    colours.bold("What came after what was carried out"),
    ...wrapText(AFTER, width).map((line) => colours.dim(line)),
    ...report.types.filter(({ decisions }) => decisions.executed > 0).flatMap((type) => renderType(type, output)),
  ];
}

const COLUMNS: Parameters<typeof renderTable<TypeReport>>[1] = [
  { title: "what", text: ({ actionType }) => ACTION_TITLES[actionType], flexible: true },
  { title: "proposed", align: "right", text: ({ decisions }) => String(decisions.proposed) },
  { title: "accepted", align: "right", text: ({ acceptance }) => shareWords(acceptance) },
  { title: "edited", align: "right", text: ({ decisions }) => String(decisions.edited) },
  { title: "rejected", align: "right", text: ({ decisions }) => String(decisions.rejected) },
  { title: "expired", align: "right", text: ({ decisions }) => String(decisions.expired) },
  { title: "done", align: "right", text: ({ decisions }) => String(decisions.executed) },
  { title: "failed", align: "right", text: ({ decisions }) => String(decisions.failed + decisions.stopped) },
  { title: "open", align: "right", text: ({ decisions }) => String(decisions.open) },
];

function renderType({ actionType, decisions, outcomes }: TypeReport, { colours }: Output): string[] {
  const { closed, open, unreadable } = outcomes;
  const counted = [
    `${closed} with their window over`,
    ...(open > 0 ? [`${open} still watched`] : []),
    ...(unreadable > 0 ? [`${unreadable} that nobody could see`] : []),
  ].join(", ");
  return [
    "",
    `${colours.bold(ACTION_TITLES[actionType])}  ${colours.dim(`${decisions.executed} carried out: ${counted}`)}`,
    ...figures(outcomes),
  ];
}

function figures({ facts, payments, revenueWon, closed }: OutcomeSummary): string[] {
  const lines: string[] = [];
  if (payments !== undefined) {
    const within = payments.paidWithin.filter(({ of }) => of > 0);
    if (within.length > 0) lines.push(`paid in full ${within.map((one) => `within ${one.days} days: ${shareWords(one)}`).join("; ")}`);
    const { days, of } = payments.medianDaysToPay;
    if (days !== null) lines.push(`half of those that paid did so within ${days === 1 ? "1 day" : `${days} days`} (${of} paid)`);
    lines.push(...payments.closed.map((sum) => moneyWords(sum, "asked for")));
    lines.push(...payments.stillOpen.map((sum) => moneyWords(sum, "asked for by those still watched, so far")));
    if (payments.nothingDue > 0) lines.push(`after ${payments.nothingDue} nothing was left to be paid: credited, or paid before`);
  }
  const happened = facts.filter(({ fact, count }) => count > 0 && !(payments !== undefined && fact === "paid"));
  if (closed > 0 && happened.length > 0) lines.push(happened.map((one) => `${factWords(one.fact)}: ${shareWords(one)}`).join("; "));
  if (closed > 0 && facts.every(({ count }) => count === 0)) lines.push("nothing that is watched for has happened");
  for (const { currency, deals, amount } of revenueWon ?? []) {
    lines.push(`expected revenue of ${deals === 1 ? "1 deal" : `${deals} deals`} won: ${amountWords(amount, currency)}`);
  }
  return lines.map((line) => `  ${line}`);
}

function moneyWords({ currency, asked, paid, before, credited, other, actions }: MoneySum, what: string): string {
  const words = (amount: number): string => amountWords(amount, currency);
  return [
    `${words(asked)} ${what} (${actions === 1 ? "1 action" : `${actions} actions`}), ${words(paid)} paid after`,
    ...(before > 0 ? [`${words(before)} had been paid before`] : []),
    ...(credited > 0 ? [`${words(credited)} credited`] : []),
    ...(other > 0 ? [`${words(other)} settled otherwise`] : []),
  ].join(", ");
}
