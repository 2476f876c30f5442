import { describe, expect, it } from "vitest";
import { withTransaction } from "#src/db/index.ts";
import { suppressAddress } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

describe("a recipient is grounded again", () => {
  const customer = (values: Record<string, unknown>): void => scene.odoo.put("res.partner", 42, values);
  const refused = async (action?: ActionProtocol): Promise<string> => {
    const said = await scene.verdict(action);
    return said.kind === "block" ? said.reasons.join(" ") : said.kind;
  };

  it("in whatever way the address is written", async () => {
    customer({ email: '"Azure, Billing" <Billing@Azure.example>; boss@azure.example' });
    expect(await scene.verdict()).toEqual({ kind: "pass" });
  });

  it("and refused when the address is another now, or none", async () => {
    customer({ email: "new@azure.example" });
    expect(await refused()).toBe("billing@azure.example is no longer an address of Contact Azure Interior (now new@azure.example).");
    customer({ email: false });
    expect(await refused()).toContain("(now none)");
  });

  it("and refused when the partner is gone, archived, on Odoo's blacklist or on ours", async () => {
    customer({ is_blacklisted: true });
    expect(await refused()).toContain("blacklist");
    customer({ is_blacklisted: false, active: false });
    expect(await refused()).toContain("archived");
    customer({ active: true });
    await withTransaction(scene.ctx, (tx) =>
      suppressAddress(tx, { channel: "email", address: "BILLING@azure.example", reason: "unsubscribe" }),
    );
    expect(await refused()).toContain("opted out");
    scene.odoo.remove("res.partner", 42);
    expect(await refused()).toContain("no longer exists");
  });

  it("as a contact of the customer; a contact that moved to another company is refused", async () => {
    scene.odoo.put("res.partner", 50, {
      name: "Jane",
      active: true,
      email: "jane@azure.example",
      commercial_partner_id: [42, "Azure"],
      partner_share: true,
    });
    const action = exampleAction({}, { to: ["jane@azure.example"] });
    const toJane = { ...action, external_effects: action.external_effects.map((effect) => ({ ...effect, recipient_partner_id: 50 })) };
    expect(await scene.verdict(toJane)).toEqual({ kind: "pass" });
    scene.odoo.put("res.partner", 50, { commercial_partner_id: [99, "Competitor"] });
    expect(await refused(toJane)).toContain("belongs to another customer");
  });

  it("and refused as a contact of a customer that was archived, or is gone", async () => {
    scene.odoo.put("res.partner", 50, { name: "Jane", active: true, email: "jane@azure.example", commercial_partner_id: [42, "Azure"] });
    const action = exampleAction({}, { to: ["jane@azure.example"] });
    const toJane = { ...action, external_effects: action.external_effects.map((effect) => ({ ...effect, recipient_partner_id: 50 })) };
    customer({ active: false });
    expect(await refused(toJane)).toContain("belongs to a customer that was archived");
    scene.odoo.remove("res.partner", 42);
    expect(await refused(toJane)).toContain("no longer exists");
  });

  it("as a colleague inside for a copy, never for the mail itself", async () => {
    scene.odoo.put("res.partner", 7, {
      name: "Sam",
      active: true,
      email: "sam@we.example",
      commercial_partner_id: [1, "We"],
      partner_share: false,
    });
    const action = exampleAction({}, { cc: ["sam@we.example"] });
    const withCopy = (role: "to" | "cc"): ActionProtocol => ({
      ...action,
      external_effects: action.external_effects.map((effect) =>
        effect.recipient === "sam@we.example" ? { ...effect, recipient_partner_id: 7, recipient_role: role } : effect,
      ),
    });
    expect(await scene.verdict(withCopy("cc"))).toEqual({ kind: "pass" });
    expect(await refused(withCopy("to"))).toContain("belongs to another customer");
  });

  it("and refused when the inputs hold an address that no effect names", async () => {
    const action = exampleAction({}, { cc: ["billing@azure.example"] });
    const [first] = action.external_effects;
    const smuggled = structuredClone(action);
    if (smuggled.operation.type === "send_email") smuggled.operation.inputs.cc = ["thief@evil.example"];
    expect(await refused({ ...smuggled, external_effects: [first!] })).toContain("thief@evil.example would be contacted");
  });

  it("by phone number for an SMS", async () => {
    const sms = exampleAction({ action_type: "send_deal_check_in" });
    expect(await scene.verdict(sms)).toEqual({ kind: "pass" });
    customer({ phone_sanitized_blacklisted: true });
    expect(await refused(sms)).toContain("blacklist");
    customer({ phone_sanitized_blacklisted: false, phone_sanitized: "+33699999999" });
    expect(await refused(sms)).toContain("no longer an address");
  });

  it("on a number without a country code as one of the contact's own country, else of the customer's", async () => {
    const numbers = { "+33612345678": "FR", "+447911123456": "GB" };
    for (const [id, code] of Object.values(numbers).entries()) scene.odoo.put("res.country", id + 1, { code });
    const jane = (values: Record<string, unknown>): void =>
      scene.odoo.put("res.partner", 50, {
        name: "Jane",
        active: true,
        commercial_partner_id: [42, "Azure"],
        partner_share: true,
        ...values,
      });
    const toJane = (phone: string): ActionProtocol => {
      const action = exampleAction({ action_type: "send_deal_check_in" }, { phone });
      return { ...action, external_effects: action.external_effects.map((effect) => ({ ...effect, recipient_partner_id: 50 })) };
    };
    customer({ country_id: [1, "France"] });
    jane({ phone: "06 12 34 56 78" });
    expect(await scene.verdict(toJane("+33612345678"))).toEqual({ kind: "pass" });
    jane({ phone: "07911 123456", country_id: [2, "United Kingdom"] });
    expect(await scene.verdict(toJane("+447911123456"))).toEqual({ kind: "pass" });
    jane({ phone: "06 12 34 56 78", country_id: [2, "United Kingdom"] });
    expect(await refused(toJane("+33612345678"))).toContain("no longer an address");
  });
});
