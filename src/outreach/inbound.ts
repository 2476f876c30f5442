import { createHash } from "node:crypto";
import { appendAuditEvent } from "#src/audit/index.ts";
import { insertInboundEvent } from "#src/db/access/inboundEvents.ts";
import type { TxContext } from "#src/db/index.ts";
import type { InboundSource, JsonObject } from "#src/db/schema/index.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import { type HoldCause, holdCustomer, optOut, optOutSentence } from "./holds.ts";
import { outreachSettingsIfReadable } from "./readSettings.ts";
import { STOP_LANGUAGES, isStopMessage, type StopLanguage } from "./stopWords.ts";
import { normaliseAddress, type Suppression } from "./suppressions.ts";

/** What follows from something that a provider reported or a customer did. */
type Consequence =
  /** The address is not written to again, and the customer's actions are held. */
  | { readonly does: "suppress"; readonly reason: Suppression["reason"] }
  /** The customer's actions are held until a person has looked. */
  | { readonly does: "hold"; readonly cause: HoldCause; readonly sentence: string }
  /** It is only worth knowing. */
  | { readonly does: "nothing" };

/** Something that reached us from outside, about one address on one channel. */
export interface InboundReport {
  readonly source: InboundSource;
  /** What tells this event from every other one of its source, the provider's random id among it. */
  readonly identity: readonly string[];
  /** The provider's own word for it. */
  readonly kind: string;
  readonly channel: OutreachChannel;
  readonly address: string;
  readonly consequence: Consequence;
  /** The action whose message it is about, where that is known. */
  readonly actionId?: string | undefined;
  /** A message that certainly left, so that an action in doubt can be settled. */
  readonly leftRef?: string | undefined;
  /** For the audit's facts: ids and codes, never an address or a person's words. */
  readonly facts: JsonObject;
  /** What the provider or the person said, kept under the address so that it can be erased. */
  readonly said?: string | undefined;
}

export interface InboundOutcome {
  /** False where this very event was reported before, and nothing was done. */
  readonly fresh: boolean;
  /** Whether the address is newly on the list. */
  readonly suppressed: boolean;
  /** How many actions are held anew. */
  readonly held: number;
}

const NOTHING: InboundOutcome = { fresh: false, suppressed: false, held: 0 };
const MOST_SAID = 1_600;

/**
 * Takes a report once, however often and in whatever order it is delivered, in the caller's transaction: what follows from it and
 * its trace stand together or not at all.
 */
export async function takeInbound(ctx: TxContext, report: InboundReport): Promise<InboundOutcome> {
  const { source, kind, channel, consequence, actionId, leftRef } = report;
  const event = { source, eventKey: keyOf(report), kind, actionId: actionId ?? null, leftRef: leftRef ?? null };
  const address = normaliseAddress(channel, report.address);
  if (!(await insertInboundEvent(ctx, event))) {
    // Gateways use ids again, and who was taken off the list may stop again in the same words. What is asked for is the very
    // same each time, and would put a number back that a person took off.
    if (source === "smtp2go_sms" || consequence.does !== "suppress" || consequence.reason !== "stop") return NOTHING;
    return { fresh: false, ...(await follow(ctx, channel, address, consequence, `${source} ${kind}`)) };
  }
  const { suppressed, held } = await follow(ctx, channel, address, consequence, `${source} ${kind}`);
  await appendAuditEvent(ctx, {
    kind: "inbound.received",
    facts: { source, event: kind, channel, action_id: actionId ?? null, suppressed, held, ...report.facts },
    personal: { subject: `${channel}:${address}`, text: [address, report.said?.slice(0, MOST_SAID)].filter(Boolean).join(": ") },
  });
  return { fresh: true, suppressed, held };
}

/** Keeps, once, what was reported of an action's message and what nothing follows from: that it was delivered. */
export async function noteInbound(
  ctx: TxContext,
  { source, identity, kind, actionId }: Pick<InboundReport, "source" | "identity" | "kind" | "actionId">,
): Promise<void> {
  await insertInboundEvent(ctx, { source, eventKey: keyOf({ source, identity, kind }), kind, actionId: actionId ?? null, leftRef: null });
}

async function follow(ctx: TxContext, channel: OutreachChannel, address: string, consequence: Consequence, source: string) {
  if (consequence.does === "nothing") return { suppressed: false, held: 0 };
  if (consequence.does === "hold") {
    const { cause, sentence } = consequence;
    return { suppressed: false, held: await holdCustomer(ctx, { channel, address, cause, sentence }) };
  }
  const { reason } = consequence;
  const { added, held } = await optOut(ctx, { channel, address, reason, source, sentence: optOutSentence(reason, address) });
  return { suppressed: added, held };
}

function keyOf({ source, kind, identity }: Pick<InboundReport, "source" | "identity" | "kind">): string {
  return createHash("sha256")
    .update(JSON.stringify([source, kind, ...identity]))
    .digest("hex");
}

/** An SMS that somebody sent to the organisation. */
export interface ReceivedSms {
  /** The provider's id of the message. */
  readonly id: string;
  /** E.164. */
  readonly from: string;
  readonly text: string;
  /** Whether the provider itself took it for a stop. */
  readonly isStop?: boolean;
}

/** Reads an SMS: a stop suppresses the number at once; anything else is a reply, which a person reads before more is sent. */
export async function takeReceivedSms(ctx: TxContext, source: InboundSource, sms: ReceivedSms): Promise<InboundOutcome> {
  const isStop = sms.isStop === true || isStopMessage(sms.text, await stopLanguages(ctx));
  const quoted = sms.text.replaceAll(/[\p{Cc}\s]+/gu, " ").trim();
  const excerpt = quoted.length > MOST_QUOTED ? `${Array.from(quoted).slice(0, MOST_QUOTED).join("")}…` : quoted;
  return takeInbound(ctx, {
    source,
    // gateways count anew from time to time: the same id is another message when another number sends it, or other words
    identity: [sms.id, normaliseAddress("sms", sms.from), createHash("sha256").update(sms.text).digest("hex")],
    kind: isStop ? "stop" : "reply",
    channel: "sms",
    address: sms.from,
    consequence: isStop
      ? { does: "suppress", reason: "stop" }
      : { does: "hold", cause: "reply", sentence: `The customer answered by SMS: “${excerpt}”` },
    facts: { message_id: sms.id.slice(0, 100) },
    said: sms.text,
  });
}

const MOST_QUOTED = 160;

/** Settings that cannot be read must not keep anybody from stopping. */
async function stopLanguages(ctx: TxContext): Promise<readonly StopLanguage[]> {
  return (await outreachSettingsIfReadable(ctx))?.stopLanguages ?? STOP_LANGUAGES;
}
