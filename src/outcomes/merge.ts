import type { Observed, ObservedFact, OutcomeFact } from "#src/db/schema/index.ts";
import type { Sight, Subject } from "./observer.ts";

/**
 * Facts that have happened and cannot be otherwise tomorrow, also where nothing shows them any more: a provider's report
 * is kept for some months only. All others say how things stand, and go when they no longer stand so.
 */
const LASTING: ReadonlySet<OutcomeFact> = new Set([
  "disputed",
  "delivered",
  "replied",
  "bounced",
  "complained",
  "opted_out",
  "moved",
  "reassigned",
  "status_changed",
  "undone",
]);

/** A look may come this much after the end of the window and still see how things stood then. */
const LATE_MS = 86_400_000;

/** What is known of an action after a look: what the observers see now, and what has happened before. */
export function mergeSights(
  subject: Pick<Subject, "observed" | "windowClosesAt" | "closesDay">,
  sights: readonly Sight[],
  now: Date,
): Observed {
  const before = new Map(subject.observed.facts.map((fact) => [fact.fact, fact]));
  const facts = new Map<OutcomeFact, ObservedFact>();
  for (const fact of sights.flatMap((sight) => sight.facts)) {
    const counted = countedFact(fact, before.get(fact.fact), subject, now);
    if (counted !== null) facts.set(counted.fact, earlier(facts.get(counted.fact), counted));
  }
  for (const fact of before.values()) if (LASTING.has(fact.fact) && !facts.has(fact.fact)) facts.set(fact.fact, fact);
  const baseline = subject.observed.baseline ?? valueOf(sights, "baseline");
  const money = valueOf(sights, "money");
  const invoices = valueOf(sights, "invoices");
  const daysToPay = valueOf(sights, "daysToPay");
  const revenue = valueOf(sights, "revenue");
  return {
    facts: [...facts.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.fact < b.fact ? -1 : 1)),
    ...(money === undefined ? {} : { money }),
    ...(invoices === undefined ? {} : { invoices }),
    ...(daysToPay === undefined || !facts.has("paid") ? {} : { daysToPay }),
    ...(revenue === undefined || !facts.has("won") ? {} : { revenue }),
    ...(baseline === undefined ? {} : { baseline }),
  };
}

/** The fact as it counts: with the moment at which it was first seen, and not at all where it came after the window. */
function countedFact(
  fact: ObservedFact,
  before: ObservedFact | undefined,
  { windowClosesAt, closesDay }: Pick<Subject, "windowClosesAt" | "closesDay">,
  now: Date,
): ObservedFact | null {
  if (!fact.dated) {
    if (before !== undefined) return { ...fact, at: before.at, dated: before.dated };
    return now.getTime() <= windowClosesAt.getTime() + LATE_MS ? fact : null;
  }
  const isInside = fact.at.length === 10 ? fact.at <= closesDay : Date.parse(fact.at) <= windowClosesAt.getTime();
  return isInside ? fact : null;
}

/** Two observers may see the same: the customer answered by SMS and in Odoo. */
const earlier = (one: ObservedFact | undefined, other: ObservedFact): ObservedFact =>
  one === undefined || other.at < one.at ? other : one;

function valueOf<Key extends keyof Omit<Sight, "facts" | "over" | "untraceable">>(sights: readonly Sight[], key: Key): Sight[Key] {
  return sights.find((sight) => sight[key] !== undefined)?.[key];
}

/** What is new since the last look, and what no longer holds: a payment that was taken back, a deal that is open again. */
export function changesBetween(before: Observed, after: Observed): { readonly appeared: ObservedFact[]; readonly gone: ObservedFact[] } {
  const had = new Set(before.facts.map(({ fact }) => fact));
  const has = new Set(after.facts.map(({ fact }) => fact));
  return { appeared: after.facts.filter(({ fact }) => !had.has(fact)), gone: before.facts.filter(({ fact }) => !has.has(fact)) };
}
