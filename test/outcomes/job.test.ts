import { sql } from "drizzle-orm";
import { afterEach, describe, expect, test } from "vitest";
import { proposeAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";
import { setOutcomeScene } from "./scene.ts";

/** The job itself: twice, at once, late, over a part of Odoo that cannot be read, and over many actions. */

describe.each([14, 19] as const)("the job, on Odoo %s", (release) => {
  const scene = setOutcomeScene(release);
  afterEach(() => scene.simulator.faults.clear());

  /** Actions as the executor leaves them, of which nothing went out: what is tried here begins afterwards. */
  async function completed(count: number, partsOf: (index: number) => Partial<DocumentParts>): Promise<string[]> {
    const { ctx } = scene;
    const now = ctx.clock.now();
    const ids: string[] = [];
    for (let index = 0; index < count; index++) {
      const action = exampleAction({ org_id: ctx.orgId, action_id: uuidv7(now), created_at: now.toISOString() }, partsOf(index));
      const result = await proposeAction({ ctx, input: { action } });
      if (!result.proposed) throw new Error(result.reason);
      ids.push(result.actionId);
    }
    await withTransaction(ctx, ({ tx }) =>
      tx.execute(sql`update ai_coo.autonomous_actions set status = 'completed', settled_at = ${now.toISOString()}::timestamptz
        where org_id = ${ctx.orgId} and status = 'pending_approval'`),
    );
    ctx.clock.advance({ minutes: 1 });
    return ids;
  }

  /** Customers with an invoice each; the names are those of earlier calls, so that the company does not grow for nothing. */
  function invoices(count: number): Partial<DocumentParts>[] {
    return Array.from({ length: count }, (_, index) => {
      const email = `pay@many-${index}.example`;
      const customer = scene.simulator.company.customer({ name: `Many ${index}`, email });
      const invoice = customer.invoice({ amount: 100, due: "2026-01-15" });
      return { partnerId: customer.id, ids: [invoice.id], to: [email], amount: 100 };
    });
  }

  test("run again it finds nothing that is due; an hour later it looks again, and closes each row once", async () => {
    const made = invoices(3);
    await completed(3, (index) => made[index]!);
    expect(await scene.look()).toEqual({ begun: 3, looked: 3, appeared: 0, closed: 0, unreadable: 0 });
    expect(await scene.look()).toEqual({ begun: 0, looked: 0, appeared: 0, closed: 0, unreadable: 0 });
    scene.ctx.clock.advance({ hours: 1 });
    expect(await scene.look()).toMatchObject({ begun: 0, looked: 3 });
    scene.ctx.clock.advance({ days: 40 });
    expect(await scene.look()).toMatchObject({ looked: 3, closed: 3 });
    scene.ctx.clock.advance({ days: 40 });
    expect(await scene.look()).toEqual({ begun: 0, looked: 0, appeared: 0, closed: 0, unreadable: 0 });
  });

  test("several at once share the rows, look at each once, and tell each fact once", async () => {
    const made = invoices(30);
    const ids = await completed(30, (index) => made[index]!);
    scene.ctx.clock.advance({ days: 1 });
    for (const { ids: invoiceIds } of made.slice(0, 10)) await scene.data.pay(invoiceIds![0]!);
    const runs = await Promise.all([scene.look(4), scene.look(4), scene.look(4)]);
    const sum = (key: "begun" | "looked" | "appeared"): number => runs.reduce((total, run) => total + run[key], 0);
    expect([sum("begun"), sum("looked"), sum("appeared")]).toEqual([30, 30, 10]);
    for (const id of ids.slice(0, 10)) expect(await scene.events(id)).toEqual(["outcome.paid"]);
  });

  test("a run that was overtaken while it waited for Odoo keeps nothing of what it saw", async () => {
    const [parts] = invoices(1);
    const [id] = await completed(1, () => parts!);
    const held = scene.simulator.faults.hold({ model: "account.move", when: "after_commit" });
    const slow = scene.look();
    await held.reached;
    scene.ctx.clock.advance({ minutes: 11 });
    await scene.data.pay(parts!.ids![0]!);
    expect(await scene.look()).toMatchObject({ looked: 1, appeared: 1 });
    held.release();
    expect(await slow).toMatchObject({ looked: 0, appeared: 0 });
    expect(await scene.facts(id!)).toEqual(["paid"]);
    expect(await scene.events(id!)).toEqual(["outcome.paid"]);
  });

  test("a part of Odoo that cannot be read keeps only its own actions waiting, and throws where it is all there is", async () => {
    const [parts] = invoices(1);
    const customer = scene.simulator.company.customer({ name: "Prospect" });
    const deal = scene.simulator.company.deal({ name: "Shelves", customer, stage: "Qualified" });
    const [reminder, followUp] = await completed(2, (index) =>
      index === 0 ? parts! : { actionType: "follow_up_on_stale_deal", partnerId: customer.id, ids: [deal.id] },
    );
    const refused = { kind: "raise", name: "odoo.exceptions.AccessError", message: "No", model: "crm.lead", times: Infinity } as const;
    scene.simulator.faults.add(refused);
    await scene.data.pay(parts!.ids![0]!);
    expect(await scene.look()).toMatchObject({ looked: 1, appeared: 1, unreadable: 1 });
    expect(await scene.facts(reminder!)).toEqual(["paid"]);
    expect((await scene.row(followUp!)).lookedAt).toBeNull();

    scene.ctx.clock.advance({ hours: 1 });
    scene.simulator.faults.clear();
    scene.simulator.faults.add({ ...refused, model: "account.partial.reconcile" });
    expect(await scene.look()).toMatchObject({ looked: 1, unreadable: 1 });
    // what is known stays known while nobody can look
    expect(await scene.facts(reminder!)).toEqual(["paid"]);

    scene.simulator.faults.clear();
    scene.simulator.faults.add({ kind: "http", status: 503, body: "html", times: Infinity });
    scene.ctx.clock.advance({ hours: 1 });
    await expect(scene.look()).rejects.toMatchObject({ code: "odoo_unreachable" });
    scene.ctx.clock.advance({ days: 45 });
    // a week after its window nobody waits for Odoo any more
    await scene.look().catch(() => {});
    expect(await scene.row(followUp!)).toMatchObject({ finalBecause: "unreadable" });
  });

  test("its calls to Odoo do not grow with the actions", { timeout: 120_000 }, async () => {
    const callsFor = async (count: number): Promise<number> => {
      const made = invoices(count);
      await completed(count, (index) => made[index]!);
      scene.ctx.clock.advance({ days: 1 });
      for (const { ids } of made.slice(0, 3)) await scene.data.pay(ids![0]!);
      scene.simulator.calls.clear();
      expect(await scene.look()).toMatchObject({ begun: count, looked: count, appeared: 3 });
      const calls = scene.simulator.calls.count({ login: scene.simulator.login });
      // the next count is one of these alone
      scene.ctx.clock.advance({ days: 40 });
      await scene.look();
      return calls;
    };
    const few = await callsFor(20);
    const many = await callsFor(500);
    expect(many).toBeLessThanOrEqual(few);
    expect(many).toBeLessThan(20);
  });
});
