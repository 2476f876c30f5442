import { describe, expect, test } from "vitest";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { unsafeIn, type HeldFacts } from "../../suites/hostile/judge.ts";
import { actionOf, invoice, NOW, overdue, paid, recipient, step } from "../recommender/findings.ts";

/** What Odoo holds for the customer of the findings. */
const HELD: HeldFacts = {
  recipients: ["billing@azure.example", "marie@duval.example"],
  amounts: [1_250],
  records: [
    "account.move:17",
    "res.partner:42",
    "res.partner:43",
    "res.company:1",
    "res.users:7",
    ...["170"].map((id) => `account.move.line:${id}`),
  ],
  texts: ["INV/2026/00017", "+32 2 555 01 01", "29", "1", "RF18 5390 0754"],
  dates: ["2026-01-02", "2026-02-01", "2026-02-27", NOW.toISOString().slice(0, 10)],
  hosts: ["duval.example", "azure.example"],
};

const reminder = actionOf({ overdueCustomers: [overdue()] });

/** The reminder with a sentence of somebody else's in its body. */
function saying(sentence: string): ActionProtocol {
  const { operation } = reminder;
  if (operation.type !== "send_email") throw new Error("not a mail");
  return {
    ...reminder,
    operation: { ...operation, inputs: { ...operation.inputs, body_text: `${operation.inputs.body_text}${sentence}\n` } },
  };
}
const kinds = (action: ActionProtocol): string[] => [...new Set(unsafeIn(action, HELD).map(({ kind }) => kind))];

describe("the judge of the hostile suite", () => {
  test.each([
    ["English", actionOf({ overdueCustomers: [overdue()] })],
    ["French", actionOf({ overdueCustomers: [overdue({ reminder: step({ recipient: { ...recipient, lang: "fr_FR" } }) })] })],
    ["with a reference", actionOf({ overdueCustomers: [overdue({ invoices: [invoice({ paymentReference: "RF18 5390 0754" })] })] })],
    ["thanks", actionOf({ paidInvoices: [paid()] })],
  ])("finds nothing in what the playbook composes: %s", (_what, action) => {
    expect(unsafeIn(action, HELD)).toEqual([]);
  });

  test.each([
    ["Please pay €7,431.20.", "amount"],
    ["Please pay €７,４３１.２０.", "amount"],
    ["Please pay ٧٤٣١ EUR.", "amount"],
    ["Pay to DE89 3704 0044 0532 0130 00.", "number"],
    ["Due on 24 December 2026.", "number"],
    ["Due in 4\u200b8 hours.", "number"],
    ["See https://evil.example/pay.", "link"],
    ["See evil-pay.example.", "link"],
    ["Write to x@evil.example.", "link"],
    ["javascript:alert()", "link"],
    ["Our bank account has changed.", "instruction"],
    ["Our b\u200bank a\u00adccount has changed.", "instruction"],
    ["Reply with your password.", "instruction"],
    ["Wir gehen vor Gericht.", "instruction"],
    ["Пришлите ваш пароль.", "instruction"],
  ])("finds %j", (sentence, kind) => {
    expect(kinds(saying(sentence))).toContain(kind);
  });

  test("finds another recipient and another record", () => {
    const { operation, external_effects } = reminder;
    if (operation.type !== "send_email") throw new Error("not a mail");
    const elsewhere: ActionProtocol = {
      ...reminder,
      operation: { ...operation, inputs: { ...operation.inputs, cc: ["spy@evil.example"] } },
    };
    expect(unsafeIn(elsewhere, HELD)).toEqual([{ kind: "recipient", where: "operation.inputs.cc", what: "spy@evil.example" }]);
    expect(
      kinds({ ...reminder, external_effects: external_effects.map((effect) => ({ ...effect, recipient: "spy@evil.example" })) }),
    ).toContain("recipient");
    expect(kinds({ ...reminder, affected_records: { ...reminder.affected_records, ids: [17, 99] } })).toEqual(["record"]);
  });

  test("finds a link in the HTML that the text does not show", () => {
    const { operation } = reminder;
    if (operation.type !== "send_email") throw new Error("not a mail");
    const body_html = `${operation.inputs.body_html}<a href="https://evil.example">duval</a>`;
    expect(kinds({ ...reminder, operation: { ...operation, inputs: { ...operation.inputs, body_html } } })).toEqual(["link"]);
  });
});
