import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { canonicalForm, fingerprint, RULES, validateActionProtocol, type ValidationResult } from "#src/protocol/index.ts";
import { rulesBrokenBy } from "#test/protocol/ruleOracle.ts";
import { choice, mutate, originalDocuments, type Choice, type Original } from "#test/support/protocolMutations.ts";
import { leakIn } from "./canaries.ts";
import { fault, type Fault, type Trial } from "./harness.ts";
import { misfit, type Schema } from "./jsonSchema.ts";
import { broken, breaks, deepText, spoilt, SPOILS, type Break } from "./values.ts";

const PUBLISHED = JSON.parse(readFileSync(new URL("../../docs/protocol/action-protocol.schema.json", import.meta.url), "utf8")) as Schema;

let made: readonly Original[] | undefined;
/** Made when they are first needed: not every thread needs them. */
const originals = (): readonly Original[] => (made ??= originalDocuments());
const ORIGINALS = 200;

/** What the published schema cannot say; the product may refuse these on top of it. */
const BEYOND_SCHEMA = [
  "must be well-formed Unicode",
  "must not name a record twice",
  "must not use a check_id twice",
  "must not name a day twice",
  "must be at least 1 when an approval is required",
];

export interface Mutant {
  readonly original: number;
  readonly choices: readonly Choice[];
  readonly breaks: readonly Break[];
}

/** One to three things wrong with a valid document; now and then none. */
export const mutant: fc.Arbitrary<Mutant> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      original: fc.nat(ORIGINALS - 1),
      choices: fc.array(choice, { minLength: 1, maxLength: 3 }),
      breaks: fc.constant<Break[]>([]),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ original: fc.nat(ORIGINALS - 1), choices: fc.constant<Choice[]>([]), breaks: breaks(3) }),
  },
);

export function documentOf({ original, choices, breaks: list }: Mutant): unknown {
  const { text, places } = originals()[original]!;
  const document: unknown = JSON.parse(text);
  for (const each of choices) mutate(document, places, each);
  // mutations may leave holes in lists, which no JSON has
  const json: unknown = JSON.parse(JSON.stringify(document));
  return list.length === 0 ? json : broken(json, list);
}

/** Whether a document is certainly no action, judged without the code under test, and why. */
export function certainlyInvalid(document: unknown): string | null {
  const [rule] = rulesBrokenBy(document);
  return rule === undefined ? misfit(document, PUBLISHED) : `it breaks the rule ${rule}`;
}

/** What is wrong with the parser's verdict on a document. */
function judge(document: unknown): Fault | null {
  const result = validateActionProtocol(document);
  const why = certainlyInvalid(document);
  if (!result.ok) return refusalFault(result, why);
  if (why !== null) return fault("accepted", `accepted, although ${why}`);
  if (!isDeepStrictEqual(result.action, document)) return fault("accepted", "what was parsed is not what was given");
  const form = canonicalForm(result.action);
  const again = validateActionProtocol(JSON.parse(JSON.stringify(result.action)));
  if (!again.ok || canonicalForm(again.action) !== form || !/^[0-9a-f]{64}$/.test(fingerprint(result.action)))
    return fault("accepted", "its canonical form does not survive JSON");
  return null;
}

function refusalFault({ issues }: Extract<ValidationResult, { ok: false }>, why: string | null): Fault | null {
  if (issues.length === 0) return fault("code", "refused without a reason");
  for (const { rule, message, path } of issues) {
    if (rule !== "shape" && !RULES.includes(rule)) return fault("code", `refused by a rule that there is not: ${rule as string}`);
    if (typeof message !== "string" || message === "" || typeof path !== "string") return fault("code", "refused without words");
    const leak = leakIn(message);
    if (leak !== null) return leak;
  }
  if (why !== null || issues.some(({ message }) => BEYOND_SCHEMA.some((known) => message.includes(known)))) return null;
  return fault("outcome", `refused, although nothing is wrong with it: ${issues[0]!.message}`);
}

export const mutatedDocuments: Trial<Mutant> = {
  name: "protocol/mutated",
  share: 52_000,
  arbitrary: mutant,
  judge: (value) => judge(documentOf(value)),
  show: (value) => JSON.stringify({ ...value, document: documentOf(value) }),
};

export const anything: Trial<unknown> = {
  name: "protocol/anything",
  share: 5_000,
  arbitrary: fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withSparseArray: true,
    withTypedArray: true,
    withObjectString: true,
    withUnicodeString: true,
  }),
  judge: (value) => (validateActionProtocol(value).ok ? fault("accepted", "accepted, although it is no document") : null),
};

/** Documents as text: what JSON makes of them is what the parser has to cope with. */
export const texts: Trial<{ mutant: Mutant; spoil: (typeof SPOILS)[number]; at: number }> = {
  name: "protocol/text",
  share: 3_000,
  arbitrary: fc.record({ mutant, spoil: fc.constantFrom(...SPOILS), at: fc.nat(20_000) }),
  judge({ mutant: value, spoil, at }) {
    const text = spoil === "deep" ? deepDocument(at) : spoilt(JSON.stringify(documentOf(value)), spoil, at);
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch {
      return null;
    }
    return judge(document);
  },
};

/** A valid document in which one value is very deep. */
function deepDocument(at: number): string {
  const { text } = originals()[at % ORIGINALS]!;
  return text
    .replace('"org-', `"x":${deepText(200 + (at % 3_000))},"org-`)
    .replace(/"reasoning":"[^"]*"/, `"reasoning":${deepText(200 + (at % 3_000))}`);
}
