import type { CommitmentRow } from "#src/db/access/customerCommitments.ts";
import type { CommitmentView } from "./types.ts";

/** A row as the verbs answer it. */
export function viewOf(row: CommitmentRow): CommitmentView {
  return {
    commitmentId: row.id,
    kind: row.kind,
    status: row.status,
    partnerId: row.partnerId,
    partnerName: row.partnerName,
    companyId: row.companyId,
    currency: row.currency,
    amount: row.amount,
    invoiceIds: row.invoiceIds,
    until: row.untilDay,
    note: row.note,
    source: row.source,
    recordedBy: row.recordedBy,
    recordedAt: row.recordedAt.toISOString(),
    endedBy: row.endedBy,
    endedAt: row.endedAt?.toISOString() ?? null,
    endReason: row.endReason,
  };
}
