import { CAPS } from "#src/protocol/index.ts";
import type { LookUp, Outcome } from "../outcome.ts";

/** One SMS, complete but for the sender, which the transport is configured with. The text is sent as it is. */
export interface SmsMessage {
  readonly actionId: string;
  /** E.164: `+33612345678`. */
  readonly to: string;
  readonly body: string;
  /** The moment of sending, UTC. */
  readonly date: Date;
}

export interface SmsLookUp {
  readonly actionId: string;
  readonly to: string;
  /** The text that was handed over: some providers can be asked by nothing else. */
  readonly body: string;
  /** Not sent before this moment, UTC. */
  readonly since: Date;
}

/**
 * A way for SMS to leave. `send` never throws for what the other side does: every answer, refusal and
 * silence is an {@link Outcome}. `lookUp` throws an AiCooError when the question itself could not be asked.
 */
export interface SmsTransport {
  readonly name: "gateway" | "smtp2go" | "twilio" | "outbox";
  /** Whether sending the same action's SMS again can never make a second one. No real provider can say so. */
  readonly repeatable: boolean;
  send(message: SmsMessage): Promise<Outcome>;
  lookUp(query: SmsLookUp): Promise<LookUp>;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const E164 = /^\+[1-9]\d{6,14}$/;
// eslint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f]/;

/**
 * Why this SMS must not leave in any form, or `undefined`. The protocol refuses such values long before;
 * this is the last door.
 */
export function smsRefusalOf({ actionId, to, body }: SmsMessage): string | undefined {
  if (!UUID.test(actionId)) return "The SMS carries no valid action id.";
  if (!E164.test(to)) return "The recipient is not a phone number in international form.";
  if (body.trim() === "") return "The SMS has no text.";
  if (body.length > CAPS.smsLength) return `The SMS is longer than ${CAPS.smsLength} characters.`;
  if (CONTROL.test(body)) return "The text holds a control character.";
  return undefined;
}
