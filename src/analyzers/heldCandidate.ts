import type { CustomerRef, HeldCandidate } from "./findings.ts";
import type { Reason } from "./recordMemory.ts";
import type { CompanyScope } from "./run.ts";

/** A candidate that is not proposed, with the reason. */
export function heldCandidate(
  { company }: CompanyScope,
  about: Pick<HeldCandidate, "actionType" | "record"> & { readonly customer: CustomerRef | null },
  reason: Reason,
): HeldCandidate {
  const { actionType, record, customer } = about;
  return {
    actionType,
    companyId: company.id,
    companyName: company.name,
    record,
    partnerId: customer?.partnerId ?? null,
    partnerName: customer?.name ?? null,
    ...reason,
  };
}

/** At most `limit` of the findings, which come the most important first; the others are held and say so. */
export function limited<Finding>(
  findings: readonly Finding[],
  limit: number,
  hold: (finding: Finding, reason: Reason) => HeldCandidate,
): { readonly kept: Finding[]; readonly held: HeldCandidate[] } {
  const sentence = `One run proposes at most ${limit} of these, the most important first.`;
  const reason: Reason = { reason: "over_run_limit", sentence, until: null, seen: null };
  return { kept: findings.slice(0, limit), held: findings.slice(limit).map((finding) => hold(finding, reason)) };
}
