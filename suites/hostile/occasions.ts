import type { MessageKind, Occasion } from "#src/recommender/advice/phrases/index.ts";
import type { DraftFacts } from "#src/recommender/grounding/index.ts";
import { outwardName } from "#src/recommender/outward.ts";
import { MORE_FACTS } from "./honest/moreFacts.ts";

/** Messages to draft in four languages: those of the honest drafts' facts, and the same with less that is known. */

const KINDS: readonly (readonly [kind: MessageKind, facts: RegExp, tone: Occasion["tone"]])[] = [
  ["reminder", /-(?:friendly|amical|freundlich|amable)$/, "friendly"],
  ["reminder", /-(?:firm|ferme|bestimmt|firme)$/, "firm"],
  ["reminder", /-(?:final|letzte)$/, "final"],
  ["confirmation", /-(?:thanks|merci|dank|gracias)$/, null],
  ["deal", /-(?:deal|affaire|trato)$/, null],
  ["sms", /-sms$/, null],
];

/** The name of its facts with the message. */
export function occasions(): [string, Occasion][] {
  return Object.entries(MORE_FACTS).flatMap(([about, facts]): [string, Occasion][] => {
    const found = KINDS.find(([, pattern]) => pattern.test(about));
    if (found === undefined) return [];
    const [kind, , tone] = found;
    const whole = occasionOf(kind, facts, tone);
    return [
      [about, whole],
      [`${about}, of a customer without names`, withoutNames(whole)],
      ...(kind === "confirmation" ? [[`${about}, one invoice`, ofOne(whole)] satisfies [string, Occasion]] : []),
      ...(tone === "firm" ? [[`${about}, in a friendly tone`, { ...whole, tone: "friendly" }] satisfies [string, Occasion]] : []),
      ...(kind === "deal" || kind === "sms"
        ? [[`${about}, with a phone`, { ...whole, facts: { ...facts, phones: ["+32 2 555 01 01"] } }] satisfies [string, Occasion]]
        : []),
      ...(kind === "deal" ? [[`${about}, as an SMS`, { ...whole, kind: "sms", reserved: 50 }] satisfies [string, Occasion]] : []),
      ...(kind === "deal" ? [[`${about}, asked again`, { ...whole, wasAsked: true }] satisfies [string, Occasion]] : []),
    ];
  });
}

/** The message that these facts are of. */
export function occasionOf(kind: MessageKind, facts: DraftFacts, tone: Occasion["tone"] = null): Occasion {
  const [recipient, customer, company, seller, deal] = facts.names.map(({ text }) => outwardName(text, 100));
  const reminded = facts.dates.find((day) => !/^2026-0[34]|-02-25$|-05-1[48]$|-05-15$|-06-01$/.test(day));
  const promise = { promisedOn: "2026-05-15", until: "2026-05-18" };
  return {
    kind,
    facts,
    tone,
    recipient: recipient ?? null,
    customer: customer ?? null,
    company: company ?? null,
    seller: seller ?? null,
    deal: deal ?? null,
    remindedOn: kind === "reminder" ? (reminded ?? null) : null,
    promise: facts.deadlines.includes(promise.until) ? promise : null,
    wasAsked: false,
    reserved: kind === "sms" ? 50 : 0,
  };
}

function withoutNames(occasion: Occasion): Occasion {
  const company = occasion.kind === "sms" ? occasion.company : null;
  const facts = { ...occasion.facts, names: company === null ? [] : [{ text: company, kind: "company" as const }] };
  return { ...occasion, facts, recipient: null, customer: null, company, seller: null, deal: null };
}

function ofOne(occasion: Occasion): Occasion {
  const { facts } = occasion;
  const [document] = facts.documents ?? [];
  if (document === undefined) return occasion;
  return {
    ...occasion,
    facts: {
      ...facts,
      amounts: facts.amounts.filter(({ value }) => document.amounts.includes(value)),
      identifiers: document.identifiers,
      counts: [{ value: 1, of: "invoice" }],
      documents: [document],
      totals: document.amounts,
    },
  };
}
