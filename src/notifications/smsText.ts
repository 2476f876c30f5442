import { oneLine } from "#src/lib/words.ts";
import { CAPS } from "#src/protocol/index.ts";
import { z } from "zod";
import type { ActionText } from "./actionText.ts";
import type { Decided } from "./decided.ts";
import { visible } from "./html.ts";
import type { Approver } from "./people.ts";
import type { ActsFor } from "./standIns.ts";
import { timeFor, wordsOf, type Words } from "./words.ts";

export interface SmsAbout {
  readonly action: ActionText;
  /** In whose place they are asked; null where they are asked themselves. */
  readonly actsFor: ActsFor | null;
  /** Decides by an answer; null where the action cannot be decided by SMS. */
  readonly code: string | null;
  readonly url: string | null;
}

/** One action in an SMS: what, about whom, and how to answer. What it is about is cut before the answer would be. */
export function composeApprovalSms(person: Approver, kind: "approval" | "escalation", { action, actsFor, code, url }: SmsAbout): string {
  const words = wordsOf(person.settings.language);
  const { language } = person.settings;
  const answer = code === null ? words.smsOpen : words.smsAnswer(code, timeFor(action.expiresAt, { language, timezone: person.timezone }));
  const inPlace = actsFor === null ? "" : words.smsActsFor(cut(withoutLinks(oneLine(visible(actsFor.name), 60)), 40));
  const before = `${kind === "escalation" ? words.smsAgain : ""}${inPlace}`;
  const room = CAPS.smsLength - `${before}${words.smsOne(action.title, "")} ${answer}`.length;
  const contacts = action.contacts.length === 0 ? "" : ` → ${action.contacts.join(", ")}`;
  const about = cut(`${withoutLinks(action.about)}${contacts}`, room);
  const said = `${before}${words.smsOne(action.title, about)} ${answer}`;
  return url !== null && said.length + 1 + url.length <= CAPS.smsLength ? `${said} ${url}` : said;
}

/** Several at once are not told one by one, and none of them can be answered. */
export function composeManySms(person: Approver, count: number, url: string | null): string {
  const words = wordsOf(person.settings.language);
  return `${words.smsMany(count)} ${url ?? words.smsOpen}`;
}

export const composeTestSms = (person: Approver): string => wordsOf(person.settings.language).smsTest;

const receiptSchema = z.discriminatedUnion("says", [
  z.object({ says: z.literal("decided"), decision: z.enum(["approve", "reject"]), status: z.string() }),
  z.object({ says: z.literal("over"), action_id: z.string().optional() }),
  z.object({ says: z.literal("handed_back") }),
  z.object({ says: z.literal("wrong"), left: z.number() }),
  z.object({ says: z.literal("locked") }),
  z.object({ says: z.literal("refused"), reason: z.string() }),
  z.object({ says: z.literal("confirmed") }),
]);

/** Of a receipt, the action whose decision by somebody else it tells; null of any other. */
export function actionOfReceipt(detail: unknown): string | null {
  const receipt = receiptSchema.parse(detail);
  return receipt.says === "over" ? (receipt.action_id ?? null) : null;
}

/** What came of an SMS of theirs; `decided` is what somebody decided before, where that is the answer. */
export function composeReceipt(person: Approver, detail: unknown, decided: Decided | null): string {
  const words = wordsOf(person.settings.language);
  const receipt = receiptSchema.parse(detail);
  const said = ((): string => {
    switch (receipt.says) {
      case "decided":
        return words.decided(receipt.decision === "approve", receipt.status);
      case "over":
        return decided === null || decided.by === null ? words.over : words.overBy(decided.what, namesIn(decided, words));
      case "handed_back":
        return words.handedBack;
      case "wrong":
        return words.wrong(receipt.left);
      case "locked":
        return words.locked;
      case "refused":
        return words.refused(receipt.reason);
      case "confirmed":
        return words.confirmed;
    }
  })();
  return cut(`AI COO: ${said}`, CAPS.smsLength);
}

function namesIn({ by, inPlaceOf }: Decided, words: Words): string {
  const name = (text: string | null): string => cut(withoutLinks(oneLine(visible(text ?? ""), 60)), 40);
  return inPlaceOf === null ? name(by) : words.nameFor(name(by), name(inPlaceOf));
}

/** A name from the ERP must not become something to tap on. */
const withoutLinks = (text: string): string => text.replaceAll(/https?:\/\/|www\./gi, "");

const cut = (text: string, room: number): string => (text.length > room ? `${text.slice(0, Math.max(0, room - 1)).toWellFormed()}…` : text);
