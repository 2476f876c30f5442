import { describe, expect, test } from "vitest";
import { activityModel, companyModel, langModel, messageModel, partnerModel, userModel } from "#src/odoo/models/index.ts";
import type { GetSession } from "../odooContract.ts";
import type { ContractTarget } from "../session.ts";

export function contactsContract(session: GetSession, { release }: ContractTarget): void {
  describe("contacts", () => {
    test("a customer: address, normalised address, number, country", async () => {
      const { company, reader, tag } = session();
      const [alder] = await reader.byIds(partnerModel, [company.alder]);
      expect(alder).toMatchObject({
        name: `Alder ${tag}`,
        display_name: `Alder ${tag}`,
        email: `Alder ${tag} <Alder.${tag}@Example.com>`,
        email_normalized: `alder.${tag}@example.com`,
        phone: "+32 470 12 34 56",
        mobile: null,
        // Formatted where Odoo finds the phonenumbers library, as it was typed where not.
        phone_sanitized: expect.stringMatching(/^\+32 ?470 ?12 ?34 ?56$/),
        lang: "en_US",
        tz: null,
        type: "contact",
        is_company: true,
        parent_id: null,
        child_ids: [company.alderBilling],
        commercial_partner_id: { id: company.alder, name: `Alder ${tag}` },
        country_id: { name: "Belgium" },
        user_id: null,
        active: true,
        is_blacklisted: false,
        phone_sanitized_blacklisted: false,
      });
    });

    test("an invoice contact belongs to its customer and is shown with it", async () => {
      const { company, reader, tag } = session();
      const [billing] = await reader.byIds(partnerModel, [company.alderBilling]);
      expect(billing).toMatchObject({
        name: `Billing ${tag}`,
        display_name: `Alder ${tag}, Billing ${tag}`,
        type: "invoice",
        is_company: false,
        lang: "fr_FR",
        parent_id: { id: company.alder, name: `Alder ${tag}` },
        commercial_partner_id: { id: company.alder, name: `Alder ${tag}` },
      });
      const [cedar] = await reader.byIds(partnerModel, [company.cedar]);
      expect(cedar).toMatchObject({ email: null, email_normalized: null, phone: null, phone_sanitized: null, ref: null });
    });

    test("opting out in Odoo shows on the partner", async () => {
      const { admin, data, reader, tag } = session();
      const email = `optedout.${tag}@example.com`;
      const number = `+3247${String(Date.now()).slice(-7)}`;
      const id = await data.customer("Opted out", { email, phone: number });
      await admin.create("mail.blacklist", { email });
      await admin.create("phone.blacklist", { number });
      const [partner] = await reader.byIds(partnerModel, [id]);
      expect(partner).toMatchObject({ is_blacklisted: true, phone_sanitized_blacklisted: true });
    });

    test("the company, its currency and its partner", async () => {
      const { reader } = session();
      const [company] = await reader.list(companyModel, { domain: [], limit: 1 });
      expect(company).toMatchObject({
        name: expect.any(String),
        partner_id: { id: expect.any(Number) },
        currency_id: { id: expect.any(Number), name: expect.stringMatching(/^[A-Z]{3}$/) },
      });
    });

    test("languages say how dates and numbers are written", async () => {
      const { reader } = session();
      const langs = await reader.list(langModel, { domain: [["code", "in", ["en_US", "fr_FR"]]], order: "code" });
      expect(langs).toEqual([
        expect.objectContaining({
          code: "en_US",
          iso_code: "en",
          date_format: "%m/%d/%Y",
          decimal_point: ".",
          thousands_sep: ",",
          active: true,
        }),
        expect.objectContaining({ code: "fr_FR", iso_code: "fr", date_format: "%d/%m/%Y", decimal_point: ",", active: true }),
      ]);
    });

    test("users", async () => {
      const { reader, server } = session();
      const [me] = await reader.list(userModel, { domain: [["login", "=", server.login]] });
      expect(me).toMatchObject({ login: server.login, active: true, share: false, company_ids: [expect.any(Number)] });
      expect(me?.partner_id?.id).toBeGreaterThan(0);
    });

    test("a mail that a person sent from a record", async () => {
      const { admin, company, reader, tag } = session();
      const posted = await admin.call("account.move", "message_post", [[company.open]], {
        body: `Reminder ${tag}`,
        message_type: "comment",
        subtype_xmlid: "mail.mt_comment",
        partner_ids: [company.alderBilling],
      });
      const id = Array.isArray(posted) ? Number(posted[0]) : Number(posted);
      const [message] = await reader.list(messageModel, {
        domain: [
          ["model", "=", "account.move"],
          ["res_id", "=", company.open],
          ["id", "=", id],
        ],
      });
      expect(message).toMatchObject({
        model: "account.move",
        res_id: company.open,
        message_type: "comment",
        is_internal: false,
        partner_ids: [company.alderBilling],
        subtype_id: { name: "Discussions" },
        body: `<p>Reminder ${tag}</p>`,
      });
      expect(message?.date).toMatch(/Z$/);
      expect(message?.message_id).toMatch(/^<.+@.+>$/);
      const outside = [
        ["id", "=", id],
        ["subtype_id.internal", "=", false],
        ["date", ">=", "2001-01-01 00:00:00"],
      ] as const;
      expect(await reader.count("mail.message", outside)).toBe(1);
    });

    test("a planned activity", async () => {
      const { company, reader, tag } = session();
      const domain = [
        ["res_model", "=", "res.partner"],
        ["res_id", "in", [company.alder]],
        ["date_deadline", ">=", "2098-01-01"],
      ] as const;
      const [activity] = await reader.list(activityModel, { domain });
      expect(activity).toMatchObject({
        id: company.activity,
        res_model: "res.partner",
        res_id: company.alder,
        res_name: `Alder ${tag}`,
        summary: `Call ${tag}`,
        note: null,
        date_deadline: "2099-01-01",
        state: "planned",
        activity_type_id: { name: "Call" },
        active: release === 14 ? null : true,
        date_done: null,
      });
      expect(activity?.user_id?.id).toBeGreaterThan(0);
    });
  });
}
