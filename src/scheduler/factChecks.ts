import { answerFactCheck, openFactChecks } from "#src/db/access/factChecks.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { FactCheckResult } from "#src/db/schema/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { fingerprint as fingerprintOf, validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { revalidateActions, verdictOf, type RevalidationResult } from "#src/revalidation/index.ts";

/** Questions that are answered together, by one read per Odoo model. */
const BATCH = 50;

const CHANGED = "The action has changed since this was asked; ask again.";

/**
 * Answers what people asked about the facts of their actions. Reads, and causes nothing: what it finds is shown, and the
 * action is checked again right before its effect.
 */
export async function runFactChecks(
  ctx: Context,
  { reader, signal }: { readonly reader: OdooReader; readonly signal: AbortSignal },
): Promise<{ readonly answered: number }> {
  for (let answered = 0; ;) {
    const open = await withTransaction(ctx, (inner) => openFactChecks(inner, BATCH));
    if (open.length === 0 || signal.aborted) return { answered };
    const asked = open.map((question) => ({ ...question, document: readable(question) }));
    const actions = asked.flatMap(({ document }) => (document === null ? [] : [document]));
    const found = await revalidateActions({ reader, ctx, actions });
    await withTransaction(ctx, async (inner) => {
      for (const { check, document } of asked) {
        const results = document === null ? undefined : found.get(document.action_id);
        const answer =
          results === undefined
            ? { verdict: null, results: null, error: CHANGED }
            : { verdict: verdictOf(results).kind, results: results.map(keptResult), error: null };
        await answerFactCheck(inner, check, answer);
      }
      const kind = "action.facts_checked";
      await appendDomainEvents(
        inner,
        asked.map(({ check: { actionId } }) => ({ kind, actionId, payload: { action_id: actionId } })),
      );
    });
    answered += open.length;
  }
}

/** The document that was asked about, byte for byte; null where another one stands there now. */
function readable({ check, action, fingerprint }: Awaited<ReturnType<typeof openFactChecks>>[number]): ActionProtocol | null {
  if (check.fingerprint !== fingerprint) return null;
  const stored = validateActionProtocol(action);
  return stored.ok && fingerprintOf(stored.action) === fingerprint ? stored.action : null;
}

function keptResult({ check_id: checkId, outcome, severity, sentence }: RevalidationResult): FactCheckResult {
  return { checkId, outcome, severity, sentence };
}
