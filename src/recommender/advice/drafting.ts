import * as z from "zod";
import type { FailureReason, LanguageModel } from "#src/llm/index.ts";
import { mapWithLimit } from "#src/lib/asynchronous.ts";
import { checkDraft, DEFAULT_DRAFT_BOUNDS, type Draft, type DraftFacts } from "../grounding/index.ts";
import { smsEnding } from "../playbook/sendDealCheckIn.ts";
import type { Candidate } from "../candidates.ts";
import { confirmationFacts, dealDraftFacts, reminderFacts } from "./draftFacts.ts";
import { MAIL_PROMPT, MASTER_PROMPT, PROMPT_VERSION, SMS_PROMPT } from "./masterPrompt.v1.ts";
import type { Advice } from "./types.ts";
import { fenced } from "./untrusted.ts";

/** Calls at once: providers count requests a minute. */
const CALLS_AT_ONCE = 4;
const MAX_OUTPUT_TOKENS = 4_000;
const LANGUAGES = { en: "English", fr: "French", de: "German", es: "Spanish" } as const;

const mailSchema = z.strictObject({
  subject: z.string().nullable(),
  opening: z.array(z.string()).max(DEFAULT_DRAFT_BOUNDS.openingParagraphs),
  closing: z.array(z.string()).max(DEFAULT_DRAFT_BOUNDS.closingParagraphs),
});
const smsSchema = z.strictObject({ body: z.string() });

/** What has to be asked for one message: about one customer, with nothing of another. */
interface Order {
  readonly candidate: Candidate;
  readonly facts: DraftFacts;
  readonly kind: "mail" | "sms";
  /** What the message is for. */
  readonly task: string;
  /** Characters that the program adds to an SMS. */
  readonly reserved: number;
}

/** Failures after which it is no use to ask for the next draft of the same run. */
const GENERAL: readonly FailureReason[] = [
  "not_configured",
  "switched_off",
  "over_budget",
  "key_refused",
  "model_unknown",
  "rate_limited",
  "unavailable",
  "timeout",
  "cancelled",
];

/**
 * Drafts for the messages among these candidates, the first `limit` of them, each in a call of its own that holds one
 * customer's facts. A draft that says anything beyond its facts, or none, leaves the playbook's words, and the card says so.
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
      order.kind === "mail"
        ? await model.ask({ ...question, system: [MASTER_PROMPT, MAIL_PROMPT], schema: mailSchema })
        : await model.ask({ ...question, system: [MASTER_PROMPT, SMS_PROMPT], schema: smsSchema });
    if (!answer.ok) {
      const kept = `The playbook's: ${answer.sentence}`;
      if (GENERAL.includes(answer.reason)) ended = kept;
      return { wordsBy: kept };
    }
    return judged(order, draftOf(answer.value), model.model);
  });
  return new Map(orders.map(({ candidate }, index) => [candidate.key, advice[index]!]));
}

function judged(order: Order, draft: Draft, model: string): Advice {
  const bounds = { ...DEFAULT_DRAFT_BOUNDS, smsReserved: order.reserved };
  const verdict = checkDraft(draft, order.facts, bounds);
  if (verdict.ok) return { words: draft, wordsBy: `Drafted by ${model} (prompt ${PROMPT_VERSION}) and checked against the facts` };
  const [first] = verdict.problems;
  return {
    wordsBy: `The playbook's: the draft of ${model} was replaced because ${lowerFirst(first?.sentence ?? "it could not be checked.")}`,
  };
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function draftOf(value: z.infer<typeof mailSchema> | z.infer<typeof smsSchema>): Draft {
  if ("body" in value) return value;
  const { subject, ...parts } = value;
  return subject === null ? parts : { ...parts, subject };
}

function orderOf(candidate: Candidate): Order[] {
  const mail = (facts: DraftFacts | null, task: string): Order[] =>
    facts === null ? [] : [{ candidate, facts, kind: "mail", task, reserved: 0 }];
  switch (candidate.actionType) {
    case "send_invoice_reminder": {
      const { reminder } = candidate.finding;
      return mail(
        reminderFacts(candidate.finding),
        `A ${reminder?.tone ?? "friendly"} reminder of overdue invoices, level ${reminder?.level ?? 1}.`,
      );
    }
    case "send_payment_confirmation":
      return mail(confirmationFacts(candidate.finding), "Thanks for a payment that settles invoices which were reminded before.");
    case "follow_up_on_stale_deal":
      return mail(
        dealDraftFacts(candidate.finding),
        candidate.finding.earlierFollowUps > 0
          ? "A second question where a deal stands that has gone quiet; the first was not answered."
          : "A question where a deal stands that has gone quiet.",
      );
    case "send_deal_check_in": {
      const { finding } = candidate;
      const task = "An SMS that asks whether anything is missing for a deal that is about to close.";
      return [{ candidate, facts: dealDraftFacts(finding), kind: "sms", task, reserved: smsEnding(finding, ZERO_ID).length + 1 }];
    }
    case "create_collection_task":
    case "escalate_overdue_invoice":
    case "update_deal_stage":
    case "create_follow_up_task":
    case "schedule_customer_check_in":
    case "flag_at_risk_project":
      return [];
  }
}

/** A code is as long for every action. */
const ZERO_ID = "00000000-0000-7000-8000-000000000000";

function contentOf({ facts, task }: Order): string {
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
  };
  return `${task}\nLanguage: ${language} (${locale}).\n${fenced(said)}`;
}
