import { and, desc, eq } from "drizzle-orm";
import type { TxContext } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import type { ActionRow } from "./rows.ts";

/**
 * The typed conflict of the one who came too late or asks for what the status does not allow. It names the
 * present status, and who brought it about and when, from the audit.
 */
export async function conflictOf(
  ctx: TxContext,
  row: Pick<ActionRow, "actionId" | "status" | "statusReason">,
  why: string,
): Promise<AiCooError> {
  const last = await lastEventOf(ctx, row.actionId);
  const who = last === null ? "" : ` Last: ${last.kind} by ${readableActor(last.actor)} at ${last.at.toISOString()}.`;
  return new AiCooError("conflict", `${why}${who}`, {
    next: "Look at the action again; it has changed, or was never in the status this needs.",
    details: {
      actionId: row.actionId,
      status: row.status,
      reason: row.statusReason,
      ...(last === null ? {} : { by: last.actor, at: last.at.toISOString(), event: last.kind }),
    },
  });
}

async function lastEventOf({ tx, orgId }: TxContext, actionId: string) {
  const [event] = await tx
    .select({ kind: actionEvents.kind, actor: actionEvents.actor, at: actionEvents.at })
    .from(actionEvents)
    .where(and(eq(actionEvents.orgId, orgId), eq(actionEvents.actionId, actionId)))
    .orderBy(desc(actionEvents.seq))
    .limit(1);
  return event ?? null;
}

/** `user:anna` as a person reads it. */
function readableActor(actor: string): string {
  return actor === "system:ai-coo" ? "AI COO" : actor;
}
