import { describe, expect, test } from "vitest";
import { askedDebtOf, asksForMoney, standingAgainst } from "#src/outreach/commitments.ts";
import { Contacts, latest } from "#src/outreach/contacts.ts";
import { mayContactAt, nextContactMoment, type ContactHours } from "#src/outreach/quietHours.ts";
import { DEFAULT_OUTREACH_SETTINGS, outreachSettingsSchema } from "#src/outreach/settings.ts";
import { isOptOut, normaliseAddress } from "#src/outreach/suppressions.ts";
import { createUnsubscribeLinks } from "#src/outreach/unsubscribeLinks.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { Commitment } from "#src/signals/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

const at = (time: string): Date => new Date(`2026-03-02T${time}:00Z`);

describe("contacts", () => {
  test("are found by scope, by address and by customer, the newest counting whatever their order", () => {
    const contacts = new Contacts();
    const one = { scopeKey: "a", partnerId: 1, addresses: ["x@a.example", "y@a.example"] };
    for (const time of ["08:00", "09:00", "07:00"]) contacts.add({ ...one, reservedAt: at(time) });
    contacts.add({ scopeKey: "b", partnerId: 2, addresses: ["y@a.example"], reservedAt: at("08:30") });
    expect([contacts.lastOfScope("a"), contacts.lastOfScope("b"), contacts.lastOfScope("c")]).toEqual([
      at("09:00"),
      at("08:30"),
      undefined,
    ]);
    expect(contacts.lastOfPeople(2, [])).toEqual(at("08:30"));
    expect(contacts.lastOfPeople(2, ["x@a.example"])).toEqual(at("09:00"));
    expect(contacts.lastOfPeople(3, ["y@a.example", "z@a.example"])).toEqual(at("09:00"));
    expect(contacts.lastOfPeople(3, ["z@a.example"])).toBeUndefined();
    expect(contacts.ofPartner(1)).toEqual([at("09:00"), at("08:00"), at("07:00")]);
    expect(contacts.ofPartner(3)).toEqual([]);
  });

  test("have a last moment where there is any", () => {
    expect(latest(undefined, at("08:00"), at("09:00"), undefined, at("07:00"))).toEqual(at("09:00"));
    expect(latest(undefined)).toBeUndefined();
    expect(latest()).toBeUndefined();
  });
});

describe("hours of contact", () => {
  const hours: ContactHours = { timezone: "UTC", start: "09:00", end: "17:00", days: [1, 2, 3, 4, 5] };
  const settings = outreachSettingsSchema.parse({ country: "FR" });

  test("are looked at anew each minute, for each place and each calendar", () => {
    expect(mayContactAt(at("08:59"), hours, settings, [])).toBe(false);
    expect(mayContactAt(at("09:00"), hours, settings, [])).toBe(true);
    expect(mayContactAt(at("09:00"), { ...hours, start: "09:01" }, settings, [])).toBe(false);
    expect(mayContactAt(at("09:00"), { ...hours, end: "09:00", start: "08:00" }, settings, [])).toBe(false);
    expect(mayContactAt(at("09:00"), { ...hours, timezone: "America/New_York" }, settings, [])).toBe(false);
    expect(mayContactAt(at("09:00"), { ...hours, days: [2] }, settings, [])).toBe(false);
    expect(mayContactAt(at("09:00"), hours, settings, [])).toBe(true);
  });

  test("leave out the holidays of each country asked about, and the organisation's own where none is known", () => {
    const moment = new Date("2026-07-14T09:00:00Z");
    expect(mayContactAt(moment, hours, settings, [])).toBe(false);
    expect(mayContactAt(moment, hours, settings, ["FR"])).toBe(false);
    expect(mayContactAt(moment, hours, settings, ["DE"])).toBe(true);
    expect(mayContactAt(moment, hours, settings, ["DE", "FR"])).toBe(false);
    expect(mayContactAt(moment, hours, outreachSettingsSchema.parse({}), [])).toBe(true);
  });

  test("begin again at a moment, or never", () => {
    expect(nextContactMoment(at("17:00"), hours, settings, [])).toEqual(new Date("2026-03-03T09:00:00Z"));
    expect(nextContactMoment(at("10:30"), hours, settings, [])).toEqual(at("10:30"));
    expect(nextContactMoment(at("10:30"), { ...hours, days: [] }, settings, [])).toBeNull();
  });
});

describe("the settings", () => {
  test("have these defaults", () => {
    expect(DEFAULT_OUTREACH_SETTINGS).toMatchObject({
      timezone: "UTC",
      businessHours: { start: "09:00", end: "17:00", days: [1, 2, 3, 4, 5] },
      publicHolidays: true,
      holidays: [],
      workingDays: [],
      partnerWindowMinutes: { email: 240, sms: 360 },
      listUnsubscribe: { enabled: false, transactional: false },
    });
    expect(DEFAULT_OUTREACH_SETTINGS).not.toHaveProperty("country");
  });

  test.each([
    { businessHours: { start: "24:00" } },
    { businessHours: { start: "9:00" } },
    { businessHours: { start: "09:60" } },
    { businessHours: { start: "x09:00" } },
    { businessHours: { end: "17:00x" } },
    { businessHours: { days: [] } },
    { businessHours: { days: [0] } },
    { businessHours: { days: [8] } },
    { country: "fr" },
    { country: "FRA" },
    { country: "xFR" },
    { region: "" },
    { region: "123456789" },
    { region: "B_Y" },
    { holidays: [{ date: "2026-02-30" }] },
    { holidays: [{ date: "2026-02-03", name: "x".repeat(101) }] },
    { partnerWindowMinutes: { email: -1 } },
    { limits: { email: { perHour: 0, perDay: 1, perPartnerAndDay: 1 } } },
    { limits: { email: { perHour: 1, perDay: 0, perPartnerAndDay: 1 } } },
    { limits: { email: { perHour: 1, perDay: 1, perPartnerAndDay: 0 } } },
    { limits: { email: { perHour: 1, perDay: 1 } } },
    { stopLanguages: [] },
    { stopLanguages: ["xx"] },
    { stopConfirmation: "  " },
    { stopConfirmation: "x".repeat(161) },
    { listUnsubscribe: { mailto: "nobody" } },
    { listUnsubscribe: { mailto: `${"x".repeat(250)}@a.example` } },
    { unknown: true },
    { businessHours: { unknown: true } },
    { limits: { unknown: true } },
    { partnerWindowMinutes: { unknown: 1 } },
    { listUnsubscribe: { unknown: true } },
    { holidays: [{ date: "2026-02-03", unknown: 1 }] },
    { limits: { email: { perHour: 1, perDay: 1, perPartnerAndDay: 1, unknown: 1 } } },
  ])("refuse %j", (settings) => {
    expect(outreachSettingsSchema.safeParse(settings).success).toBe(false);
  });

  test.each([
    { businessHours: { start: "00:00", end: "23:59", days: [1, 7] } },
    { businessHours: { start: "19:30" } },
    { country: "FR", region: "BY" },
    { region: "12345678" },
    { region: "a-1" },
    { holidays: [{ date: "2026-02-28", name: "x".repeat(100) }], workingDays: [{ date: "2026-05-01" }] },
    { partnerWindowMinutes: { email: 0, sms: 0 } },
    { limits: { sms: { perHour: 1, perDay: 1, perPartnerAndDay: 1 } } },
    { stopConfirmation: "x".repeat(160) },
    { listUnsubscribe: { enabled: true, transactional: true, mailto: "leave@a.example" } },
  ])("take %j", (settings) => {
    expect(outreachSettingsSchema.parse(settings)).toMatchObject(settings);
  });

  test("say in words what they want", () => {
    const wrong = outreachSettingsSchema.safeParse({ businessHours: { start: "9" }, country: "x", region: "_" });
    expect(wrong.error!.issues.map(({ message }) => message)).toEqual([
      "a time of day as HH:MM",
      "a country as two capital letters, such as FR",
      "a region's code, such as BY",
    ]);
    expect(outreachSettingsSchema.parse({ stopConfirmation: " bye " }).stopConfirmation).toBe("bye");
  });
});

describe("addresses", () => {
  test("are compared without case and spaces, numbers without anything between their digits", () => {
    expect(normaliseAddress("email", "  Billing@Azure.Example ")).toBe("billing@azure.example");
    expect(normaliseAddress("sms", "+33 (0)6-12.34")).toBe("+33061234");
    expect(normaliseAddress("email", "a b@c.example")).toBe("a b@c.example");
  });

  test("are off the list by a person's own wish, or not", () => {
    const reasons = ["unsubscribe", "stop", "complaint", "hard_bounce", "manual"] as const;
    expect(reasons.filter((reason) => isOptOut({ reason }))).toEqual(["unsubscribe", "stop", "complaint"]);
  });
});

describe("the link that unsubscribes", () => {
  const links = createUnsubscribeLinks("a secret of at least some length");
  const who = { orgId: "org", channel: "email" as const, address: "billing@azure.example" };

  test("is the same each time, and opens to whom it was made for", () => {
    expect(links.seal(who)).toBe(links.seal(who));
    expect(links.open(links.seal(who))).toEqual(who);
    const sms = { orgId: "org", channel: "sms" as const, address: "+33612345678" };
    expect(links.open(links.seal(sms))).toEqual(sms);
    expect(links.seal({ ...who, orgId: "other" }).slice(0, 16)).not.toBe(links.seal(who).slice(0, 16));
  });

  test("opens still where a release from long ago made it: mails that were sent keep their links", () => {
    const made = "WAf5lg20zCqb0n9ZtTlqB9qHPrZ4rzVjQFFPhqCOq07qZSCAZhJi1u2F7j4O811MTYEQ2ZicQhR9Vf0LwbvT7euiAKn2";
    expect([links.open(made), links.seal(who)]).toEqual([who, made]);
  });

  test("opens to nobody where it was changed, cut, lengthened, made with another secret or holds something else", () => {
    const token = links.seal(who);
    const changed = token.replace(/.$/, (last) => (last === "A" ? "Q" : "A"));
    for (const odd of ["", "x", changed, token.slice(0, -4), `${token}AAAA`, `${token}=`, ` ${token}`, "A".repeat(38), "A".repeat(60)])
      expect(links.open(odd)).toBeNull();
    expect(createUnsubscribeLinks("another secret of some length").open(token)).toBeNull();
    expect(links.open(links.seal({ ...who, channel: "fax" as never }))).toBeNull();
    expect(links.open(links.seal({ ...who, address: "x" }))).toBeNull();
    expect(links.open(links.seal({ ...who, address: "x".repeat(321) }))).toBeNull();
    expect(links.open(links.seal({ ...who, address: "x".repeat(320) }))).not.toBeNull();
    expect(links.open(links.seal({ ...who, orgId: "" }))).toBeNull();
  });
});

describe("a debt that is asked for", () => {
  test("is asked for by actions about money alone", () => {
    const about = ["send_invoice_reminder", "create_collection_task", "escalate_overdue_invoice"] as const;
    expect(about.every(asksForMoney)).toBe(true);
    expect(asksForMoney("follow_up_on_stale_deal")).toBe(false);
  });

  test("is read from the document: customer, company, currency and invoices", () => {
    const action = exampleAction();
    const company = { label: "Company", value: "Acme", record: { model: "res.company", id: 3 } };
    const asked = askedDebtOf({ ...action, evidence: [...action.evidence, company] });
    expect(asked).toEqual({ partnerId: 42, companyId: 3, currency: "EUR", invoiceIds: [17] });
    const { estimated_impact: _, ...bare } = action;
    const elsewhere = { ...bare, affected_records: { ...action.affected_records, model: "sale.order" } } as ActionProtocol;
    expect(askedDebtOf(elsewhere)).toEqual({ partnerId: 42, companyId: undefined, currency: undefined, invoiceIds: [] });
    const { partner_id: __, ...nobody } = action.affected_records;
    expect(askedDebtOf({ ...action, affected_records: nobody })).toBeNull();
  });

  test("is stood against by what is recorded about that customer, company, currency and invoice", () => {
    const promise: Commitment = {
      id: "p",
      kind: "promise",
      partnerId: 42,
      companyId: 3,
      currency: "EUR",
      amount: null,
      invoiceIds: [17],
      until: "2026-03-05",
      note: null,
      recordedAt: "2026-03-01T00:00:00.000Z",
    };
    const debt = { partnerId: 42, companyId: 3, currency: "EUR", invoiceIds: [17] };
    expect(standingAgainst([promise], debt)).toBe(promise);
    for (const other of [{ partnerId: 43 }, { companyId: 4 }, { currency: "USD" }, { invoiceIds: [18] }])
      expect(standingAgainst([promise], { ...debt, ...other })).toBeUndefined();
  });
});
