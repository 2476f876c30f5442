import type { Commitment, Sequence } from "#src/api/type.ts";

/** A customer with its debts and what stands open about it. */
export interface CustomerOverview {
  readonly partnerId: number;
  readonly name: string | null;
  readonly sequences: readonly Sequence[];
  readonly open: readonly Commitment[];
}

/** Debts and open entries by customer; the order of the debts stays, who has none comes after. */
export function byCustomer(sequences: readonly Sequence[], open: readonly Commitment[]): CustomerOverview[] {
  const debts = Map.groupBy(sequences, ({ partnerId }) => partnerId);
  const entries = Map.groupBy(open, ({ partnerId }) => partnerId);
  return [...new Set([...debts.keys(), ...entries.keys()])].map((partnerId) => {
    const owed = debts.get(partnerId) ?? [];
    // one answer may have ended the reminders of several debts
    const recorded = (entries.get(partnerId) ?? []).filter(
      ({ kind }, at, all) => kind !== "reply" || all.findIndex((other) => other.kind === "reply") === at,
    );
    const name = [...owed, ...recorded].find(({ partnerName }) => partnerName !== null)?.partnerName ?? null;
    return { partnerId, name, sequences: owed, open: recorded };
  });
}
