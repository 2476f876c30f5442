import { describe, expect, test } from "vitest";
import type { FieldInfo } from "#src/odoo/read/index.ts";
import type { ActionProtocol, Predicate } from "#src/protocol/index.ts";
import { mailAddressesOf, phoneNumbersOf } from "#src/revalidation/addresses.ts";
import { currencyFieldsOf, currencyIdsOf } from "#src/revalidation/currency.ts";
import { INCOMPARABLE, isSame, normalise } from "#src/revalidation/normalise.ts";
import { planReads } from "#src/revalidation/plan.ts";
import type { RevalidationResult } from "#src/revalidation/result.ts";
import { verdictOf } from "#src/revalidation/verdict.ts";
import { changeWords, recordName, valueWords } from "#src/revalidation/words.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

describe("a value in the form in which it is compared", () => {
  test.each([
    ["boolean", true, true],
    ["boolean", false, false],
    ["boolean", null, false],
    ["boolean", undefined, false],
    ["boolean", 1, INCOMPARABLE],
    ["many2one", [7, "Seven"], 7],
    ["many2one", 7, 7],
    ["many2one", 0, 0],
    ["many2one", false, null],
    ["many2one", undefined, null],
    ["many2one", null, null],
    ["many2one", "7", INCOMPARABLE],
    ["many2one", 7.5, INCOMPARABLE],
    ["many2one", ["7", "Seven"], INCOMPARABLE],
    ["many2one_reference", 0, null],
    ["many2one_reference", 7, 7],
    ["many2many", [3, 1, 2, 1, 20], [1, 2, 3, 20]],
    ["one2many", [2, 1], [1, 2]],
    ["one2many", [], []],
    ["many2many", [1, "2"], INCOMPARABLE],
    ["many2many", [1, 2.5], INCOMPARABLE],
    ["many2many", 1, INCOMPARABLE],
    ["integer", 4, 4],
    ["integer", 4.5, INCOMPARABLE],
    ["integer", "4", INCOMPARABLE],
    ["float", 0.1 + 0.2, 0.3],
    ["float", 0.000_001, 0.000_001],
    ["float", 0.000_000_1, 0],
    ["float", Number.POSITIVE_INFINITY, INCOMPARABLE],
    ["float", "0.3", INCOMPARABLE],
    ["monetary", 10.126, 10.13],
    ["date", "2026-02-01", "2026-02-01"],
    ["date", "2026-02-01 10:00:00", INCOMPARABLE],
    ["date", " 2026-02-01", INCOMPARABLE],
    ["date", 20_260_201, INCOMPARABLE],
    ["datetime", "2026-02-03 10:00:00", "2026-02-03T10:00:00.000Z"],
    ["datetime", "2026-02-03T10:00:00+02:00", "2026-02-03T08:00:00.000Z"],
    ["datetime", "2026-02-03", "2026-02-03T00:00:00.000Z"],
    ["datetime", "on 2026-02-03", INCOMPARABLE],
    ["datetime", "2026-02-03 at noon", INCOMPARABLE],
    ["datetime", "2026-02-3 10:00:00", INCOMPARABLE],
    ["datetime", 5, INCOMPARABLE],
    ["char", "x", "x"],
    ["text", "x", "x"],
    ["html", "<p>x</p>", "<p>x</p>"],
    ["selection", "paid", "paid"],
    ["reference", "res.partner,4", "res.partner,4"],
    ["char", "", null],
    ["char", 4, INCOMPARABLE],
    ["binary", "eA==", INCOMPARABLE],
    ["binary", false, null],
  ])("of a %s: %j", (type, value, expected) => {
    expect(normalise(value, { type }, 2)).toEqual(expected);
  });

  test("is a moment of UTC, wherever the machine stands", () => {
    const { TZ } = process.env;
    try {
      process.env["TZ"] = "America/New_York";
      expect(normalise("2026-02-03 10:00:00", { type: "datetime" }, 2)).toBe("2026-02-03T10:00:00.000Z");
      expect(normalise("2026-02-03", { type: "datetime" }, 2)).toBe("2026-02-03T00:00:00.000Z");
    } finally {
      process.env["TZ"] = TZ ?? "UTC";
    }
  });

  test("is rounded as its currency is", () => {
    expect(normalise(10.4, { type: "monetary" }, 0)).toBe(10);
    expect(normalise(10.1234, { type: "monetary" }, 3)).toBe(10.123);
  });

  test("is the same as another that reads the same, and as nothing else", () => {
    expect(isSame([1, 2], [1, 2])).toBe(true);
    expect(isSame([1, 2], [1])).toBe(false);
    expect(isSame(null, false)).toBe(false);
    expect(isSame("1", 1)).toBe(false);
  });
});

describe("words", () => {
  test.each([
    ["account.move", { name: "INV/1" }, "Invoice INV/1"],
    ["res.partner", { name: "Azure" }, "Contact Azure"],
    ["crm.lead", { name: "Chairs" }, "Opportunity Chairs"],
    ["project.task", { name: "Call" }, "Task Call"],
    ["project.project", { name: "Move" }, "Project Move"],
    ["sale.order", { name: "S1" }, "Sales order S1"],
    ["stock.picking", { name: "OUT/1" }, "Record of stock.picking OUT/1"],
    ["account.move", { name: "/", display_name: "Draft Invoice" }, "Invoice Draft Invoice"],
    ["account.move", { name: "", display_name: false }, "Invoice number 17"],
    ["account.move", undefined, "Invoice number 17"],
  ])("name a record of %s", (model, row, expected) => {
    expect(recordName(model, 17, row)).toBe(expected);
  });

  test.each([
    ["account.move", "payment_state", "paid", "was paid"],
    ["account.move", "payment_state", "in_payment", "was paid"],
    ["account.move", "payment_state", "partial", "was partly paid"],
    ["account.move", "payment_state", "reversed", "was credited"],
    ["account.move", "payment_state", "blocked", "was blocked"],
    ["account.move", "payment_state", "not_paid", "is unpaid again"],
    ["account.move", "payment_state", "odd", "has another payment state"],
    ["account.move", "state", "cancel", "was cancelled"],
    ["account.move", "state", "draft", "was set back to draft"],
    ["account.move", "state", "posted", "was posted"],
    ["account.move", "amount_residual", 4, "has another open amount"],
    ["account.move", "amount_total", 4, "has another total"],
    ["account.move", "invoice_date_due", "2026-01-01", "has another due date"],
    ["account.move", "partner_id", 4, "belongs to another customer"],
    ["account.move", "currency_id", 4, "is in another currency"],
    ["account.move", "company_id", 4, "belongs to another company"],
    ["res.partner", "email", "a@b.example", "has another mail address"],
    ["res.partner", "lang", "fr_FR", "has another language"],
    ["crm.lead", "stage_id", 4, "was moved to another stage"],
    ["project.task", "stage_id", 4, "was moved to another stage"],
    ["project.task", "active", false, "was archived"],
    ["project.task", "active", true, "has another active"],
    ["project.task", "user_ids", [1], "has another user"],
    ["project.task", "parent_task_id", 1, "has another parent task"],
  ])("say what happened to %s.%s that is %j now", (model, field, seen, expected) => {
    expect(changeWords(model, field, seen)).toBe(expected);
  });

  const euro = { name: "EUR", decimals: 2 };
  test.each([
    [null, { type: "char" }, undefined, undefined, "nothing"],
    [true, { type: "boolean" }, undefined, undefined, "yes"],
    [false, { type: "boolean" }, undefined, undefined, "no"],
    [7, { type: "many2one" }, [7, "Qualified"], undefined, "Qualified"],
    [7, { type: "many2one" }, [7], undefined, "number 7"],
    [7, { type: "many2one" }, 7, undefined, "number 7"],
    [[1, 2], { type: "many2many" }, [1, "2"], undefined, "numbers 1, 2"],
    [[], { type: "many2many" }, [], undefined, "nothing"],
    ["paid", { type: "selection", selection: [["paid", "Paid"]] as const }, undefined, undefined, "Paid"],
    ["odd", { type: "selection", selection: [["paid", "Paid"]] as const }, undefined, undefined, "odd"],
    ["odd", { type: "selection" }, undefined, undefined, "odd"],
    [1250, { type: "monetary" }, undefined, euro, "1,250.00 EUR"],
    [1250, { type: "monetary" }, undefined, { name: "JPY", decimals: 0 }, "1,250 JPY"],
    [1250.126, { type: "monetary" }, undefined, undefined, "1,250.13"],
    [1250, { type: "integer" }, undefined, euro, "1250"],
    ["x".repeat(300), { type: "text" }, undefined, undefined, "x".repeat(200)],
  ])("say %j as people read it", (value, field, raw, currency, expected) => {
    expect(valueWords(value, field, raw, currency)).toBe(expected);
  });
});

describe("the verdict", () => {
  const result = (sentence: string, over: Partial<RevalidationResult> = {}): RevalidationResult => ({
    check_id: sentence,
    passed: false,
    outcome: "failed",
    severity: "require_reapproval",
    seen: null,
    sentence,
    ...over,
  });
  const wait = (sentence: string, minute: number): RevalidationResult =>
    result(sentence, { outcome: "unknown", severity: "block", deferUntil: new Date(Date.UTC(2026, 2, 2, 9, minute)) });
  const fine = result("fine", { passed: true, outcome: "passed" });

  test("lets run what passed, and nothing that was not checked at all", () => {
    expect(verdictOf([fine])).toEqual({ kind: "pass" });
    expect(verdictOf([])).toEqual({ kind: "block", reasons: ["No check was evaluated, so nothing was done."] });
  });

  test("waits for the last of what only has to wait", () => {
    const until = new Date(Date.UTC(2026, 2, 2, 9, 30));
    expect(verdictOf([fine, wait("a", 5), wait("b", 30)])).toEqual({ kind: "defer", until, reasons: ["a", "b"] });
  });

  test("asks again rather than waits, and blocks rather than asks, with all that failed as reasons", () => {
    expect(verdictOf([wait("a", 5), result("asks"), fine])).toEqual({ kind: "require_reapproval", reasons: ["asks"] });
    const blocked = verdictOf([wait("a", 5), result("asks"), result("blocks", { severity: "block" })]);
    expect(blocked).toEqual({ kind: "block", reasons: ["asks", "blocks"] });
  });
});

describe("the currencies of a record", () => {
  const currency = { type: "many2one", relation: "res.currency" };
  const fields = new Map<string, FieldInfo>([
    ["currency_id", currency],
    ["company_currency_id", currency],
    ["company_currency", { type: "many2one", relation: "res.company" }],
    ["amount", { type: "monetary" }],
    ["name", { type: "char" }],
  ]);

  test("are read where an amount is, as far as the fields are currencies", () => {
    expect(currencyFieldsOf(fields, ["name", "amount"])).toEqual(["currency_id", "company_currency_id"]);
    expect(currencyFieldsOf(fields, ["name", "gone"])).toEqual([]);
    expect(
      currencyFieldsOf(
        new Map([
          ["amount", { type: "monetary" }],
          ["currency_id", { type: "char", relation: "res.currency" }],
        ]),
        ["amount"],
      ),
    ).toEqual([]);
  });

  test("are those that the row names", () => {
    const row = { currency_id: [1, "EUR"], company_currency_id: [2, "JPY"], company_currency: [3, "Acme"] };
    expect(currencyIdsOf(fields, row)).toEqual([1, 2]);
    expect(currencyIdsOf(fields, { currency_id: false, company_currency_id: ["2", "JPY"] })).toEqual([]);
  });
});

describe("the addresses of a partner", () => {
  test("are all that its mail field holds, bare", () => {
    expect(mailAddressesOf({ email: "Azure <Billing@Azure.example>" })).toEqual(["billing@azure.example"]);
    expect(mailAddressesOf({ email: false })).toEqual([]);
  });

  test("are its numbers in whatever field, in E.164, one without a country code as one of its country", () => {
    const partner = { phone_sanitized: "+33612345678", mobile: "06 87 65 43 21", phone: false };
    expect(phoneNumbersOf(partner, "FR")).toEqual(["+33612345678", "+33687654321"]);
    expect(phoneNumbersOf({ phone: "06 87 65 43 21" }, null)).toEqual([]);
    expect(phoneNumbersOf({ phone: "+33 6 12 34" }, "FR")).toEqual(["+3361234"]);
  });
});

describe("what is read", () => {
  const plan = (...checks: readonly Predicate[]): ActionProtocol => {
    const action = exampleAction();
    const plain = checks.map((predicate, index) => ({
      check_id: `c${index}`,
      description: "x",
      severity_on_fail: "block" as const,
      predicate,
    }));
    return { ...action, revalidation_plan: { checks: plain } };
  };
  const PARTNER =
    "active name display_name email phone mobile phone_sanitized commercial_partner_id partner_share is_blacklisted phone_sanitized_blacklisted country_id";

  test("is the union of records, fields, scopes and addresses over all actions, the longest window counting", () => {
    const { models, scopes, longestWindowMinutes, addresses } = planReads([
      plan(
        { type: "odoo_record_exists", model: "account.move", id: 17 },
        { type: "odoo_field_equals", model: "account.move", id: 18, field: "state", expected: "posted" },
        { type: "no_duplicate_action_in_window", scope_key: "email:partner:42:invoice", window_minutes: 500 },
      ),
      plan(
        { type: "odoo_field_in", model: "crm.lead", id: 3, field: "stage_id", allowed: [1] },
        { type: "no_duplicate_action_in_window", scope_key: "email:partner:43:invoice", window_minutes: 240 },
        { type: "quiet_hours_ok", timezone: "UTC", business_hours_start: "09:00", business_hours_end: "17:00", days: [1] },
      ),
    ]);
    const read = [...models].map(([model, { ids, fields }]) => [model, [...ids], [...fields]]);
    expect(read).toEqual([
      ["account.move", [17, 18], ["active", "name", "display_name", "state"]],
      ["res.partner", [42], PARTNER.split(" ")],
      ["crm.lead", [3], ["active", "name", "display_name", "stage_id"]],
    ]);
    expect([...scopes]).toEqual(["email:partner:42:invoice", "email:partner:43:invoice"]);
    expect(longestWindowMinutes).toBe(500);
    expect({ email: [...addresses.email], sms: [...addresses.sms] }).toEqual({ email: ["billing@azure.example"], sms: [] });
  });

  test("is the customer too where somebody else is written to, and no partner for a webhook", () => {
    const action = plan();
    const [effect] = action.external_effects;
    const toColleague = { ...action, external_effects: [{ ...effect!, recipient_partner_id: 99 }] } as ActionProtocol;
    expect([...planReads([toColleague]).models.get("res.partner")!.ids]).toEqual([99, 42]);
    const { partner_id: _, ...without } = toColleague.affected_records;
    expect([...planReads([{ ...toColleague, affected_records: without }]).models.get("res.partner")!.ids]).toEqual([99]);
    const webhook = { ...action, external_effects: [{ ...effect!, effect_type: "webhook" }] } as unknown as ActionProtocol;
    expect(planReads([webhook]).models.size).toBe(0);
  });
});
