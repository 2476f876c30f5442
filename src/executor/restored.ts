import {
  answerUnknown,
  countExecuting,
  holdRestored,
  listRestoredActions,
  lockRestoredAction,
  putInDoubt,
  writeStages,
  type RestoredAction,
} from "#src/actions/index.ts";
import { getRestoreState, saveRestoreState, type RestoreState } from "#src/db/access/restoreState.ts";
import { withTransaction } from "#src/db/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { isRepeatable, lookUpSafeOperation, operationToken, type LookUp } from "#src/operations/index.ts";
import { assumeOutreach, lockOutreach } from "#src/outreach/index.ts";
import { holdStopSwitch } from "#src/policy/index.ts";
import { validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { nextQuestion } from "./backoff.ts";
import { contactOf } from "./contact.ts";
import { planFollowOns } from "./followOns/plan.ts";
import { addFollowOns } from "./followOns/store.ts";
import { settleContact } from "./outreachTrail.ts";
import { stage, type Run } from "./run.ts";

/** What became of one: found on the other side; in front of a person as in doubt, or as held; left as it was, because it may run (again). */
type Settled = "found" | "in_doubt" | "held" | "left";

const PAGE = 100;
/** Held ones are asked about again this long: a provider's index may lag, or the provider may have been away. */
const ASKED_AGAIN_MS = 7 * 86_400_000;
const NEVER_LOST = new Date(0);

/**
 * After a restore from a backup: asks the other side about everything that waits in the database, because it may have happened
 * after the backup was made. What is found is recorded; what is not found and cannot be repeated safely waits for a person.
 * Part of each recovery; nothing where no restore is open. The emergency stop is on meanwhile and a person ends it afterwards.
 */
export async function settleRestored(run: Run): Promise<void> {
  const state = await withTransaction(run.ctx, getRestoreState);
  if (state === null) return;
  const isFirst = state.looked_up_at === null;
  if (!isFirst && run.ctx.clock.now().getTime() - Date.parse(state.noticed_at) > ASKED_AGAIN_MS) return;
  const counts: Record<Settled, number> = { found: 0, in_doubt: 0, held: 0, left: 0 };
  let after: string | null = null;
  for (;;) {
    const query = { before: new Date(state.noticed_at), after, limit: PAGE, held: !isFirst };
    const page: RestoredAction[] = await withTransaction(run.ctx, (inner) => listRestoredActions(inner, query));
    const settled = await mapWithLimit(page, run.runtime.settings.concurrency, (one) => settleOne(run, state, one));
    for (const outcome of settled) if (outcome !== null) counts[outcome] += 1;
    after = page.at(-1)?.actionId ?? null;
    if (page.length < PAGE) break;
    // the rest is asked about in the next recovery, which begins anew
    if (run.runtime.signal?.aborted === true) return;
  }
  await note(run, state.noticed_at, counts, isFirst);
}

/** Keeps what it came to. While an attempt's lease still runs, its action was not asked about: the next recovery takes it over first. */
async function note(run: Run, noticedAt: string, counts: Record<Settled, number>, isFirst: boolean): Promise<void> {
  await withTransaction(run.ctx, async (inner) => {
    // whoever locks or unlocks meanwhile holds it alone: what they kept is not written over
    await holdStopSwitch(inner);
    const state = await getRestoreState(inner);
    // another restore, noticed meanwhile, has been asked about by nobody
    if (state === null || state.noticed_at !== noticedAt) return;
    const executing = await countExecuting(inner, new Date(state.noticed_at));
    const lookedUpAt = executing > 0 ? null : inner.clock.now().toISOString();
    await saveRestoreState(inner, {
      ...state,
      found: state.found + counts.found,
      in_doubt: state.in_doubt + counts.in_doubt,
      held: state.held + counts.held,
      // of the whole, not of those that are asked about again
      left: isFirst ? counts.left : state.left,
      looked_up_at: state.looked_up_at ?? lookedUpAt,
    });
  });
}

type Asked = LookUp | { readonly kind: "unreachable"; readonly why: string };

async function settleOne(run: Run, state: RestoreState, { actionId, document }: RestoredAction): Promise<Settled | null> {
  const parsed = validateActionProtocol(document);
  // the executor refuses it for the same reason
  if (!parsed.ok) return "left";
  const { action } = parsed;
  const since = state.lost_since === null ? NEVER_LOST : new Date(state.lost_since);
  const asked = await ask(run, action, since);
  const safe = isRepeatable(action.operation, run.runtime.ports);
  const contact = contactOf(action);
  return withTransaction(run.ctx, async (inner) => {
    // before the row, as whoever holds a customer's actions takes the two
    if (contact.kind === "contact") await lockOutreach(inner, contact.contact.channel);
    const row = await lockRestoredAction(inner, actionId);
    if (row === null) return null;
    const doubt = { workerId: run.runtime.workerId, token: operationToken(action.operation, actionId), since };
    if (asked.kind === "found") {
      const reason = `It was done after the backup was made that this database was restored from: ${asked.ref}`;
      const { attemptId } = await putInDoubt(inner, row, { ...doubt, reason, lookUpAt: null });
      if (contact.kind === "contact") await assumeOutreach(inner, contact.contact);
      const facts = { resolution: "look_up", found: true, ref: asked.ref, restored: true };
      await answerUnknown(inner, { actionId, to: "completed", outcome: "done", reason, providerRef: asked.ref, facts });
      const now = inner.clock.now();
      await settleContact(inner, actionId, { to: "sent", at: now, ref: asked.ref });
      await writeStages(inner, [
        stage({ actionId, attemptId }, "completion", "completed", { startedAt: now, finishedAt: now }, { reason }),
      ]);
      await addFollowOns(inner, planFollowOns(action, now));
      return "found";
    }
    // its key keeps a second one from arising: it runs when a person unlocks. A moment that it waits for proves nothing: it may
    // have been given to it by the recovery just now, or been taken back and the action run in the time that was lost
    if (safe) return "left";
    const sentence = `The database was restored from a backup, and this may have happened after the backup was made. ${WHY[asked.kind]}`;
    if (row.status === "pending_approval") return (await holdRestored(inner, row, sentence)) ? "held" : null;
    const now = inner.clock.now();
    const lookUpAt = asked.kind === "unsupported" ? null : nextQuestion(now, now);
    await putInDoubt(inner, row, { ...doubt, reason: sentence, lookUpAt });
    if (contact.kind === "contact") await assumeOutreach(inner, contact.contact);
    return "in_doubt";
  });
}

const WHY = {
  not_found: "The other side does not show it, which proves nothing yet.",
  unsupported: "The other side offers no way to look it up.",
  unreachable: "The other side could not be asked yet.",
} as const satisfies Record<Exclude<Asked["kind"], "found">, string>;

async function ask(run: Run, action: ActionProtocol, since: Date): Promise<Asked> {
  try {
    return await lookUpSafeOperation(action.operation, action.action_id, run.ctx.orgId, run.runtime.ports, since);
  } catch (error) {
    run.runtime.logger.warn({ err: error, actionId: action.action_id }, "the look-up after a restore could not be made");
    return { kind: "unreachable", why: asAiCooError(error).message };
  }
}
