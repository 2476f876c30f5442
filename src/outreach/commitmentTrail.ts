import { appendAuditEvent } from "#src/audit/index.ts";
import { endCommitmentRow, insertCommitment, openCommitmentRows, type CommitmentRow } from "#src/db/access/customerCommitments.ts";
import { appendDomainEvents } from "#src/db/access/domainEvents.ts";
import { getPartnerName } from "#src/db/access/partnerNames.ts";
import type { TxContext } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";

/**
 * Says in the audit and to the live page what was recorded about a customer or how it ended, in the transaction that did it. The
 * words of people are kept apart from the chain, under their customer.
 */
export async function announceCommitment(ctx: TxContext, row: CommitmentRow, words: string | null): Promise<void> {
  const kind = row.status === "open" ? "commitment.recorded" : (`commitment.${row.status}` as const);
  const { id, kind: commitment, partnerId, companyId, currency, amount, invoiceIds, untilDay, source } = row;
  await appendAuditEvent(ctx, {
    kind,
    facts: {
      commitment_id: id,
      commitment,
      partner_id: partnerId,
      company_id: companyId,
      currency,
      amount,
      invoice_ids: invoiceIds,
      until: untilDay,
      source,
    },
    ...(words === null ? {} : { personal: { subject: `partner:${partnerId}`, text: words } }),
  });
  const payload = { commitment_id: id, commitment, partner_id: partnerId, status: row.status, until: untilDay, actor: ctx.actor };
  await appendDomainEvents(ctx, [{ kind, payload }]);
}

/** Notes that a customer answered us: no further level of its reminders is proposed over it. The words stand on the cards and in the audit. */
export async function recordReply(ctx: TxContext, partnerId: number): Promise<void> {
  const row = await insertCommitment(ctx, {
    id: uuidv7(ctx.clock.now()),
    kind: "reply",
    partnerId,
    partnerName: await getPartnerName(ctx, partnerId),
    companyId: null,
    currency: null,
    amount: null,
    invoiceIds: [],
    untilDay: null,
    note: null,
    source: "reply",
  });
  await announceCommitment(ctx, row, null);
}

/** Notes that an answer ended the reminders of these invoices of a debt, at the moment at which it came. */
export async function recordEnding(
  ctx: TxContext,
  debt: Pick<CommitmentRow, "partnerId" | "companyId" | "currency"> & {
    readonly partnerName: string;
    readonly invoiceIds: readonly number[];
  },
  at: Date,
): Promise<void> {
  const { partnerId, partnerName, companyId, currency, invoiceIds } = debt;
  const row = await insertCommitment(
    ctx,
    {
      id: uuidv7(ctx.clock.now()),
      kind: "reply",
      partnerId,
      partnerName,
      companyId,
      currency,
      amount: null,
      invoiceIds: [...invoiceIds],
      untilDay: null,
      note: null,
      source: "reply",
    },
    at,
  );
  await announceCommitment(ctx, row, null);
}

/** What the customer answered until now was read by a person, who let its reminders go on. */
export async function repliesWereRead(ctx: TxContext, partnerId: number, reason: string): Promise<void> {
  for (const { id } of await openCommitmentRows(ctx, { partnerIds: [partnerId], kinds: ["reply"] })) {
    const ended = await endCommitmentRow(ctx, id, { status: "settled", reason });
    if (ended !== null) await announceCommitment(ctx, ended, reason);
  }
}
