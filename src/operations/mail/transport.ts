import type { LookUp, Outcome } from "../outcome.ts";

/** One mail, complete but for the sender, which the transport is configured with. Texts are sent as they are. */
export interface MailMessage {
  readonly actionId: string;
  /** With angle brackets: `<action_id@ai-coo>`. */
  readonly messageId: string;
  /** Plain addresses, without names. */
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** BCP 47, for Content-Language. */
  readonly language?: string;
  /** The moment of sending, UTC: the mail's Date. */
  readonly date: Date;
  /** How the recipient unsubscribes; dressing of the transport, no part of what is approved. Absent where the organisation wants none. */
  readonly listUnsubscribe?: ListUnsubscribe;
}

/** Links with which a recipient unsubscribes. */
export interface ListUnsubscribe {
  /** An https address that is the recipient's own: whoever posts to it unsubscribes exactly this one. */
  readonly urlFor: (address: string) => string;
  /** Where a mail that unsubscribes goes. */
  readonly mailto: string;
}

export interface MailLookUp {
  readonly actionId: string;
  /** One of the To addresses. */
  readonly recipient: string;
  /** Not sent before this moment, UTC. */
  readonly since: Date;
}

/**
 * A way for mail to leave. `send` never throws for what the other side does: every answer, refusal and
 * silence is an {@link Outcome}. `lookUp` throws an AiCooError when the question itself could not be asked.
 */
export interface MailTransport {
  readonly name: "smtp" | "smtp2go" | "outbox";
  /** Whether sending the same action's mail again can never make a second mail. No real mail system can say so. */
  readonly repeatable: boolean;
  send(message: MailMessage): Promise<Outcome>;
  lookUp(query: MailLookUp): Promise<LookUp>;
}

/** The header that every mail of the product carries; its value is the action id. */
export const ACTION_HEADER = "X-Aicoo-Action";
