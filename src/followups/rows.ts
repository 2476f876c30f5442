import type { FollowUpRow } from "#src/db/access/scheduledFollowUps.ts";
import { parametersSchema } from "#src/protocol/index.ts";
import type { FollowUpView } from "./types.ts";

/** A row as the verbs answer it. */
export function viewOf(row: FollowUpRow): FollowUpView {
  const parameters = parametersSchema.safeParse(row.parameters);
  return {
    followUpId: row.id,
    actionId: row.actionId,
    contextType: row.contextType,
    contextId: row.contextId,
    scheduledFor: row.scheduledFor.toISOString(),
    actionType: row.actionType,
    parameters: parameters.success ? parameters.data : {},
    status: row.status,
    reason: row.reason,
    tries: row.tries,
    proposedActionId: row.proposedActionId,
    createdAt: row.createdAt.toISOString(),
    settledAt: row.settledAt?.toISOString() ?? null,
    settledBy: row.settledBy,
  };
}

/** Whom a sentence about a follow-up is about, for the audit: kept apart from the chain, under that subject. */
export function personalOf(row: FollowUpRow, text: string): { readonly subject: string; readonly text: string } {
  return { subject: row.contextType === "customer" ? `partner:${row.contextId}` : `action:${row.actionId}`, text };
}
