import { describe, expect, it } from "vitest";
import { OutreachDecider } from "#src/outreach/decide.ts";
import type { OutreachFacts } from "#src/outreach/facts.ts";
import { outreachSettingsSchema, type ReserveOutreachInput } from "#src/outreach/index.ts";
import type { Commitment } from "#src/signals/index.ts";

const NOW = new Date("2026-03-02T09:00:00Z");
const MINUTE_MS = 60_000;
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * MINUTE_MS);
const ahead = (minutes: number): Date => ago(-minutes);

const NOTHING: OutreachFacts = {
  ofActions: new Map(),
  nextAllowedOf: new Map(),
  ofScopes: [],
  ofPeople: [],
  newest: { ofHour: { cap: 20, skipped: 0, moments: [] }, ofDay: { cap: 100, skipped: 0, moments: [] } },
  suppressed: new Set(),
  standing: [],
};

const CONTACT: ReserveOutreachInput = {
  actionId: "one",
  partnerId: 42,
  channel: "email",
  addresses: [" Accounts@Customer.example"],
  contextType: "invoice",
  scopeKey: "email:partner:42:invoice",
  windowMinutes: 240,
};
/** Somebody else, about something else. */
const other = (over: Partial<ReserveOutreachInput> = {}): ReserveOutreachInput => ({
  ...CONTACT,
  actionId: "two",
  partnerId: 43,
  addresses: ["accounts@other.example"],
  scopeKey: "email:partner:43:invoice",
  ...over,
});
const past = (reservedAt: Date, over: Partial<OutreachFacts["ofScopes"][number]> = {}) => ({
  scopeKey: "email:partner:42:deal",
  partnerId: 42,
  addresses: [] as string[],
  reservedAt,
  ...over,
});

function decider(facts: Partial<OutreachFacts> = {}, settings: object = {}): OutreachDecider {
  return new OutreachDecider("email", outreachSettingsSchema.parse(settings), NOW, { ...NOTHING, ...facts });
}
const decide = (facts: Partial<OutreachFacts>, input = CONTACT, settings: object = {}) =>
  decider(facts, settings).decide(input).reservation;

describe("a contact that nothing stands against", () => {
  it("is granted once, and told again to the action that holds it", () => {
    const deciding = decider();
    expect(deciding.decide(CONTACT)).toEqual({ reservation: { ok: true }, again: false });
    expect(deciding.decide(CONTACT)).toEqual({ reservation: { ok: true }, again: true });
  });

  it("counts for what is decided after it: its scope, its customer and its address", () => {
    const deciding = decider();
    deciding.decide(CONTACT);
    expect(deciding.decide(other({ scopeKey: CONTACT.scopeKey })).reservation).toMatchObject({ reason: "duplicate", until: ahead(240) });
    expect(deciding.decide(other({ partnerId: 42 })).reservation).toMatchObject({ reason: "partner_window", until: ahead(240) });
    const shared = other({ addresses: ["somebody@other.example", "ACCOUNTS@customer.example "] });
    expect(deciding.decide(shared)).toMatchObject({ reservation: { reason: "partner_window", until: ahead(240) }, again: false });
    expect(deciding.decide(other())).toEqual({ reservation: { ok: true }, again: false });
  });
});

describe("what an action did before", () => {
  const held = (state: "reserved" | "sent" | "unknown") =>
    decider({ ofActions: new Map([["one", { ...past(ago(60)), state } as never]]) }).decide(CONTACT);

  it("is its own reservation where it only holds one", () => {
    expect(held("reserved")).toEqual({ reservation: { ok: true }, again: true });
  });

  it.each(["sent", "unknown"] as const)("stops it where that was %s", (state) => {
    expect(held(state)).toEqual({
      reservation: {
        ok: false,
        verdict: "block",
        reason: "duplicate",
        sentence: "This very action has contacted the customer already, or may have.",
      },
      again: false,
    });
  });
});

describe("what stands against a contact", () => {
  it("is every suppressed address, named as it is on the list", () => {
    const suppressed = new Set(["accounts@customer.example", "cc@customer.example", "nobody@customer.example"]);
    const input = { ...CONTACT, addresses: [...CONTACT.addresses, "boss@customer.example", "CC@customer.example"] };
    expect(decide({ suppressed }, input)).toEqual({
      ok: false,
      verdict: "block",
      reason: "suppressed",
      sentence: "accounts@customer.example, cc@customer.example may not be contacted: the address opted out, bounced or complained.",
    });
  });

  const dispute: Commitment = {
    id: "dispute",
    kind: "dispute",
    partnerId: 42,
    companyId: null,
    currency: null,
    amount: null,
    invoiceIds: [],
    until: null,
    note: null,
    recordedAt: "2026-02-27T10:00:00.000Z",
  };

  it("is what the customer disputes, where it is a reminder", () => {
    const reminder = { ...CONTACT, actionType: "send_invoice_reminder" as const, invoiceIds: [17] };
    expect(decide({ standing: [dispute] }, reminder)).toMatchObject({
      ok: false,
      verdict: "block",
      reason: "standing",
      sentence: expect.stringContaining("2026-02-27"),
    });
    expect(decide({ standing: [] }, reminder)).toEqual({ ok: true });
    expect(decide({ standing: [{ ...dispute, partnerId: 7 }] }, reminder)).toEqual({ ok: true });
    expect(decide({ standing: [dispute] }, { ...reminder, actionType: "follow_up_on_stale_deal" })).toEqual({ ok: true });
    // a dispute of one invoice leaves the others alone, and a reminder that names none is about none of them
    const ofOne = { ...dispute, invoiceIds: [18] };
    expect(decide({ standing: [ofOne] }, reminder)).toEqual({ ok: true });
    expect(decide({ standing: [ofOne] }, { ...reminder, invoiceIds: [17, 18] })).toMatchObject({ reason: "standing" });
  });

  it("is its scope until that opens, said with the moment, and no longer", () => {
    const closed = (until: Date) => decide({ nextAllowedOf: new Map([[CONTACT.scopeKey, until]]) });
    expect(closed(ahead(1))).toEqual({
      ok: false,
      verdict: "block",
      reason: "duplicate",
      sentence: "The customer was contacted about this already, or is being, and may be again from 2026-03-02T09:01:00.000Z.",
      until: ahead(1),
    });
    expect(closed(NOW)).toEqual({ ok: true });
    expect(decide({ ofScopes: [past(ago(240), { scopeKey: CONTACT.scopeKey })] })).toEqual({ ok: true });
    const lately = [past(ago(300), { scopeKey: CONTACT.scopeKey }), past(ago(239), { scopeKey: CONTACT.scopeKey })];
    expect(decide({ ofScopes: lately })).toMatchObject({ reason: "duplicate", until: ahead(1) });
    // whichever ends later
    const both = { ofScopes: lately, nextAllowedOf: new Map([[CONTACT.scopeKey, ahead(30)]]) };
    expect(decide(both)).toMatchObject({ until: ahead(30) });
  });

  it("is that the customer was contacted about something else, for as long as it is left alone", () => {
    expect(decide({ ofPeople: [past(ago(239))] })).toEqual({
      ok: false,
      verdict: "defer",
      reason: "partner_window",
      sentence: "The customer was contacted a short while ago. The next one is allowed from 2026-03-02T09:01:00.000Z.",
      until: ahead(1),
    });
    expect(decide({ ofPeople: [past(ago(240))] })).toEqual({ ok: true });
    expect(decide({ ofPeople: [past(ago(20))] }, CONTACT, { partnerWindowMinutes: { email: 20 } })).toEqual({ ok: true });
  });

  it("is the customer's limit of a day, from the contact that fills it", () => {
    const settings = { partnerWindowMinutes: { email: 0 }, limits: { email: { perHour: 9, perDay: 9, perPartnerAndDay: 2 } } };
    const ofPeople = [past(ago(600)), past(ago(60)), past(ago(1200))];
    expect(decide({ ofPeople }, CONTACT, settings)).toEqual({
      ok: false,
      verdict: "defer",
      reason: "partner_limit",
      sentence:
        "The customer was contacted 2 times within a day, which is the limit. The next one is allowed from 2026-03-02T23:00:00.000Z.",
      until: ahead(24 * 60 - 600),
    });
    expect(decide({ ofPeople: [past(ago(60))] }, CONTACT, settings)).toEqual({ ok: true });
    expect(decide({ ofPeople: [past(ago(60)), past(ago(24 * 60))] }, CONTACT, settings)).toEqual({ ok: true });
  });

  it("is the organisation's limit of an hour or of a day, whichever opens later", () => {
    const newest = (hour: readonly Date[], day: readonly Date[]) => ({
      newest: { ofHour: { cap: 2, skipped: 1, moments: hour }, ofDay: { cap: 3, skipped: 2, moments: day } },
    });
    expect(decide(newest([ago(20)], []))).toEqual({
      ok: false,
      verdict: "defer",
      reason: "rate_limited",
      sentence: "The organisation's limit of contacts per hour or day is reached. The next one is allowed from 2026-03-02T09:40:00.000Z.",
      until: ahead(40),
    });
    expect(decide(newest([ago(20)], [ago(600)]))).toMatchObject({ until: ahead(24 * 60 - 600) });
    expect(decide(newest([ago(60)], [ago(24 * 60)]))).toEqual({ ok: true });
    expect(decide(newest([], []))).toEqual({ ok: true });
  });

  it("is the organisation's limit of an hour that the contacts granted together fill themselves", () => {
    const newest = { ofHour: { cap: 2, skipped: 0, moments: [ago(30)] }, ofDay: { cap: 9, skipped: 0, moments: [ago(30)] } };
    const deciding = decider({ newest });
    expect(deciding.decide(CONTACT).reservation).toEqual({ ok: true });
    expect(deciding.decide(other()).reservation).toMatchObject({ reason: "rate_limited", until: ahead(30) });
    const alone = decider({ newest: { ...newest, ofHour: { cap: 1, skipped: 0, moments: [] } } });
    alone.decide(CONTACT);
    expect(alone.decide(other()).reservation).toMatchObject({ reason: "rate_limited", until: ahead(60) });
  });
});
