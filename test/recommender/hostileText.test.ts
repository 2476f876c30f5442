import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { validateActionProtocol, type ActionProtocol } from "#src/protocol/index.ts";
import { cleanLine, cleanName, escapeHtml } from "#src/recommender/clean.ts";
import { company, customer, invoice, overdue, paid, recipient, recommend, salesperson, step } from "./findings.ts";

/** Every action type about a customer whose people wrote `text` wherever Odoo lets them. */
function actionsOver(text: string): readonly ActionProtocol[] {
  const named = { ...recipient, name: text };
  const base = {
    company: { ...company, name: text, phone: text },
    customer: { ...customer, name: text, phone: text },
    invoices: [invoice({ number: text, reference: text, paymentReference: text })],
    salesperson: { ...salesperson, name: text, email: text },
    leftOut: [{ id: 20, number: text, residual: 1, hold: { reason: "disputed", sentence: text, until: null, record: null } } as const],
  };
  const { actions, notProposed } = recommend({
    overdueCustomers: [
      overdue({ ...base, reminder: step({ recipient: named }), escalation: { cause: "age", invoiceId: 17, because: text } }),
      overdue({ ...base, reminder: null, collection: { lastLevel: 3, lastReminderAt: "2026-02-20T10:00:00Z", because: text } }),
    ],
    paidInvoices: [paid({ company: base.company, customer: base.customer, salesperson: base.salesperson, recipient: named })],
  });
  expect(notProposed).toEqual([]);
  return actions;
}

function mails(actions: readonly ActionProtocol[]) {
  return actions.flatMap(({ operation }) => (operation.type === "send_email" ? [operation.inputs] : []));
}

describe("names that want to be more than names", () => {
  test.each([
    ["a header", "Azure\r\nBcc: everyone@evil.example"],
    ["a tag", "<script>alert(1)</script>"],
    ["an attribute", `" onmouseover="alert(1)`],
    ["an entity", "&lt;b&gt;"],
    ["reordering marks", "Azure \u202egpj.exe\u202c"],
    ["a null byte", "Azure\u0000Interior"],
    ["half a character", "Azure \ud83d"],
    ["only blanks", " \t\n "],
    ["nothing", ""],
    ["a very long one", "A".repeat(10_000)],
    ["long characters at the cut", "😀".repeat(1_000)],
    ["line separators", "Azure\u2028Interior\u2029"],
  ])("%s stays a name", (_what, text) => {
    const actions = actionsOver(text);
    expect(actions).toHaveLength(4);
    for (const action of actions) expect(validateActionProtocol(action).ok).toBe(true);
    for (const { subject, body_html = "", body_text } of mails(actions)) {
      expect(subject).not.toMatch(/[\r\n]/);
      expect(body_text.split("\n").some((line) => line.startsWith("Bcc:"))).toBe(false);
      // only the tags and attributes that the message itself has
      const tags = new Set(body_html.match(/<[a-z]+/gi));
      expect([...tags].filter((tag) => !["<div", "<p", "<br", "<strong", "<table", "<tr", "<th", "<td"].includes(tag))).toEqual([]);
      expect(body_html.match(/<[^>]*\son\w+\s*=/i)).toBeNull();
    }
  });

  test.each(["Win at http://evil.example", "www.evil.example", "pay@evil.example", "<b>You</b>"])("%s does not greet anybody", (name) => {
    const { actions } = recommend({ overdueCustomers: [overdue({ reminder: step({ recipient: { ...recipient, name } }) })] });
    const [mail] = mails(actions);
    expect(mail?.body_text).toMatch(/^Hello,\n/);
    expect(mail?.body_text).not.toContain(name);
  });

  test("a reference that carries a link is left out", () => {
    const { actions } = recommend({
      overdueCustomers: [overdue({ invoices: [invoice({ reference: "see https://evil.example", paymentReference: "www.evil.example" })] })],
    });
    expect(mails(actions)[0]?.body_text).not.toContain("evil.example");
  });

  test("any text at all gives valid actions", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        for (const action of actionsOver(text)) expect(validateActionProtocol(action).ok).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("cleaning", () => {
  test.each([
    ["  Azure \r\n\t Int ", "Azure Int"],
    ["Azu\u200bre\u00adInt\ufeff", "AzureInt"],
    ["e\u0301", "é"],
    ["abcdefghijk", "abcdefghi…"],
    ["abcdefgh😀😀", "abcdefgh…"],
    ["\u0000", ""],
  ])("%j is %j", (text, clean) => {
    expect(cleanLine(text, 10)).toBe(clean);
  });

  test("a line never holds a control character or more than it may", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.integer({ min: 2, max: 50 }), (text, max) => {
        const line = cleanLine(text, max);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
        expect(line.length).toBeLessThanOrEqual(max);
        expect(line.isWellFormed()).toBe(true);
      }),
    );
  });

  test("a name is kept, a link is none", () => {
    expect(cleanName("O'Neil & Søns, Ltd.")).toBe("O'Neil & Søns, Ltd.");
    expect([cleanName(null), cleanName("  "), cleanName("ftp://x"), cleanName("WWW.x")]).toEqual([null, null, null, null]);
  });

  test("HTML is escaped completely", () => {
    expect(escapeHtml(`<a href="x" title='y'>&amp;</a>`)).toBe("&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  });
});
