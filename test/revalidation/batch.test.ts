import { describe, expect, it } from "vitest";
import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { verdictOf } from "#src/revalidation/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { setScene } from "./scene.ts";

const scene = setScene();

describe("a thousand actions over four models", () => {
  it("cost one read a model, and are told apart", async () => {
    const types: ActionType[] = ["send_invoice_reminder", "create_follow_up_task", "flag_at_risk_project", "send_payment_confirmation"];
    const actions = Array.from({ length: 1000 }, (_, index) => {
      const id = index + 100;
      const type = types[index % types.length]!;
      scene.odoo.put("account.move", id, { name: `INV/${id}` });
      scene.odoo.put("crm.lead", id, { name: `Deal ${id}`, active: true });
      // Every tenth project is archived.
      scene.odoo.put("project.project", id, { name: `Project ${id}`, active: id % 10 !== 0 });
      scene.odoo.put("res.partner", id, {
        name: `Customer ${id}`,
        active: true,
        email: `c${id}@x.example`,
        commercial_partner_id: [id, "x"],
      });
      const parts = { actionType: type, ids: [id], partnerId: id, to: [`c${id}@x.example`], actionId: uuidv7(scene.ctx.clock.now()) };
      return exampleAction({}, parts);
    });
    const results = await scene.revalidate(...actions);

    expect(scene.odoo.calls.filter((call) => call.startsWith("read")).toSorted()).toEqual([
      "read account.move",
      "read crm.lead",
      "read project.project",
      "read res.partner",
    ]);
    const verdicts = actions.map((action) => [action, verdictOf(results.get(action.action_id)!).kind] as const);
    const archived = verdicts.filter(
      ([action]) => action.action_type === "flag_at_risk_project" && action.affected_records.ids[0]! % 10 === 0,
    );
    expect(archived.length).toBeGreaterThan(0);
    expect(verdicts.filter(([, kind]) => kind === "block")).toEqual(archived);
    expect(verdicts.filter(([, kind]) => kind === "pass")).toHaveLength(1000 - archived.length);
  });
});
