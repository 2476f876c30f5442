import type { Context } from "#src/db/index.ts";
import type { ActionStatus } from "#src/protocol/index.ts";

/** What became of a message, as far as the other side let us know. */
export type SendOutcome =
  | { readonly kind: "done"; readonly ref: string }
  /** Certainly not sent; may be tried again. */
  | { readonly kind: "retry"; readonly reason: string; readonly retryAfterMs?: number }
  /** Certainly not sent, and trying again would not help. */
  | { readonly kind: "final"; readonly reason: string }
  /** It may have been sent, so it is not sent again. */
  | { readonly kind: "unknown"; readonly reason: string };

/** A mail to one person, complete but for the sender. */
export interface NotificationMail {
  /** Of the delivery; a transport that keeps messages by id keeps this one once. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly language: string;
  readonly date: Date;
}

/** An SMS to one member. */
export interface NotificationSms {
  readonly id: string;
  /** E.164. */
  readonly to: string;
  readonly body: string;
  readonly date: Date;
}

/** The ways for notifications to leave: the worker's own, apart from those of the actions. */
export interface NotifierPorts {
  readonly mail: (mail: NotificationMail) => Promise<SendOutcome>;
  /** Absent where no SMS can be sent. */
  readonly sms?: (sms: NotificationSms) => Promise<SendOutcome>;
  /** Where people reach the page, from the configuration alone; without it messages carry no link. */
  readonly publicUrl: string | undefined;
  /** The link of an invitation at that address; absent where the secret that makes it is not at hand. */
  readonly invitationUrl?: (origin: string, invitationId: string) => string;
}

interface Decided {
  readonly status: ActionStatus;
}

/** What deciding means: the verbs of the actions, handed in, in the transaction that uses the token up. */
export interface DecisionVerbs {
  readonly approve: (args: {
    readonly ctx: Context;
    readonly input: { readonly actionId: string; readonly fingerprint: string; readonly channel: "email" | "sms" };
  }) => Promise<Decided>;
  readonly reject: (args: {
    readonly ctx: Context;
    readonly input: {
      readonly actionId: string;
      readonly fingerprint: string;
      readonly channel: "email" | "sms";
      readonly reason: string;
    };
  }) => Promise<Decided>;
}
