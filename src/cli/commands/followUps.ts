import { cancelFollowUp, findFollowUpId, listFollowUps, type FollowUpStatus, type FollowUpView } from "#src/followups/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { ACTION_TITLES } from "#src/protocol/index.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { shortId } from "../render/action.ts";
import { moment } from "../render/moment.ts";
import { renderTable } from "../render/table.ts";

export interface ListFollowUpsOptions extends GlobalOptions {
  readonly status?: string;
  readonly limit?: string;
}

const STATUSES = ["scheduled", "proposed", "closed", "cancelled"] as const satisfies readonly FollowUpStatus[];
const MOST = 200;

/** `ai-coo follow-ups list`: newest first; those that wait for their time unless told otherwise. */
export async function listFollowUpsCommand(options: ListFollowUpsOptions, output: Output): Promise<void> {
  const status = statusesOf(options.status ?? "scheduled");
  const limit = Number(options.limit ?? 50);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new AiCooError("invalid_input", `"${options.limit}" is no number of follow-ups; nothing was listed.`, {
      next: `Use a whole number from 1 to ${MOST}.`,
    });
  }
  await withBackOffice(options, output, async ({ ctx }) => {
    const { followUps, nextCursor } = await listFollowUps({ ctx, input: { limit, ...(status === undefined ? {} : { status }) } });
    output.result({ followUps, nextCursor });
    if (followUps.length === 0) {
      output.line(status === undefined ? "No follow-ups." : `No follow-ups that are ${status.join(" or ")}.`);
      return;
    }
    for (const line of renderTable(followUps, COLUMNS, output.width, output.colours)) output.line(line);
    if (nextCursor !== null) output.line(output.colours.dim(`The newest ${limit}; --limit shows more.`));
  });
}

const COLUMNS: Parameters<typeof renderTable<FollowUpView>>[1] = [
  { title: "id", text: ({ followUpId }) => shortId(followUpId) },
  { title: "due", text: ({ scheduledFor }) => moment(scheduledFor) },
  { title: "status", text: ({ status }) => status },
  { title: "becomes", text: ({ actionType }) => ACTION_TITLES[actionType] },
  { title: "about", text: ({ contextType, contextId }) => `${contextType} ${contextId}` },
  { title: "action", text: ({ proposedActionId, actionId }) => shortId(proposedActionId ?? actionId) },
  { title: "why", text: ({ reason }) => reason ?? "", flexible: true },
];

function statusesOf(text: string): FollowUpStatus[] | undefined {
  if (text === "all") return undefined;
  return text.split(",").map((word) => {
    const status = STATUSES.find((known) => known === word.trim());
    if (status !== undefined) return status;
    throw new AiCooError("invalid_input", `"${word}" is no status of a follow-up; nothing was listed.`, {
      next: `Use all, or some of: ${STATUSES.join(", ")}.`,
    });
  });
}

/** `ai-coo follow-ups cancel <id> --reason "…"` */
export async function cancelFollowUpCommand(
  reference: string,
  options: GlobalOptions & { readonly reason: string },
  output: Output,
): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const followUpId = await findFollowUpId({ ctx, input: { reference } });
    const result = await cancelFollowUp({ ctx, input: { followUpId, reason: options.reason } });
    output.result(result);
    output.line(`cancelled ${shortId(followUpId)}: ${options.reason}`);
  });
}
