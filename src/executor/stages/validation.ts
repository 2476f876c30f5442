import type { ClaimedAction } from "#src/actions/index.ts";
import { validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";

export type Validation = { readonly ok: true; readonly action: ActionProtocol } | { readonly ok: false; readonly reason: string };

/** Stage 1: the stored document is parsed against the protocol again, and belongs to where it is stored. */
export function validate(claim: ClaimedAction, orgId: string): Validation {
  const result = validateActionProtocol(claim.document);
  if (!result.ok) {
    const [issue] = result.issues;
    return { ok: false, reason: `The stored action is not valid (${issue?.message ?? "unknown"}), so nothing was done.` };
  }
  if (result.action.action_id !== claim.actionId || result.action.org_id !== orgId) {
    return { ok: false, reason: "The stored document belongs to another action, so nothing was done." };
  }
  return { ok: true, action: result.action };
}
