import type { OutreachLedgerRow } from "#src/db/access/outreachLedger.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, type OutreachFacts } from "./facts.ts";
import type { OutreachSettings } from "./settings.ts";
import { normaliseAddress } from "./suppressions.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import type { Reservation, ReservationRefusal, ReserveOutreachInput } from "./types.ts";

/** What counts of a contact when the next one is decided. */
type Contact = Pick<OutreachLedgerRow, "actionId" | "scopeKey" | "partnerId" | "addresses" | "reservedAt">;

/**
 * Decides contacts of one channel one after the other over facts read once; what it grants counts for those
 * that come after. Pure: the caller holds the lock and writes what was granted.
 */
export class OutreachDecider {
  readonly #channel: OutreachChannel;
  readonly #settings: OutreachSettings;
  readonly #now: Date;
  readonly #facts: OutreachFacts;
  readonly #granted: Contact[] = [];

  constructor(channel: OutreachChannel, settings: OutreachSettings, now: Date, facts: OutreachFacts) {
    this.#channel = channel;
    this.#settings = settings;
    this.#now = now;
    this.#facts = facts;
  }

  /** `again`: the action holds its reservation already, and nothing is to be written. */
  decide(input: ReserveOutreachInput): { readonly reservation: Reservation; readonly again: boolean } {
    const held = this.#facts.ofActions.get(input.actionId);
    if (held?.state === "reserved" || this.#granted.some(({ actionId }) => actionId === input.actionId))
      return { reservation: { ok: true }, again: true };
    const refusal =
      (held === undefined ? undefined : block("duplicate", "This very action has contacted the customer already, or may have.")) ??
      this.#suppression(input) ??
      this.#duplicate(input) ??
      this.#partnerWindow(input) ??
      this.#partnerLimit(input) ??
      this.#rateLimit();
    if (refusal !== undefined) return { reservation: refusal, again: false };
    this.#granted.unshift({ ...input, addresses: this.#normalised(input), reservedAt: this.#now });
    return { reservation: { ok: true }, again: false };
  }

  #suppression(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const suppressed = this.#normalised(input).filter((address) => this.#facts.suppressed.has(address));
    if (suppressed.length === 0) return undefined;
    return block("suppressed", `${suppressed.join(", ")} may not be contacted: the address opted out, bounced or complained.`);
  }

  #duplicate(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const closedUntil = this.#facts.nextAllowedOf.get(input.scopeKey);
    const last = [...this.#granted, ...this.#facts.ofScopes].find((contact) => contact.scopeKey === input.scopeKey);
    const windowEnds = last === undefined ? undefined : after(last.reservedAt, input.windowMinutes * MINUTE_MS);
    const until = latest(closedUntil, windowEnds);
    if (until === undefined || until <= this.#now) return undefined;
    return {
      ...block("duplicate", `The customer was contacted about this already, or is being, and may be again from ${until.toISOString()}.`),
      until,
    };
  }

  #partnerWindow(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const addresses = this.#normalised(input);
    const last = [...this.#granted, ...this.#facts.ofPeople].find(
      (contact) => contact.partnerId === input.partnerId || contact.addresses.some((address) => addresses.includes(address)),
    );
    if (last === undefined) return undefined;
    const until = after(last.reservedAt, this.#settings.partnerWindowMinutes[this.#channel] * MINUTE_MS);
    if (until <= this.#now) return undefined;
    return defer("partner_window", "The customer was contacted a short while ago.", until);
  }

  #partnerLimit(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const moments = [...this.#granted, ...this.#facts.ofPeople]
      .filter(({ partnerId }) => partnerId === input.partnerId)
      .map(({ reservedAt }) => reservedAt);
    const cap = this.#settings.limits[this.#channel].perPartnerAndDay;
    const until = this.#openAgain(moments, cap, DAY_MS);
    return until === undefined
      ? undefined
      : defer("partner_limit", `The customer was contacted ${cap} times within a day, which is the limit.`, until);
  }

  #rateLimit(): ReservationRefusal | undefined {
    const moments = [...this.#granted.map(({ reservedAt }) => reservedAt), ...this.#facts.moments];
    const caps = this.#settings.limits[this.#channel];
    const until = latest(this.#openAgain(moments, caps.perHour, HOUR_MS), this.#openAgain(moments, caps.perDay, DAY_MS));
    return until === undefined
      ? undefined
      : defer("rate_limited", "The organisation's limit of contacts per hour or day is reached.", until);
  }

  /** When fewer than `cap` of the moments (newest first) lie in the window again; `undefined` when they do now. */
  #openAgain(moments: readonly Date[], cap: number, windowMs: number): Date | undefined {
    const last = moments[cap - 1];
    if (last === undefined) return undefined;
    const until = after(last, windowMs);
    return until > this.#now ? until : undefined;
  }

  #normalised(input: ReserveOutreachInput): string[] {
    return input.addresses.map((address) => normaliseAddress(this.#channel, address));
  }
}

function block(reason: "duplicate" | "suppressed", sentence: string): ReservationRefusal & { readonly verdict: "block" } {
  return { ok: false, verdict: "block", reason, sentence };
}

function defer(reason: "partner_window" | "partner_limit" | "rate_limited", what: string, until: Date): ReservationRefusal {
  return { ok: false, verdict: "defer", reason, sentence: `${what} The next one is allowed from ${until.toISOString()}.`, until };
}

function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}

function latest(...moments: readonly (Date | undefined)[]): Date | undefined {
  return moments.filter((moment) => moment !== undefined).toSorted((a, b) => b.getTime() - a.getTime())[0];
}
