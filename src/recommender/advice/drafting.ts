import { GENERAL_FAILURES, type LanguageModel } from "#src/llm/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { languageOf, quotable, shown, type DraftLanguage } from "../grounding/index.ts";
import type { Candidate } from "../candidates.ts";
import { mailAnswer, smsAnswer, type DraftAnswer } from "./answer.ts";
import { assembleDraft, type LeftOut } from "./assemble.ts";
import { MAIL_PROMPT, MASTER_PROMPT, PROMPT_VERSION, SMS_PROMPT } from "./masterPrompt.v2.ts";
import { occasionOf } from "./occasion.ts";
import { PHRASES_VERSION, phrasesFor, type Occasion, type Phrase } from "./phrases/index.ts";
import type { Advice } from "./types.ts";
import { fenced } from "./untrusted.ts";

/** Calls at once: providers count requests a minute. */
const CALLS_AT_ONCE = 4;
const MAX_OUTPUT_TOKENS = 4_000;
/** Sentences that were left out, as many as are told on an action. */
const MOST_TOLD = 3;
const LANGUAGES = { en: "English", fr: "French", de: "German", es: "Spanish" } as const;

/** What has to be asked for one message: about one customer, with nothing of another. */
interface Order {
  readonly candidate: Candidate;
  readonly occasion: Occasion;
  readonly phrases: readonly Phrase[];
}

/**
 * Drafts for the messages among these candidates, the first `limit` of them, each in a call of its own that holds one
 * customer's facts and the sentences that are true of them. A draft that says anything beyond its facts, or none, leaves the playbook's words;
 * of one that is used, what was not understood is left out; and the card says so.
 */
export async function draftWords(
  model: LanguageModel,
  candidates: readonly Candidate[],
  { limit, signal }: { readonly limit: number; readonly signal?: AbortSignal },
): Promise<Map<string, Advice>> {
  const orders = candidates.flatMap(orderOf);
  let ended: string | null = null;
  const advice = await mapWithLimit(orders, CALLS_AT_ONCE, async (order, index): Promise<Advice> => {
    if (index >= limit) return { wordsBy: `The playbook's: the drafts of one run (${limit}) went to more urgent messages.` };
    if (ended !== null) return { wordsBy: ended };
    const question = {
      purpose: "draft",
      content: contentOf(order),
      maxOutputTokens: MAX_OUTPUT_TOKENS,
      ...(signal === undefined ? {} : { signal }),
    };
    const answer =
      order.occasion.kind === "sms"
        ? await model.ask({ ...question, system: [MASTER_PROMPT, SMS_PROMPT], schema: smsAnswer })
        : await model.ask({ ...question, system: [MASTER_PROMPT, MAIL_PROMPT], schema: mailAnswer });
    if (!answer.ok) {
      const kept = `The playbook's: ${answer.sentence}`;
      if (GENERAL_FAILURES.includes(answer.reason)) ended = kept;
      return { wordsBy: kept };
    }
    return judged(order, answer.value, model.model);
  });
  return new Map(orders.map(({ candidate }, index) => [candidate.key, advice[index]!]));
}

function judged({ occasion, phrases }: Order, answer: DraftAnswer, model: string): Advice {
  const assembled = assembleDraft(answer, phrases, occasion);
  if (assembled.kind === "refused")
    return { wordsBy: `The playbook's: the draft of ${model} was replaced because ${assembled.because}${endOf(assembled.because)}` };
  const { draft, leftOut } = assembled;
  const versions = `prompt ${PROMPT_VERSION}, phrases ${PHRASES_VERSION}`;
  return {
    words: draft,
    wordsBy: `Drafted by ${model} (${versions}) and checked against the facts${leftOutWords(leftOut, languageOf(occasion.facts.locale) ?? "en")}`,
  };
}

const endOf = (text: string): string => (/[.!?]$/.test(text) ? "" : ".");

/** What of a draft was left out, for whoever approves the rest. */
function leftOutWords(leftOut: readonly LeftOut[], language: DraftLanguage): string {
  if (leftOut.length === 0) return "";
  const told = leftOut.slice(0, MOST_TOLD).map(({ text, because }) => `“${quotable(shown(text), language)}” because ${because}`);
  const more = leftOut.length - told.length;
  return `. Left out of it: ${[...told, ...(more > 0 ? [`${more} more`] : [])].join("; ")}`;
}

function orderOf(candidate: Candidate): Order[] {
  const occasion = occasionOf(candidate);
  return occasion === null ? [] : [{ candidate, occasion, phrases: phrasesFor(occasion) }];
}

/** What the message is for. */
function taskOf({ kind, tone, facts, wasAsked }: Occasion): string {
  switch (kind) {
    case "reminder":
      return `A ${tone ?? "friendly"} reminder of overdue invoices, level ${facts.reminderLevel ?? 1}.`;
    case "confirmation":
      return "Thanks for a payment that settles invoices which were reminded before.";
    case "deal":
      return wasAsked
        ? "A second question where a deal stands that has gone quiet; the first was not answered."
        : "A question where a deal stands that has gone quiet.";
    case "sms":
      return "An SMS that asks whether anything is missing for a deal that is about to close.";
  }
}

function contentOf({ occasion, phrases }: Order): string {
  const { facts } = occasion;
  const language = LANGUAGES[facts.locale.split("-")[0] as keyof typeof LANGUAGES] ?? "English";
  const { locale, amounts, identifiers, dates, daysOverdue, counts, names, phones } = facts;
  const said = {
    names: names.map(({ text }) => text),
    amounts: amounts.map(({ alsoWritten }) => alsoWritten?.[0]),
    invoice_numbers_and_references: identifiers,
    dates,
    days_overdue: daysOverdue,
    counts,
    phones,
    // in the fence as well: names and numbers of Odoo's stand in them
    sentences: phrases.map(({ handle, part, says, tone, text }) => ({ handle, for: part, says, tone, text })),
  };
  return `${taskOf(occasion)}\nLanguage: ${language} (${locale}).\n${fenced(said)}`;
}
