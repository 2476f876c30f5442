import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OdooAdmin } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { labTarget } from "./target.ts";

/** What was read of a record, by field, before and after something was done in Odoo. */
interface Watched {
  readonly model: string;
  readonly id: number;
  readonly fields: readonly string[];
}

/**
 * Why the analyses do not go by `write_date`: which changes of what they read move it on real servers, and which do not.
 * A release that comes to move it everywhere fails here, and makes keeping records worth another look.
 */
for (const release of [19, 14] as const) {
  describe(`the moment of the last change on Odoo ${release}`, () => {
    const admin = new OdooAdmin(labTarget(release));
    const data = new OdooData(admin, release, crypto.randomUUID().slice(0, 8));
    let scratch: number;

    beforeAll(async () => {
      scratch = await data.customer("Clock");
    });

    afterAll(async () => {
      await admin.call("res.partner", "unlink", [[scratch]]);
    });

    const read = async ({ model, id, fields }: Watched): Promise<Record<string, unknown>> => {
      const [row] = (await admin.call(model, "read", [[id], [...fields, "write_date"]])) as Record<string, unknown>[];
      return row!;
    };

    /** Odoo tells moments by the second: a change in the same one cannot be told apart, and is no news of this. */
    async function untilAfter(moment: string): Promise<void> {
      for (;;) {
        await admin.call("res.partner", "write", [[scratch], { comment: crypto.randomUUID() }]);
        if (String((await read({ model: "res.partner", id: scratch, fields: [] }))["write_date"]) > moment) return;
      }
    }

    /** Which fields read differently after a change, and whether the record says that it was changed. */
    async function changesOf(watched: Watched, change: () => Promise<unknown>): Promise<{ fields: string[]; isDated: boolean }> {
      const before = await read(watched);
      await untilAfter(String(before["write_date"]));
      await change();
      const after = await read(watched);
      return {
        fields: watched.fields.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])),
        isDated: before["write_date"] !== after["write_date"],
      };
    }

    async function invoiceOf(partnerId: number): Promise<number> {
      return data.invoice({ partnerId, amount: 250, date: "2026-01-05", due: "2026-02-05" });
    }

    async function receivableOf(invoiceId: number): Promise<number> {
      return admin.find("account.move.line", [
        ["move_id", "=", invoiceId],
        ["date_maturity", "!=", false],
      ]);
    }

    describe("moved by", () => {
      test("a payment, on the invoice and on its item", async () => {
        const invoice = await invoiceOf(await data.customer("Payer"));
        const item: Watched = { model: "account.move.line", id: await receivableOf(invoice), fields: ["amount_residual"] };
        const itemBefore = await read(item);
        const watched = { model: "account.move", id: invoice, fields: ["amount_residual", "payment_state"] };
        expect(await changesOf(watched, () => data.pay(invoice, { amount: 100 }))).toEqual({ fields: watched.fields, isDated: true });
        const itemAfter = await read(item);
        expect(itemAfter["amount_residual"]).not.toBe(itemBefore["amount_residual"]);
        expect(itemAfter["write_date"]).not.toBe(itemBefore["write_date"]);
      });

      test("a new name of the customer, on an invoice, which keeps a copy of it", async () => {
        const customer = await data.customer("Renamed");
        const watched = { model: "account.move", id: await invoiceOf(customer), fields: ["partner_id"] };
        const rename = (): Promise<unknown> => admin.call("res.partner", "write", [[customer], { name: `Other ${data.tag}` }]);
        expect(await changesOf(watched, rename)).toEqual({ fields: ["partner_id"], isDated: true });
      });

      test("a dispute, on the item", async () => {
        const invoice = await invoiceOf(await data.customer("Disputing"));
        const field = release >= 19 ? "no_followup" : "blocked";
        const watched = { model: "account.move.line", id: await receivableOf(invoice), fields: [field] };
        expect(await changesOf(watched, () => data.dispute(invoice))).toEqual({ fields: [field], isDated: true });
      });
    });

    describe("not moved by", () => {
      test("a new name of the customer, which an item and a deal show", async () => {
        const customer = await data.customer("Before");
        const rename = (name: string) => (): Promise<unknown> =>
          admin.call("res.partner", "write", [[customer], { name: `${name} ${data.tag}` }]);
        const item = { model: "account.move.line", id: await receivableOf(await invoiceOf(customer)), fields: ["partner_id"] };
        expect(await changesOf(item, rename("After"))).toEqual({ fields: ["partner_id"], isDated: false });
        const values = { name: `Watched ${data.tag}`, type: "opportunity", partner_id: customer };
        const deal = { model: "crm.lead", id: await admin.create("crm.lead", values), fields: ["partner_id"] };
        expect(await changesOf(deal, rename("Later"))).toEqual({ fields: ["partner_id"], isDated: false });
      });

      test("a merge of a customer that was entered twice, after which its items belong to the other one", async () => {
        const [kept, merged] = [await data.customer("Twin"), await data.customer("Twin")];
        const invoice = await invoiceOf(merged);
        const item: Watched = { model: "account.move.line", id: await receivableOf(invoice), fields: ["partner_id"] };
        const itemBefore = await read(item);
        const merge = async (): Promise<void> => {
          const ids = [kept, merged];
          const wizard = await admin.create(
            "base.partner.merge.automatic.wizard",
            { dst_partner_id: kept, partner_ids: [[6, 0, ids]] },
            { active_model: "res.partner", active_ids: ids },
          );
          await admin.call("base.partner.merge.automatic.wizard", "action_merge", [[wizard]]);
        };
        // the invoice is dated, its items are not
        const watched = { model: "account.move", id: invoice, fields: ["partner_id", "commercial_partner_id"] };
        expect(await changesOf(watched, merge)).toEqual({ fields: watched.fields, isDated: true });
        const itemAfter = await read(item);
        expect([itemBefore["partner_id"], itemAfter["partner_id"]]).toEqual([
          [merged, expect.any(String)],
          [kept, expect.any(String)],
        ]);
        expect(itemAfter["write_date"]).toBe(itemBefore["write_date"]);
      });

      test("an address on Odoo's blacklist, which a contact shows", async () => {
        const email = `stop-${data.tag}@client.example`;
        const watched = { model: "res.partner", id: await data.customer("Stopped", { email }), fields: ["is_blacklisted"] };
        const stop = (): Promise<unknown> => admin.create("mail.blacklist", { email });
        expect(await changesOf(watched, stop)).toEqual({ fields: ["is_blacklisted"], isDated: false });
      });

      test("a stage that becomes a closing one, with which a task is done", { skip: release !== 14 }, async () => {
        const stage = await admin.create("project.task.type", { name: `Ready ${data.tag}` });
        const task = await admin.create("project.task", { name: `Watched ${data.tag}`, user_id: 2, stage_id: stage });
        const close = (): Promise<unknown> => admin.call("project.task.type", "write", [[stage], { is_closed: true }]);
        expect(await changesOf({ model: "project.task", id: task, fields: ["is_closed"] }, close)).toEqual({
          fields: ["is_closed"],
          isDated: false,
        });
      });

      test("a missed milestone, which a project shows", { skip: release === 14 }, async () => {
        const project = await admin.create("project.project", { name: `Watched ${data.tag}`, allow_milestones: true });
        const miss = (): Promise<unknown> =>
          admin.create("project.milestone", { name: `Missed ${data.tag}`, project_id: project, deadline: "2026-01-05" });
        expect(await changesOf({ model: "project.project", id: project, fields: ["is_milestone_exceeded"] }, miss)).toEqual({
          fields: ["is_milestone_exceeded"],
          isDated: false,
        });
      });

      test("a second change within the second of the first", async () => {
        const partner = await data.customer("Twice");
        const watched = { model: "res.partner", id: partner, fields: ["comment"] };
        const write = (comment: string): Promise<unknown> => admin.call("res.partner", "write", [[partner], { comment }]);
        // a pair may straddle the turn of a second; one of some does not
        const sameMoment = async (left: number): Promise<boolean> => {
          await write("first");
          const before = await read(watched);
          await write("second");
          const after = await read(watched);
          expect(after["comment"]).not.toBe(before["comment"]);
          return after["write_date"] === before["write_date"] || (left > 0 && (await sameMoment(left - 1)));
        };
        expect(await sameMoment(40)).toBe(true);
      });
    });
  });
}
