import { describe, expect, test } from "vitest";
import { messageModel } from "#src/odoo/models/index.ts";
import { effectOf } from "#src/odoo/write/index.ts";
import type { GetSession } from "../odooContract.ts";
import { failure, type ContractTarget } from "../session.ts";

export function notesContract(session: GetSession, { release }: ContractTarget): void {
  describe("notes", () => {
    const newMessageId = (): string => `<${crypto.randomUUID()}@ai-coo>`;

    test.each([
      ["account.move", "open"],
      ["crm.lead", "lead"],
      ["project.task", "task"],
      ["res.partner", "alder"],
      ["sale.order", "order"],
    ] as const)("an internal note on %s, as plain text, under its message id", async (model, name) => {
      const { company, reader, writer } = session();
      const messageId = newMessageId();
      const id = company[name];
      const note = await writer.postNote({ model, id, body: `Sent <b>"1" & 2</b>\nsecond line`, messageId });
      expect(note.created).toBe(true);
      expect(await writer.findNote(messageId)).toEqual({ id: note.id });
      const [message] = await reader.list(messageModel, { domain: [["message_id", "=", messageId]] });
      expect(message).toMatchObject({
        id: note.id,
        model,
        res_id: id,
        message_type: "comment",
        subtype_id: { name: "Note" },
        partner_ids: [],
        message_id: messageId,
        author_id: { id: (await reader.whoAmI()).partnerId },
      });
      expect(message?.body).toMatch(/^<p>Sent &lt;b&gt;("|&quot;)1("|&quot;) &amp; 2&lt;\/b&gt;<br ?\/?>second line<\/p>$/);
      expect(
        await reader.count("mail.message", [
          ["id", "=", note.id],
          ["subtype_id.internal", "=", true],
        ]),
      ).toBe(1);
    });

    test("a note on a project is odoo_forbidden for a user who may not change projects", async () => {
      const { company, writer } = session();
      const messageId = newMessageId();
      const error = await failure(
        writer.postNote({ model: "project.project", id: company.project, body: "x", messageId }),
        "odoo_forbidden",
      );
      expect(effectOf(error)).toBe("none");
      expect(await writer.findNote(messageId)).toBeNull();
    });

    test("a second note under the same message id is not posted", async () => {
      const { company, reader, writer } = session();
      const messageId = newMessageId();
      const note = { model: "account.move", id: company.paid, body: "Once", messageId };
      const first = await writer.postNote(note);
      expect(await writer.postNote(note)).toEqual({ id: first.id, created: false });
      expect(await reader.count("mail.message", [["message_id", "=", messageId]])).toBe(1);
    });

    test("Odoo itself would take the same message id twice", async () => {
      const { company, reader, unlimited } = session();
      const messageId = newMessageId();
      const post = (): Promise<unknown> =>
        unlimited.call({
          model: "res.partner",
          method: "message_post",
          ids: [company.alder],
          args: { body: "Twice", message_type: "comment", subtype_xmlid: "mail.mt_note", message_id: messageId },
        });
      await post();
      await post();
      expect(await reader.count("mail.message", [["message_id", "=", messageId]])).toBe(2);
    });

    test("message_post escapes text on 19 and takes it as HTML on 14", async () => {
      const { company, reader, unlimited } = session();
      const message_id = newMessageId();
      const args = { body: "<b>x</b> & y", message_type: "comment", subtype_xmlid: "mail.mt_note", message_id };
      const answer = await unlimited.call({ model: "res.partner", method: "message_post", ids: [company.alder], args });
      const [message] = await reader.list(messageModel, { domain: [["message_id", "=", message_id]] });
      // 19 answers with a list of ids, 14 with the id.
      expect(answer).toEqual(release === 14 ? message?.id : [message?.id]);
      expect(message?.body).toMatch(release === 14 ? /<b>x<\/b> &amp; y/ : /^<p>&lt;b&gt;x&lt;\/b&gt; &amp; y<\/p>$/);
    });

    test("a note makes nobody a follower", async () => {
      const { admin, data, reader, writer } = session();
      const id = await data.customer("Quiet");
      await writer.postNote({ model: "res.partner", id, body: "x", messageId: newMessageId() });
      const { partnerId } = await reader.whoAmI();
      const followers = await admin.read(
        "mail.followers",
        [
          ["res_model", "=", "res.partner"],
          ["res_id", "=", id],
        ],
        ["partner_id"],
      );
      expect(followers.map((follower) => (follower["partner_id"] as [number])[0])).not.toContain(partnerId);
    });

    test("a note on a record that is not there is odoo_missing_record, and there is no note", async () => {
      const { writer } = session();
      const messageId = newMessageId();
      const error = await failure(writer.postNote({ model: "account.move", id: 99_999_999, body: "x", messageId }), "odoo_missing_record");
      expect(effectOf(error)).toBe("none");
      expect(await writer.findNote(messageId)).toBeNull();
    });

    test("a message id that was never used is not found", async () => {
      expect(await session().writer.findNote(newMessageId())).toBeNull();
    });
  });
}
