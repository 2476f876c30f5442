import { appendAuditEvent } from "#src/audit/index.ts";
import { lockConcernedActions, setActionHold, type HoldableAction } from "#src/db/access/actionHolds.ts";
import { openCommitmentRows, type CommitmentRow } from "#src/db/access/customerCommitments.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import type { TxContext } from "#src/db/index.ts";
import type { ActionProtocol, ActionType } from "#src/protocol/index.ts";
import { commitmentSentence, concernsDebt, namesInvoice, strongestFirst, type Commitment, type DebtScope } from "#src/signals/index.ts";

/** What stands against asking for money at all. An answer is held with its own words when it comes in. */
const HOLDING = ["promise", "dispute", "stop"] as const;
const ABOUT_DEBT: readonly ActionType[] = ["send_invoice_reminder", "create_collection_task", "escalate_overdue_invoice"];

/** Whether an action of this type asks a customer for money, or a person to: a promise speaks against it. */
export const asksForMoney = (actionType: ActionType): boolean => ABOUT_DEBT.includes(actionType);

/** A row as proposals and reservations judge by it; null for one that holds nothing. */
export function commitmentOf(row: CommitmentRow): Commitment | null {
  const { id, kind, partnerId, companyId, currency, amount, invoiceIds, untilDay: until, note, recordedAt } = row;
  if (kind === "resume") return null;
  return { id, kind, partnerId, companyId, currency, amount, invoiceIds, until, note, recordedAt: recordedAt.toISOString() };
}

/** The open promises, disputes and stops of these customers, the strongest first. */
export async function standingCommitments(ctx: TxContext, partnerIds: readonly number[]): Promise<Commitment[]> {
  if (partnerIds.length === 0) return [];
  const rows = await openCommitmentRows(ctx, { partnerIds, kinds: HOLDING });
  return strongestFirst(rows.flatMap((row) => commitmentOf(row) ?? []));
}

/** The debt that somebody asks for. */
export interface AskedDebt extends DebtScope {
  readonly partnerId: number;
  readonly invoiceIds: readonly number[];
}

/** What stands against asking for this debt, of what is open. */
export function standingAgainst(commitments: readonly Commitment[], debt: AskedDebt): Commitment | undefined {
  return commitments.find((one) => one.partnerId === debt.partnerId && concernsDebt(one, debt) && namesInvoice(one, debt.invoiceIds));
}

/** Why a contact is refused, for people. */
export const standingSentence = (commitment: Commitment): string => commitmentSentence(commitment, commitment.recordedAt.slice(0, 10));

/**
 * Brings the holds of these customers' actions in line with what stands recorded about them: what asks for a debt that is
 * promised, disputed or stopped is held with the reason; what only that held is let go. What a provider, an answer or a restore
 * holds keeps its own reason. In the transaction that changes what is recorded, and again at the end of each analysis, for what
 * was being proposed meanwhile.
 */
export async function keepCommitmentHolds(
  ctx: TxContext,
  partnerIds: readonly number[],
): Promise<{ readonly held: number; readonly released: number }> {
  const counts = { held: 0, released: 0 };
  if (partnerIds.length === 0) return counts;
  const standing = await standingCommitments(ctx, partnerIds);
  for (const action of await lockConcernedActions(ctx, { partnerIds, channel: "email", addresses: [] })) {
    const debt = asksForMoney(action.actionType) ? askedDebtOf(action.actionProtocol) : null;
    const found = debt === null ? undefined : standingAgainst(standing, debt);
    if (found !== undefined && (action.holdSource === null || action.holdSource === "analysis" || action.holdSource === "commitment")) {
      const reason = standingSentence(found);
      if (action.holdSource === "commitment" && action.holdReason === reason) continue;
      await change(ctx, action, { reason, kind: found.kind });
      counts.held += 1;
    } else if (found === undefined && action.holdSource === "commitment") {
      await change(ctx, action, null);
      counts.released += 1;
    }
  }
  return counts;
}

async function change(
  ctx: TxContext,
  { actionId, version, fingerprint, status, actionType }: HoldableAction,
  hold: { readonly reason: string; readonly kind: Commitment["kind"] } | null,
): Promise<void> {
  await setActionHold(ctx, actionId, hold === null ? null : { reason: hold.reason, source: "commitment" });
  const kind = hold === null ? "action.hold_ended" : "action.held";
  // The sentence holds words of a person; the chain keeps the kind of reason.
  await appendAuditEvent(ctx, { kind, actionId, version, fingerprint, facts: hold === null ? {} : { reason: hold.kind } });
  const payload = { action_id: actionId, action_type: actionType, version, status, actor: ctx.actor };
  await appendDomainEvents(ctx, [{ kind, actionId, payload }]);
}

/** The debt that an action asks for, with the company and the currency where the ledger of reminders reads them; null where it names no customer. */
export function askedDebtOf({ affected_records: records, evidence, estimated_impact: impact }: ActionProtocol): AskedDebt | null {
  if (records.partner_id === undefined) return null;
  return {
    partnerId: records.partner_id,
    companyId: evidence.find(({ record }) => record?.model === "res.company")?.record?.id,
    currency: impact?.cash_in?.currency,
    invoiceIds: records.model === "account.move" ? records.ids : [],
  };
}
