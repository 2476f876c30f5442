import { AiCooError } from "#src/lib/errors.ts";
import { fingerprint, validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import type { ActionRow } from "./rows.ts";

/** How a verb says that it did nothing. */
interface Words {
  /** After "The stored action is not the one that was proposed; ": `it cannot be approved`. */
  readonly tampered: string;
  /** After "The action has changed since it was shown to you; ": `your approval was not counted`. */
  readonly changed: string;
}

/**
 * The stored document, if it is what the person saw and what was proposed, to the byte.
 * Errors: `fingerprint_mismatch`.
 */
export function requireSeenDocument(row: ActionRow, seen: string, { tampered, changed }: Words): ActionProtocol {
  const stored = validateActionProtocol(row.actionProtocol);
  if (!stored.ok || fingerprint(stored.action) !== row.fingerprint || row.actionProtocol.action_id !== row.actionId) {
    throw new AiCooError("fingerprint_mismatch", `The stored action is not the one that was proposed; ${tampered}.`, {
      next: "Reject it and tell whoever runs the database: its contents were changed from outside.",
      details: { actionId: row.actionId, version: row.version },
    });
  }
  if (seen !== row.fingerprint) {
    throw new AiCooError("fingerprint_mismatch", `The action has changed since it was shown to you; ${changed}.`, {
      next: "Open it again, read what it does now, and decide anew.",
      details: { actionId: row.actionId, version: row.version, fingerprint: row.fingerprint },
    });
  }
  return stored.action;
}
