import { appendAuditEvent } from "#src/audit/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { reviseAction } from "#src/db/access/actionRevisions.ts";
import { getActionByIdOrThrow, updateActionStatus } from "#src/db/access/autonomousActions.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { assessRisk, guardrailsInForce, neededApprovals, stakesOf, type GuardrailsInForce } from "#src/policy/index.ts";
import { actionCan, fingerprint, isActionExpired, validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { announce } from "./announce.ts";
import { conflictOf } from "./conflict.ts";
import { disagree } from "./disagree.ts";
import { refuseInDoubt } from "./doubts.ts";
import { editedDocument } from "./editedDocument.ts";
import { actionEditSchema, editedOperation, type ActionEdit } from "./edits.ts";
import { expireOne, expiredError } from "./expire.ts";
import { requirePerson } from "./person.ts";
import { stateOf, type ActionRow } from "./rows.ts";
import { requireSeenDocument } from "./seen.ts";
import type { EditActionResult } from "./types.ts";
import type { ActionVerbs } from "./verbs.ts";

const AFTER_APPROVAL = "A person changed it after its approval, so it has to be approved again.";

/**
 * A person changes what a waiting action says. That is another version with another fingerprint: it is weighed again, it waits
 * for approval, and no approval of an earlier version counts for it.
 * Errors: `invalid_input`, `not_found`, `conflict`, `expired`, `fingerprint_mismatch`, `forbidden`.
 */
export const editAction: ActionVerbs["editAction"] = async ({ ctx, input }) => {
  requirePerson(ctx, "change what an action says");
  const edit = parsed(input.edit);
  const result = await withTransaction(ctx, async (inner): Promise<EditActionResult | ActionRow> => {
    const row = await getActionByIdOrThrow(inner, input.actionId, { lock: true });
    const now = inner.clock.now();
    const waits = row.status === "pending_approval" || row.status === "approved";
    if (waits && isActionExpired({ expires_at: row.expiresAt.toISOString() }, now)) return expireOne(inner, row);
    const can = actionCan.edit(stateOf(row, now));
    if (!can.ok) throw await conflictOf(inner, row, can.reason);
    const action = requireSeenDocument(row, input.fingerprint, { tampered: "it cannot be edited", changed: "your changes were not kept" });
    if (input.status !== undefined && input.status !== row.status) {
      throw await conflictOf(inner, row, "Somebody decided about it since it was shown to you; your changes were not kept.");
    }

    await refuseInDoubt(inner, row.actionId, "Cannot edit");

    const { operation, fields } = editedOperation(action.operation, edit, { actionId: row.actionId, now });
    const settings = await guardrailsInForce(inner);
    const { document, reasons } = weighedAgain(editedDocument(action, operation), row, settings);
    const print = fingerprint(document);
    const reason = `Edited by a person: ${fields.join(", ")}.`;
    const revised = await reviseAction(inner, row, { action: document, fingerprint: print, reason });
    // the row is locked as it was seen, so only a mistake of ours gets here
    if (revised === null) throw await conflictOf(inner, row, "Cannot edit: it changed at the same moment.");
    if (row.status === "approved") {
      const patch = { notBefore: row.notBefore };
      await updateActionStatus(inner, { actionId: row.actionId, from: "approved", to: "pending_approval", reason: AFTER_APPROVAL, patch });
    }
    const { version } = revised;
    await appendAuditEvent(inner, {
      kind: "action.edited",
      actionId: row.actionId,
      version,
      fingerprint: print,
      facts: {
        fields: [...fields],
        was: row.status,
        before: { version: row.version, fingerprint: row.fingerprint },
        risk_level: document.risk_level,
        risk_raised: [...reasons],
        approvals_needed: document.approval.min_approvals,
      },
    });
    const more = { was: row.status, fields: [...fields] };
    const about = { actionId: row.actionId, actionType: row.actionType, version, status: "pending_approval", more } as const;
    await announce(inner, [{ ...about, kind: "action.edited" }]);
    await disagree(inner, row, "edited");
    return { actionId: row.actionId, status: "pending_approval", version, fingerprint: print, riskLevel: document.risk_level, fields };
  });
  if ("fields" in result) return result;
  throw expiredError(result, "edited");
};

function parsed(edit: unknown): ActionEdit {
  const result = actionEditSchema.safeParse(edit);
  if (result.success) return result.data;
  throw new AiCooError("invalid_input", "The edit holds something that cannot be edited, or not so; the action stays as it is.", {
    next: "Correct what the details name. Recipients, records, amounts and checks come from Odoo and cannot be edited.",
    details: { issues: result.error.issues.map(({ path, message }) => ({ path: ["edit", ...path].map(String).join("."), message })) },
  });
}

/** The edited document with the risk that policy gives it now, waiting for people whatever let the one before through. */
function weighedAgain(
  edited: ActionProtocol,
  row: ActionRow,
  settings: GuardrailsInForce,
): { readonly document: ActionProtocol; readonly reasons: readonly string[] } {
  const { level, reasons } = assessRisk(edited, stakesOf(row), settings);
  const raised: ActionProtocol = { ...edited, risk_level: level };
  const approval = { ...edited.approval, required: true, min_approvals: neededApprovals(settings, raised) };
  const result = validateActionProtocol({ ...raised, approval });
  if (result.ok) return { document: result.action, reasons };
  throw new AiCooError("invalid_input", "With these changes it would no longer be a valid action; it stays as it is.", {
    next: "Correct what the details name and send the edit again.",
    details: { issues: result.issues },
  });
}
