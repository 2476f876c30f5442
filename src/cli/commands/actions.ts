import { createHash } from "node:crypto";
import {
  approveAction,
  cancelAction,
  findActionId,
  getAction,
  listActions,
  rejectAction,
  releaseAction,
  resolveAction,
} from "#src/actions/index.ts";
import { AiCooError, asAiCooError } from "#src/lib/errors.ts";
import { getOutcome } from "#src/outcomes/index.ts";
import { ACTION_STATUSES, type ActionStatus } from "#src/protocol/index.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { renderAction, renderActionList, shortId, statusWords } from "../render/action.ts";
import { renderOutcome } from "../render/outcome.ts";

const PAGE = 200;

export interface ListOptions extends GlobalOptions {
  readonly status?: string;
  readonly order?: string;
  readonly limit?: string;
}

/** `ai-coo actions list`: pending ones unless told otherwise, and those the most urgent first. */
export async function listCommand(options: ListOptions, output: Output): Promise<void> {
  const status = parseStatuses(options.status ?? "pending_approval");
  const limit = parseLimit(options.limit);
  const order = parseOrder(options.order ?? (status?.join() === "pending_approval" ? "urgency" : "newest"));
  await withBackOffice(options, output, async ({ ctx }) => {
    const { actions, nextCursor } = await listActions({ ctx, input: { limit, order, ...(status === undefined ? {} : { status }) } });
    output.result({ actions, nextCursor });
    const what = status === undefined ? "actions" : `actions ${status.map(statusWords).join(" or ")}`;
    if (actions.length === 0) {
      output.line(`No ${what}.`);
      output.line(output.colours.dim("`ai-coo analyze` reads Odoo and proposes; `ai-coo actions list --status all` shows every action."));
      return;
    }
    for (const line of renderActionList(actions, ctx.clock.now(), output)) output.line(line);
    output.line();
    output.line(
      output.colours.dim(`${actions.length}${nextCursor === null ? "" : "+"} ${what}. \`ai-coo actions show <id>\` shows one whole.`),
    );
  });
}

function parseStatuses(text: string): ActionStatus[] | undefined {
  if (text === "all") return undefined;
  return text.split(",").map((word) => {
    const status = ACTION_STATUSES.find((known) => known === word.trim());
    if (status !== undefined) return status;
    throw new AiCooError("invalid_input", `"${word}" is no status of an action; nothing was listed.`, {
      next: `Use all, or some of: ${ACTION_STATUSES.join(", ")}.`,
    });
  });
}

function parseOrder(text: string): "newest" | "urgency" {
  if (text === "newest" || text === "urgency") return text;
  throw new AiCooError("invalid_input", `"${text}" is no order of actions; nothing was listed.`, { next: "Use urgency or newest." });
}

function parseLimit(text: string | undefined): number {
  const limit = Number(text ?? 50);
  if (Number.isInteger(limit) && limit >= 1 && limit <= PAGE) return limit;
  throw new AiCooError("invalid_input", `"${text}" is no number of actions; nothing was listed.`, {
    next: `Use a whole number from 1 to ${PAGE}.`,
  });
}

/** `ai-coo actions show <id>` */
export async function showCommand(reference: string, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx, namesOf }) => {
    const detail = await getAction({ ctx, input: { actionId: await findActionId({ ctx, input: { reference } }) } });
    const outcome = await getOutcome(ctx, detail.actionId);
    output.result({ ...detail, outcome });
    const names = await namesOf(detail.approvals.map(({ actor }) => actor));
    for (const line of renderAction(detail, names, ctx.clock.now(), output)) output.line(line);
    for (const line of renderOutcome(outcome, ctx.clock.now(), output)) output.line(line);
    if (detail.holdReason !== null && (detail.status === "pending_approval" || detail.status === "approved")) {
      output.line();
      output.line(`Held: ${detail.holdReason}`);
      output.line(`To let it go: ${releaseLine(detail.actionId, detail.holdReason)}`);
    }
    if (detail.status === "pending_approval") {
      output.line();
      output.line(
        `To decide: ai-coo actions approve ${shortId(detail.actionId)}   or   ai-coo actions reject ${shortId(detail.actionId)} --reason "…"`,
      );
    }
  });
}

/** Names one hold, short enough to be typed. */
const holdCode = (reason: string): string => createHash("sha256").update(reason).digest("hex").slice(0, 8);

const releaseLine = (actionId: string, reason: string): string =>
  `ai-coo actions release ${shortId(actionId)} --reason "…" --hold ${holdCode(reason)}`;

export interface ApproveOptions extends GlobalOptions {
  readonly allPending?: boolean;
  readonly fingerprint?: string;
}

/**
 * `ai-coo actions approve <id…>`: each bound to the document as it stands at this moment, or to the
 * fingerprint that was looked at. One that cannot be approved does not stop the others.
 */
export async function approveCommand(references: readonly string[], options: ApproveOptions, output: Output): Promise<void> {
  if (references.length === 0 && options.allPending !== true) {
    throw new AiCooError("invalid_input", "No action was named, so nothing was approved.", {
      next: "Name one or more ids, or say --all-pending.",
    });
  }
  if (references.length > 0 && options.allPending === true) {
    throw new AiCooError("invalid_input", "Actions were named together with --all-pending, so nothing was approved.", {
      next: "Name the ids, or say --all-pending without any.",
    });
  }
  if (options.fingerprint !== undefined && references.length !== 1) {
    throw new AiCooError("invalid_input", "A fingerprint belongs to one action, so nothing was approved.", {
      next: "Name exactly one id with --fingerprint.",
    });
  }
  await withBackOffice(options, output, async ({ ctx }) => {
    const ids = options.allPending === true ? await allPending(ctx) : references;
    const results: unknown[] = [];
    let refused = 0;
    for (const reference of ids) {
      try {
        const actionId = await findActionId({ ctx, input: { reference } });
        const detail = await getAction({ ctx, input: { actionId } });
        const result = await approveAction({
          ctx,
          input: { actionId, fingerprint: options.fingerprint ?? detail.fingerprint, channel: "cli" },
        });
        results.push(result);
        const missing = result.approvals.needed - result.approvals.given;
        output.line(
          `${output.colours.green("approved")} ${shortId(actionId)}  ${detail.description}${missing > 0 ? ` (${missing} more approval needed)` : ""}`,
        );
        if (result.warning !== undefined) output.line(`  ${output.colours.yellow(result.warning)}`);
      } catch (thrown) {
        const error = asAiCooError(thrown);
        refused += 1;
        results.push({ reference, error: { code: error.code, message: error.message } });
        output.line(`${output.colours.red("not approved")} ${reference}  ${error.message}`);
      }
    }
    output.result({ results });
    if (refused < ids.length) {
      output.line();
      output.line(output.colours.dim("A running AI COO executes them within seconds; `ai-coo run` does it here and now."));
    }
    if (refused > 0) throw new AiCooError("conflict", refusedSentence(refused, ids.length));
  });
}

/** What became of the others is said only where there are others. */
export function refusedSentence(refused: number, asked: number): string {
  if (asked === 1) return "It was not approved.";
  return refused === asked
    ? `None of the ${asked} was approved.`
    : `${refused} of ${asked} were not approved; the other ${asked - refused} were.`;
}

async function allPending(ctx: Parameters<typeof listActions>[0]["ctx"]): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listActions({
      ctx,
      input: { status: ["pending_approval"], limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
    });
    ids.push(...page.actions.map(({ actionId }) => actionId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

export interface ReasonOptions extends GlobalOptions {
  readonly reason: string;
}

/** `ai-coo actions reject <id> --reason "…"` */
export async function rejectCommand(reference: string, options: ReasonOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const result = await rejectAction({ ctx, input: { actionId, reason: options.reason, channel: "cli" } });
    output.result(result);
    output.line(`rejected ${shortId(actionId)}: ${options.reason}`);
  });
}

/** `ai-coo actions cancel <id> --reason "…"`: withdraws an approved action before it runs. */
export async function cancelCommand(reference: string, options: ReasonOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const result = await cancelAction({ ctx, input: { actionId, reason: options.reason } });
    output.result(result);
    output.line(`cancelled ${shortId(actionId)}: ${options.reason}`);
  });
}

export interface ReleaseOptions extends ReasonOptions {
  readonly hold?: string;
}

/**
 * `ai-coo actions release <id> --reason "…" --hold <code>`: lets an action go that is held, so that it can be approved and run
 * again. The code is that of the hold that was read; for another one, or none, the hold is said and stays.
 */
export async function releaseCommand(reference: string, options: ReleaseOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const { holdReason } = await getAction({ ctx, input: { actionId } });
    if (holdReason !== null && options.hold !== holdCode(holdReason)) {
      throw new AiCooError("conflict", `It is held, and was not released: ${holdReason}`, {
        next: `If that does not matter: ${releaseLine(actionId, holdReason)}`,
      });
    }
    const result = await releaseAction({ ctx, input: { actionId, reason: options.reason, hold: holdReason ?? "" } });
    output.result(result);
    output.line(`released ${shortId(actionId)}, which is now ${statusWords(result.status)}: ${options.reason}`);
  });
}

const RESOLUTIONS = { sent: "it_was_sent", again: "send_again", "give-up": "give_up" } as const;

/** `ai-coo actions resolve <id> sent|again|give-up`: a person says what became of an effect nobody could look up. */
export async function resolveCommand(
  reference: string,
  word: string,
  options: GlobalOptions & { readonly reason?: string },
  output: Output,
): Promise<void> {
  const resolution = Object.entries(RESOLUTIONS).find(([known]) => known === word)?.[1];
  if (resolution === undefined) {
    throw new AiCooError("invalid_input", `"${word}" is no answer, so nothing was changed.`, {
      next: "Say sent (it went out), again (it did not: send it), or give-up (leave it).",
    });
  }
  await withBackOffice(options, output, async ({ ctx }) => {
    const actionId = await findActionId({ ctx, input: { reference } });
    const { fingerprint } = await getAction({ ctx, input: { actionId } });
    const result = await resolveAction({
      ctx,
      input: { actionId, resolution, fingerprint, ...(options.reason === undefined ? {} : { reason: options.reason }) },
    });
    output.result(result);
    output.line(`${shortId(actionId)} is now ${statusWords(result.status)}`);
  });
}
