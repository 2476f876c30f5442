import type { DryRun, DryRunAction, GuardrailSettings, PolicyView, RuleSuggestion } from "#src/main/policy.ts";
import { ACTION_TITLES } from "#src/protocol/index.ts";
import type { Output } from "../output.ts";
import { shortId } from "./action.ts";
import { amount } from "./amount.ts";
import { moment } from "./moment.ts";
import { renderTable, type Column } from "./table.ts";

type Rule = GuardrailSettings["autoApproval"]["rules"][number];

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const plain = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 2 });

/** What a rule approves, one line for each of its conditions. */
export function describeRule(rule: Rule, timezone: string | null): string[] {
  const { actionTypes, maxRisk, maxAmount, withoutAmount, firstContacts, hours, maxPerDay, until, partnerIds } = rule;
  return [
    `approves ${actionTypes.map((type) => ACTION_TITLES[type].toLowerCase()).join(", ")}, up to ${maxRisk} risk`,
    ...(withoutAmount ? ["only where no money is at stake"] : []),
    maxAmount === undefined ? (withoutAmount ? "" : "any amount") : `amounts up to ${plain(maxAmount)} in the company's currency`,
    firstContacts ? "first contacts too" : "no first contacts",
    hours === undefined
      ? "at any hour"
      : `${hours.days.map((day) => WEEKDAYS[day - 1]).join(", ")} from ${hours.from} to ${hours.to}${timezone === null ? "" : ` (${timezone})`}`,
    maxPerDay === undefined ? "any number a day" : `at most ${maxPerDay} a day`,
    ...(partnerIds === undefined ? [] : [`only for ${partnerIds.length === 1 ? "customer" : "customers"} ${partnerIds.join(", ")}`]),
    ...(until === undefined ? [] : [`until ${moment(new Date(until).toISOString())}`]),
  ].filter((line) => line !== "");
}

const STATES = { in_force: "in force", paused: "PAUSED", ended: "ended", off: "off" } as const;

/** The rules with how they stand, and the other guardrails. */
export function renderPolicy({ settings, peopleNeeded, rules, timezone, version }: PolicyView, output: Output): string[] {
  const { bold, dim, green, yellow } = output.colours;
  const { enabled, rules: conditions } = settings.autoApproval;
  const { low, medium, high, critical } = peopleNeeded;
  const open = settings.minApprovals.high === null ? " (two where at least two may approve)" : "";
  const lines = [
    `${bold("auto-approval")}  ${enabled ? yellow("on") : `${green("off")}: every action waits for a person`}`,
    ...conditions.flatMap((rule, index) => {
      const stands = rules[index];
      const state = stands === undefined ? "" : STATES[stands.state];
      const why = stands?.why === null || stands === undefined ? "" : `: ${stands.why}`;
      return [
        "",
        `  ${index + 1}. ${bold(rule.name)}  ${stands?.state === "in_force" ? yellow(state) : state}${why}`,
        ...describeRule(rule, timezone).map((line) => `     ${line}`),
        `     ${stands?.approvedToday ?? 0} approved today${rule.suggestionId === undefined ? "" : `; earned, from suggestion ${shortId(rule.suggestionId)}`}`,
      ];
    }),
    "",
    `${bold("people needed")}  low ${low}, medium ${medium}, high ${high}${open}, critical ${critical}`,
    `${bold("high risk")}      from ${plain(settings.risk.highAmount)}, critical from ${plain(settings.risk.criticalAmount)}, high above ${settings.risk.manyRecipients} recipients`,
  ];
  const types = Object.entries(settings.actionTypes).flatMap(([type, of]) => {
    if (of === undefined) return [];
    const said = [
      ...(of.mode === "off" ? ["off: never proposed"] : []),
      ...(of.minApprovals === null ? [] : [`at least ${of.minApprovals} people`]),
      ...(of.blockAbove === null ? [] : [`nobody can approve more than ${plain(of.blockAbove)}`]),
    ];
    return said.length === 0 ? [] : [`  ${ACTION_TITLES[type as keyof typeof ACTION_TITLES]}: ${said.join("; ")}`];
  });
  if (types.length > 0) lines.push(bold("by type"), ...types);
  const { earnedAutonomy: earned } = settings;
  lines.push(
    `${bold("suggestions")}    ${earned.enabled ? `after ${earned.approvals} approvals in a row without a change, for ${earned.ruleDays} days` : "off"}`,
    dim(`version ${version}`),
  );
  return lines;
}

/** Each suggestion with the record behind it. */
export function renderSuggestions(suggestions: readonly RuleSuggestion[], timezone: string | null, output: Output): string[] {
  const { bold, dim } = output.colours;
  return suggestions.flatMap(({ suggestionId, status, rule, ruleDays, evidence, reason }) => [
    `${bold(shortId(suggestionId))}  ${rule.name}${status === "open" ? "" : `  ${status}${reason === null ? "" : `: ${reason}`}`}`,
    ...describeRule(rule, timezone).map((line) => `  ${line}`),
    `  for ${ruleDays} days from when it is accepted`,
    dim(
      `  because people approved ${evidence.approvals} of them in a row without a change, ${moment(evidence.from)} to ${moment(evidence.to)}${
        evidence.largestAmount === null ? "" : `, the largest ${plain(evidence.largestAmount)}`
      }`,
    ),
    "",
  ]);
}

const AGAINST = {
  rejected: "a person rejected it",
  edited: "a person changed it",
  undone: "a person took it back",
  withdrawn: "a person withdrew it",
  ended_badly: "it ended badly",
} as const;

const COLUMNS: readonly Column<DryRunAction>[] = [
  { title: "id", text: ({ actionId }) => shortId(actionId) },
  { title: "proposed", text: ({ proposedAt }) => moment(proposedAt) },
  { title: "rule", text: ({ rule }) => rule },
  { title: "what", text: ({ description }) => description, flexible: true },
  { title: "in fact", text: ({ against, status }) => (against === null ? status.replaceAll("_", " ") : AGAINST[against]) },
];

/** More lines are no help on a terminal; the counts are of all. */
const MOST_LINES = 30;

/** What a policy would have done: what people said no to first, then the newest. */
export function renderDryRun(run: DryRun, output: Output): string[] {
  const { bold, dim, red } = output.colours;
  const against = run.wouldApprove.filter((action) => action.against !== null);
  const rest = run.wouldApprove.filter((action) => action.against === null).toReversed();
  const lines = [
    bold(
      `${run.wouldApprove.length} of ${run.proposed} actions proposed since ${moment(run.since)} would have been approved without a person.`,
    ),
  ];
  if (run.switchedOff > 0) lines.push(`${run.switchedOff} would not have been proposed: their type is switched off.`);
  if (against.length > 0) lines.push(red(`To ${against.length} of them somebody in fact said no.`));
  for (const { actionType, proposed, wouldApprove, amounts, against: nos } of run.byType) {
    const sums = amounts.map(({ amount: sum, currency }) => amount(sum, currency)).join(", ");
    lines.push(
      `  ${ACTION_TITLES[actionType]}: ${wouldApprove} of ${proposed}${sums === "" ? "" : `, ${sums}`}${nos === 0 ? "" : `, ${nos} of them refused in fact`}`,
    );
  }
  for (const { rule, wouldApprove, against: nos } of run.byRule) {
    lines.push(dim(`  by "${rule}": ${wouldApprove}${nos === 0 ? "" : `, ${nos} refused in fact`}`));
  }
  const shown = [...against, ...rest].slice(0, MOST_LINES);
  if (shown.length > 0) lines.push("", ...renderTable(shown, COLUMNS, output.width, output.colours));
  if (shown.length < run.wouldApprove.length) lines.push(dim(`${run.wouldApprove.length - shown.length} more; --json prints all.`));
  lines.push("", dim("Nothing was changed. Emergency stops and pauses of those days are left out."));
  return lines;
}
