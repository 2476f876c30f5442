import { folded } from "./characters.ts";
import type { FactKind } from "./factForms.ts";
import { RELATION_WORDS, type RelationWords } from "./relationWords.ts";
import type { Token } from "./tokens.ts";
import type { DocumentFact, DraftFacts, DraftLanguage } from "./types.ts";

/**
 * Facts that are each true make a lie when they are put together wrongly: one invoice's amount beside another's number,
 * one amount called the total, two invoices where there is one. A sentence is read from left to right: what stands between
 * two numbers of documents belongs to one of them, and as many numbers as amounts belong together in order.
 */

/** What belongs to a document. */
type Property = Extract<FactKind, "amount" | "date" | "days">;
const PROPERTIES: readonly Property[] = ["amount", "date", "days"];
/** Words between a fact and the word that says what it is, at most. */
const NEAR = 6;

/** One fact of a sentence that has to do with documents. */
interface Item {
  readonly kind: Property | "document";
  /** Its place among the sentence's tokens. */
  readonly at: number;
  readonly values: readonly (string | number)[];
  readonly documents: readonly DocumentFact[];
}

/** What of a text puts facts together that do not belong together: the words of each such sentence's facts. */
export function mixUpsIn(tokens: readonly Token[], facts: DraftFacts, language: DraftLanguage): string[] {
  const words = RELATION_WORDS[language];
  const found: string[] = [];
  let before: readonly DocumentFact[] = [];
  for (const sentence of Map.groupBy(tokens, ({ sentence }) => sentence).values()) {
    const items = itemsOf(sentence, facts);
    const goesOn = before.length === 1 && sentence[0]?.kind === "word" && words.goesOn.test(folded(sentence[0].text));
    const named = items.filter(({ kind }) => kind === "document");
    const about = named.length > 0 ? [] : goesOn ? before : [];
    if (!isConsistent(sentence, items, about, facts, words) || !countsRight(sentence, facts, words, named.length > 0))
      found.push(quoted(sentence));
    before = named.length > 0 ? [...new Set(named.flatMap(({ documents }) => documents))] : about;
  }
  return found;
}

const quoted = (sentence: readonly Token[]): string =>
  sentence
    .filter(({ kind }) => kind === "fact")
    .map(({ text }) => text)
    .join(", ") || sentence.map(({ text }) => text).join(" ");

function itemsOf(sentence: readonly Token[], { documents = [] }: DraftFacts): Item[] {
  return sentence.flatMap(({ fact }, at): Item[] => {
    const form = fact?.form;
    if (form === undefined) return [];
    const { values } = form;
    if (form.kind === "identifier") {
      const own = documents.filter(({ identifiers }) => values.some((value) => identifiers.includes(String(value))));
      return own.length === 0 ? [] : [{ kind: "document", at, values, documents: own }];
    }
    const kind = PROPERTIES.find((property) => property === form.kind);
    if (kind === undefined) return [];
    const own = documents.filter((document) => values.some((value) => hasProperty(document, kind, value)));
    return [{ kind, at, values, documents: own }];
  });
}

function hasProperty(document: DocumentFact, kind: Property, value: string | number): boolean {
  switch (kind) {
    case "amount":
      return document.amounts.some((amount) => same(amount, Number(value)));
    case "days":
      return document.daysOverdue === value;
    case "date":
      return [document.issuedOn, document.dueOn, document.paidOn].includes(String(value));
  }
}

/** Amounts of one currency, as they are written: a hundredth of the smallest unit apart is the same. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.0005;

function isConsistent(
  sentence: readonly Token[],
  items: readonly Item[],
  about: readonly DocumentFact[],
  facts: DraftFacts,
  words: RelationWords,
): boolean {
  const { documents = [] } = facts;
  if (documents.length === 0) return true;
  if (!items.every((item) => item.kind !== "date" || isRightDay(sentence, item, documents, facts, words))) return false;
  // a day of no document is that of a reminder or of a promise
  const telling = items.filter(({ kind, documents: own }) => kind === "document" || kind === "amount" || own.length > 0);
  const named = telling.filter(({ kind }) => kind === "document");
  const isTotal = (item: Item): boolean => item.kind === "amount" && isOneOf(item.values, facts.totals ?? []);
  const saysTotal = (item: Item): boolean => near(sentence, item.at, words.total);
  if (named.length === 0) {
    const plain = telling.filter((item) => !(isTotal(item) && (saysTotal(item) || about.length === 0)));
    if (documents.length > 1 && about.length === 0 && plain.some((item) => item.kind === "amount" && saysTotal(item))) return false;
    return belongTogether(sentence, plain, about.length > 0 ? about : documents, words);
  }
  return PROPERTIES.every((property) => {
    const row = telling.filter(({ kind }) => kind === "document" || kind === property);
    // a total beside the numbers is no one's own
    const own = named.length > 1 || saysAny(row, property, saysTotal) ? row.filter((item) => !(isTotal(item) && saysTotal(item))) : row;
    return isPaired(own, isTotal);
  });
}

const saysAny = (row: readonly Item[], property: Property, saysTotal: (item: Item) => boolean): boolean =>
  row.some((item) => item.kind === property && saysTotal(item));

const isOneOf = (values: readonly (string | number)[], amounts: readonly number[]): boolean =>
  values.some((value) => amounts.some((amount) => same(amount, Number(value))));

/** Numbers of documents and one kind of property, as they follow each other: each run of numbers with what comes after or before it. */
function isPaired(row: readonly Item[], isTotal: (item: Item) => boolean): boolean {
  if (row.every(({ kind }) => kind === "document")) return true;
  const runs: Item[][] = [];
  for (const item of row) {
    const last = runs.at(-1);
    if (last !== undefined && (last[0]?.kind === "document") === (item.kind === "document")) last.push(item);
    else runs.push([item]);
  }
  // what comes first says which way round the sentence goes; what is left over at its end goes with the last run
  for (let at = 0; at < runs.length; at += 2) {
    const [first = [], second = []] = [runs[at], runs[at + 1] ?? (runs[0]?.[0]?.kind === "document" ? [] : runs[at - 1])];
    const [documents, properties] = first[0]?.kind === "document" ? [first, second] : [second, first];
    if (!runFits(documents, properties, isTotal)) return false;
  }
  return true;
}

function runFits(documents: readonly Item[], properties: readonly Item[], isTotal: (item: Item) => boolean): boolean {
  if (properties.length === 0) return true;
  const belongs = (property: Item, document: Item | undefined): boolean =>
    document?.documents.some((one) => property.documents.includes(one)) === true;
  if (documents.length === properties.length) return properties.every((property, index) => belongs(property, documents[index]));
  if (documents.length === 1) return properties.every((property) => belongs(property, documents[0]));
  return (
    properties.length === 1 &&
    (documents.every((document) => belongs(properties[0]!, document)) || isSum(properties[0]!, documents, isTotal))
  );
}

function isSum(property: Item, documents: readonly Item[], isTotal: (item: Item) => boolean): boolean {
  if (property.kind !== "amount") return false;
  const sum = documents.reduce((total, { documents: [one] }) => total + (one?.amounts[0] ?? Number.NaN), 0);
  return isOneOf(property.values, [sum]) || isTotal(property);
}

/** Properties without a number: one document has them all, or they follow each other as the documents do. */
function belongTogether(
  sentence: readonly Token[],
  items: readonly Item[],
  documents: readonly DocumentFact[],
  words: RelationWords,
): boolean {
  if (items.some(({ documents: own }) => !own.some((one) => documents.includes(one)))) return false;
  if (documents.length > 1 && !isOfItsAge(sentence, items, documents, words)) return false;
  const kinds = PROPERTIES.map((property) => items.filter(({ kind }) => kind === property)).filter((same) => same.length > 0);
  const most = Math.max(0, ...kinds.map((same) => same.length));
  // as many of each: the first ones belong together, and so on; other numbers of them say nothing about each other
  if (kinds.some((same) => same.length !== most)) return true;
  return Array.from({ length: most }, (_, index) => kinds.map((same) => same[index]!)).every((column) =>
    documents.some((document) => column.every(({ documents: own }) => own.includes(document))),
  );
}

/** The days and the amount beside “the oldest” are the oldest one's. */
function isOfItsAge(
  sentence: readonly Token[],
  items: readonly Item[],
  documents: readonly DocumentFact[],
  { oldest, newest }: RelationWords,
): boolean {
  const byAge = documents.toSorted((a, b) => (b.daysOverdue ?? 0) - (a.daysOverdue ?? 0));
  const says = (pattern: RegExp): boolean => sentence.some(({ kind, text }) => kind === "word" && pattern.test(folded(text)));
  const [first] = items.filter(({ kind }) => kind !== "date");
  if (first === undefined || says(oldest) === says(newest)) return true;
  const right = says(oldest) ? byAge[0] : byAge.at(-1);
  return right === undefined || first.documents.some(({ daysOverdue }) => daysOverdue === right.daysOverdue);
}

/** Whether a day is what the words beside it say: a due date, the date of a document, the day of a payment. */
function isRightDay(
  sentence: readonly Token[],
  { at, values }: Item,
  documents: readonly DocumentFact[],
  { deadlines, dates }: DraftFacts,
  words: RelationWords,
): boolean {
  const days = (of: (document: DocumentFact) => string | null): string[] => documents.flatMap((document) => of(document) ?? []);
  const own = new Set([...days(({ issuedOn }) => issuedOn), ...days(({ dueOn }) => dueOn), ...days(({ paidOn }) => paidOn)]);
  // a promise or a reminder is of the organisation's knowledge and of no document
  if (!values.some((value) => own.has(String(value)))) return true;
  const isOne = (allowed: readonly string[]): boolean => values.some((value) => allowed.includes(String(value)));
  const says = (pattern: RegExp): boolean => near(sentence, at, pattern, { most: 3, steps: words.daySteps });
  const [due, issued, paid] = [days(({ dueOn }) => dueOn), days(({ issuedOn }) => issuedOn), days(({ paidOn }) => paidOn)];
  if (says(words.due) && due.length > 0 && !says(words.issued)) return isOne([...due, ...deadlines]);
  if (says(words.issued) && issued.length > 0 && !says(words.due)) return isOne(issued);
  if (says(words.paid) && paid.length > 0 && !says(words.issued)) return isOne(paid) || !dates.some((day) => isOne([day]));
  return true;
}

/** Whether a word of the kind stands within some words of a place in the sentence, with no other figure between. */
function near(
  sentence: readonly Token[],
  at: number,
  pattern: RegExp,
  { most = NEAR, steps = [-1, 1] }: { readonly most?: number; readonly steps?: readonly number[] } = {},
): boolean {
  for (const step of steps) {
    for (let away = 1; away <= most; away += 1) {
      const token = sentence[at + away * step];
      if (token === undefined) break;
      const kind = token.fact?.form.kind;
      if (kind === "amount" || kind === "date" || kind === "days") break;
      if (token.kind === "word" && pattern.test(folded(token.text))) return true;
    }
  }
  return false;
}

/** “Both invoices”, “several invoices” and “a single invoice” are counts too. */
function countsRight(sentence: readonly Token[], { counts }: DraftFacts, words: RelationWords, named: boolean): boolean {
  const invoices = counts.filter(({ of }) => of === "invoice").map(({ value }) => value);
  if (invoices.length === 0) return true;
  const text = sentence
    .map(({ kind, text: word }) => (kind === "word" ? folded(word) : kind === "fact" && /^\p{L}+$/u.test(word) ? folded(word) : "q"))
    .join(" ");
  if (words.both.test(text) && !invoices.includes(2)) return false;
  if (words.several.test(text) && !invoices.some((value) => value > 1)) return false;
  return named || !words.single.test(text) || invoices.includes(1);
}
