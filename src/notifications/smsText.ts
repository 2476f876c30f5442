import { CAPS } from "#src/protocol/index.ts";
import { z } from "zod";
import type { ActionText } from "./actionText.ts";
import type { Approver } from "./people.ts";
import { timeFor, wordsOf } from "./words.ts";

export interface SmsAbout {
  readonly action: ActionText;
  /** Decides by an answer; null where the action cannot be decided by SMS. */
  readonly code: string | null;
  readonly url: string | null;
}

/** One action in an SMS: what, about whom, and how to answer. What it is about is cut before the answer would be. */
export function composeApprovalSms(person: Approver, kind: "approval" | "escalation", { action, code, url }: SmsAbout): string {
  const words = wordsOf(person.settings.language);
  const { language } = person.settings;
  const answer = code === null ? words.smsOpen : words.smsAnswer(code, timeFor(action.expiresAt, { language, timezone: person.timezone }));
  const before = kind === "escalation" ? words.smsAgain : "";
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
  z.object({ says: z.literal("over") }),
  z.object({ says: z.literal("wrong"), left: z.number() }),
  z.object({ says: z.literal("locked") }),
  z.object({ says: z.literal("refused"), reason: z.string() }),
  z.object({ says: z.literal("confirmed") }),
]);

/** What came of an SMS of theirs. */
export function composeReceipt(person: Approver, detail: unknown): string {
  const words = wordsOf(person.settings.language);
  const receipt = receiptSchema.parse(detail);
  const said = ((): string => {
    switch (receipt.says) {
      case "decided":
        return words.decided(receipt.decision === "approve", receipt.status);
      case "over":
        return words.over;
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

/** A name from the ERP must not become something to tap on. */
const withoutLinks = (text: string): string => text.replaceAll(/https?:\/\/|www\./gi, "");

const cut = (text: string, room: number): string => (text.length > room ? `${text.slice(0, Math.max(0, room - 1)).toWellFormed()}…` : text);
