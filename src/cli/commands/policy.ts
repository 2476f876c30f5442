import { revokeRule } from "#src/actions/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import {
  acceptSuggestion,
  dismissSuggestion,
  dryRunPolicy,
  findSuggestionId,
  liftPause,
  listSuggestions,
  readPolicyView,
  type RuleSuggestion,
} from "#src/main/policy.ts";
import { changeSettings, guardrailsWith } from "#src/main/settings.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import { parseSource } from "../jsonSource.ts";
import type { Output } from "../output.ts";
import { shortId } from "../render/action.ts";
import { describeRule, renderDryRun, renderPolicy, renderSuggestions } from "../render/policy.ts";

const EXAMPLE = `ai-coo policy set '{"minApprovals": {"high": 2}}'`;
const DAY_MS = 86_400_000;

/** `ai-coo policy show`: what is approved without a person, and what the rest needs. */
export async function showPolicyCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const view = await readPolicyView(ctx);
    output.result(view);
    for (const line of renderPolicy(view, output)) output.line(line);
  });
}

/** `ai-coo policy set <json|@file>`: changes what the JSON names; lists, such as the rules, are replaced. */
export async function setPolicyCommand(
  source: string,
  options: GlobalOptions & { readonly replace?: boolean; readonly ifVersion?: string },
  output: Output,
): Promise<void> {
  const change = await parseSource(source, EXAMPLE);
  await withBackOffice(options, output, async ({ ctx }) => {
    await changeSettings(ctx, { area: "guardrails", change, replace: options.replace === true, ifVersion: options.ifVersion });
    const view = await readPolicyView(ctx);
    output.result(view);
    output.line("In force from now on:");
    for (const line of renderPolicy(view, output)) output.line(line);
  });
}

/** `ai-coo policy dry-run [json|@file]`: the present guardrails, or those with a change, tried on what was proposed. */
export async function dryRunCommand(
  source: string | undefined,
  options: GlobalOptions & { readonly days: string; readonly replace?: boolean },
  output: Output,
): Promise<void> {
  const days = wholeNumber(options.days, 365, "days");
  const change = source === undefined ? {} : await parseSource(source, `ai-coo policy dry-run '{"autoApproval": {"enabled": true}}'`);
  await withBackOffice(options, output, async ({ ctx }) => {
    const settings = await guardrailsWith(ctx, { change, replace: options.replace === true });
    const run = await dryRunPolicy(ctx, settings, { since: new Date(ctx.clock.now().getTime() - days * DAY_MS) });
    output.result(run);
    for (const line of renderDryRun(run, output)) output.line(line);
  });
}

const STATUSES = ["open", "accepted", "dismissed", "withdrawn"] as const satisfies readonly RuleSuggestion["status"][];

/** `ai-coo policy suggestions`: open ones unless told otherwise. */
export async function suggestionsCommand(options: GlobalOptions & { readonly status: string }, output: Output): Promise<void> {
  const statuses = statusesOf(options.status);
  await withBackOffice(options, output, async ({ ctx }) => {
    const suggestions = await listSuggestions(ctx, { statuses });
    output.result({ suggestions });
    if (suggestions.length === 0) {
      output.line(statuses === undefined ? "No suggestions." : `No suggestions that are ${statuses.join(" or ")}.`);
      output.line(output.colours.dim("They come from what people approve, once a day: `ai-coo policy show` says after how many."));
      return;
    }
    const { timezone } = await readPolicyView(ctx);
    for (const line of renderSuggestions(suggestions, timezone, output)) output.line(line);
    output.line(output.colours.dim('`ai-coo policy accept <id>` takes one; `ai-coo policy dismiss <id> --reason "…"` says no.'));
  });
}

function statusesOf(text: string): RuleSuggestion["status"][] | undefined {
  if (text === "all") return undefined;
  return text.split(",").map((word) => {
    const status = STATUSES.find((known) => known === word.trim());
    if (status !== undefined) return status;
    throw new AiCooError("invalid_input", `"${word}" is no status of a suggestion; nothing was listed.`, {
      next: `Use all, or some of: ${STATUSES.join(", ")}.`,
    });
  });
}

/** `ai-coo policy accept <id>` */
export async function acceptCommand(reference: string, options: GlobalOptions & { readonly days?: string }, output: Output): Promise<void> {
  const days = options.days === undefined ? undefined : wholeNumber(options.days, 365, "days");
  await withBackOffice(options, output, async ({ ctx }) => {
    const accepted = await acceptSuggestion(ctx, { suggestionId: await findSuggestionId(ctx, reference), days });
    output.result(accepted);
    const { timezone } = await readPolicyView(ctx);
    output.line(`${output.colours.yellow("in force")} ${accepted.rule.name}`);
    for (const line of describeRule(accepted.rule, timezone)) output.line(`  ${line}`);
    output.line(output.colours.dim(`\`ai-coo policy revoke ${JSON.stringify(accepted.rule.name)} --reason "…"\` takes it back.`));
  });
}

/** `ai-coo policy dismiss <id> --reason "…"` */
export async function dismissCommand(
  reference: string,
  options: GlobalOptions & { readonly reason: string },
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const suggestion = await dismissSuggestion(ctx, { suggestionId: await findSuggestionId(ctx, reference), reason: options.reason });
    output.result(suggestion);
    output.line(`dismissed ${shortId(suggestion.suggestionId)} ${suggestion.rule.name}: ${options.reason}`);
  });
}

/** `ai-coo policy revoke <rule> --reason "…"` */
export async function revokeCommand(rule: string, options: GlobalOptions & { readonly reason: string }, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const revoked = await revokeRule({ ctx, input: { rule, reason: options.reason } });
    output.result(revoked);
    output.line(`${output.colours.green("revoked")} ${rule}. It approves nothing any more.`);
    for (const actionId of revoked.takenBack) output.line(`  ${shortId(actionId)} had not run and waits for a person now`);
    for (const actionId of revoked.inDoubt) output.line(`  ${shortId(actionId)} may have happened already; it is looked up first`);
  });
}

/** `ai-coo policy lift-pause <rule>` */
export async function liftPauseCommand(rule: string, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    output.result(await liftPause(ctx, { rule }));
    const { rules } = await readPolicyView(ctx);
    output.line(`${rule} ${rules.find(({ name }) => name === rule)?.state === "in_force" ? "is in force again" : "is no longer paused"}.`);
  });
}

function wholeNumber(text: string, most: number, what: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= most) return number;
  throw new AiCooError("invalid_input", `"${text}" is no number of ${what}; nothing was done.`, {
    next: `Use a whole number from 1 to ${most}.`,
  });
}
