import { Contacts, latest } from "./contacts.ts";
import { standingAgainst, standingSentence } from "./commitments.ts";
import { DAY_MS, HOUR_MS, isReminder, MINUTE_MS, type NewestContacts, type OutreachFacts } from "./facts.ts";
import type { OutreachSettings } from "./settings.ts";
import { normaliseAddress } from "./suppressions.ts";
import type { OutreachChannel } from "#src/protocol/index.ts";
import type { Reservation, ReservationRefusal, ReserveOutreachInput } from "./types.ts";

/**
 * Decides contacts of one channel one after the other over facts read once; what it grants counts for those
 * that come after. Pure: the caller holds the lock and writes what was granted.
 */
export class OutreachDecider {
  readonly #channel: OutreachChannel;
  readonly #settings: OutreachSettings;
  readonly #now: Date;
  readonly #facts: OutreachFacts;
  readonly #ofScopes = new Contacts();
  readonly #ofPeople = new Contacts();
  readonly #granted = new Set<string>();

  constructor(channel: OutreachChannel, settings: OutreachSettings, now: Date, facts: OutreachFacts) {
    this.#channel = channel;
    this.#settings = settings;
    this.#now = now;
    this.#facts = facts;
    for (const contact of facts.ofScopes) this.#ofScopes.add(contact);
    for (const contact of facts.ofPeople) this.#ofPeople.add(contact);
  }

  /** `again`: the action holds its reservation already, and nothing is to be written. */
  decide(input: ReserveOutreachInput): { readonly reservation: Reservation; readonly again: boolean } {
    const held = this.#facts.ofActions.get(input.actionId);
    if (held?.state === "reserved" || this.#granted.has(input.actionId)) return { reservation: { ok: true }, again: true };
    const addresses = input.addresses.map((address) => normaliseAddress(this.#channel, address));
    const refusal =
      (held === undefined ? undefined : block("duplicate", "This very action has contacted the customer already, or may have.")) ??
      this.#suppression(addresses) ??
      this.#standing(input) ??
      this.#duplicate(input) ??
      this.#partnerWindow(input, addresses) ??
      this.#partnerLimit(input) ??
      this.#rateLimit();
    if (refusal !== undefined) return { reservation: refusal, again: false };
    this.#granted.add(input.actionId);
    const granted = { ...input, addresses, reservedAt: this.#now };
    this.#ofScopes.add(granted);
    this.#ofPeople.add(granted);
    return { reservation: { ok: true }, again: false };
  }

  #suppression(addresses: readonly string[]): ReservationRefusal | undefined {
    const suppressed = addresses.filter((address) => this.#facts.suppressed.has(address));
    if (suppressed.length === 0) return undefined;
    return block("suppressed", `${suppressed.join(", ")} may not be contacted: the address opted out, bounced or complained.`);
  }

  /**
   * Recorded in our own database, so looked at here and not with what is read from Odoo: whoever records it holds the lock that
   * this decision holds, so that no reminder is reserved after it.
   */
  #standing(input: ReserveOutreachInput): ReservationRefusal | undefined {
    if (!isReminder(input)) return undefined;
    const { partnerId, companyId, currency, invoiceIds = [] } = input;
    const found = standingAgainst(this.#facts.standing, { partnerId, companyId, currency, invoiceIds });
    return found === undefined ? undefined : block("standing", standingSentence(found));
  }

  #duplicate(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const closedUntil = this.#facts.nextAllowedOf.get(input.scopeKey);
    const last = this.#ofScopes.lastOfScope(input.scopeKey);
    const windowEnds = last === undefined ? undefined : after(last, input.windowMinutes * MINUTE_MS);
    const until = latest(closedUntil, windowEnds);
    if (until === undefined || until <= this.#now) return undefined;
    return {
      ...block("duplicate", `The customer was contacted about this already, or is being, and may be again from ${until.toISOString()}.`),
      until,
    };
  }

  #partnerWindow(input: ReserveOutreachInput, addresses: readonly string[]): ReservationRefusal | undefined {
    const last = this.#ofPeople.lastOfPeople(input.partnerId, addresses);
    if (last === undefined) return undefined;
    const until = after(last, this.#settings.partnerWindowMinutes[this.#channel] * MINUTE_MS);
    if (until <= this.#now) return undefined;
    return defer("partner_window", "The customer was contacted a short while ago.", until);
  }

  #partnerLimit(input: ReserveOutreachInput): ReservationRefusal | undefined {
    const cap = this.#settings.limits[this.#channel].perPartnerAndDay;
    const until = this.#openAgain(this.#ofPeople.ofPartner(input.partnerId)[cap - 1], DAY_MS);
    return until === undefined
      ? undefined
      : defer("partner_limit", `The customer was contacted ${cap} times within a day, which is the limit.`, until);
  }

  #rateLimit(): ReservationRefusal | undefined {
    const { newest } = this.#facts;
    const until = latest(this.#openAgain(this.#atCap(newest.ofHour), HOUR_MS), this.#openAgain(this.#atCap(newest.ofDay), DAY_MS));
    return until === undefined
      ? undefined
      : defer("rate_limited", "The organisation's limit of contacts per hour or day is reached.", until);
  }

  /** The contact that fills the cap, counted back from now over what was granted here and what stands in the ledger. */
  #atCap({ cap, skipped, moments }: NewestContacts): Date | undefined {
    const behindGranted = cap - 1 - this.#granted.size;
    return behindGranted < 0 ? this.#now : moments[behindGranted - skipped];
  }

  /** When the window of a contact that fills a cap ends; `undefined` when it has. */
  #openAgain(filling: Date | undefined, windowMs: number): Date | undefined {
    if (filling === undefined) return undefined;
    const until = after(filling, windowMs);
    return until > this.#now ? until : undefined;
  }
}

function block(reason: "duplicate" | "suppressed" | "standing", sentence: string): ReservationRefusal & { readonly verdict: "block" } {
  return { ok: false, verdict: "block", reason, sentence };
}

function defer(reason: "partner_window" | "partner_limit" | "rate_limited", what: string, until: Date): ReservationRefusal {
  return { ok: false, verdict: "defer", reason, sentence: `${what} The next one is allowed from ${until.toISOString()}.`, until };
}

function after(moment: Date, milliseconds: number): Date {
  return new Date(moment.getTime() + milliseconds);
}
