import { and, eq, gt, inArray, max } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import { customerCommitments } from "../schema/index.ts";

/** When a customer last answered us since a moment, whether read or not, and when a person last let its reminders go on. */
export async function repliedSince(
  { tx, orgId }: TxContext,
  { partnerId, since }: { readonly partnerId: number; readonly since: Date },
): Promise<{ readonly repliedAt: Date | null; readonly resumedAt: Date | null }> {
  const t = customerCommitments;
  const rows = await tx
    .select({ kind: t.kind, at: max(t.recordedAt) })
    .from(t)
    .where(and(eq(t.orgId, orgId), eq(t.partnerId, partnerId), inArray(t.kind, ["reply", "resume"]), gt(t.recordedAt, since)))
    .groupBy(t.kind);
  const of = (kind: "reply" | "resume"): Date | null => rows.find((row) => row.kind === kind)?.at ?? null;
  return { repliedAt: of("reply"), resumedAt: of("resume") };
}
