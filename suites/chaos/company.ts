import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { composeAction, tagOf } from "./documents.ts";
import type { Entry } from "./ledger.ts";
import { FACT } from "./odoo.ts";
import type { Outside } from "./outside.ts";
import type { ActionPlan } from "./plan.ts";

const REVENUE = 5000;
/** A follow-up becomes a proposal of its own when it is due; a deal that is worth this is no longer what was seen. */
const CHANGED = 7000;

export interface Prepared {
  readonly entry: Entry;
  readonly document: ActionProtocol;
}

/** Makes the customer and the deal in Odoo, and the document that acts on them. */
export function prepareAction(outside: Outside, plan: ActionPlan): Prepared {
  const { org, index, kind } = plan;
  const { company, inspect } = outside.simulator;
  const address = `buyer.${index}@customer-${org}.example`;
  const phone = `+336${String(10_000_000 + index)}`;
  const customer = company.customer({ name: `Customer ${org} ${index}`, email: address, mobile: phone });
  const deal = company.deal({ name: `Deal ${org} ${index}`, customer, stage: "Qualified", revenue: REVENUE });
  const stage = (name: string): number => inspect.records("crm.stage", [["name", "=", name]])[0]!.id;
  const actionId = uuidv7(new Date());
  const entry = outside.ledger.add(plan, actionId);
  outside.byDeal.set(deal.id, entry);
  outside.byAddress.set(address, entry);
  outside.byAddress.set(phone, entry);
  const document = composeAction(
    {
      org,
      index,
      kind,
      actionId,
      partnerId: customer.id,
      partnerName: customer.name,
      address,
      phone,
      dealId: deal.id,
      revenue: REVENUE,
      stage: { from: stage("Qualified"), to: stage("Won") },
    },
    new Date(),
  );
  return { entry, document };
}

/** Somebody changes in Odoo what the approver saw. */
export function changeFact({ simulator, ledger }: Outside, { entry, document }: Prepared): void {
  simulator.company.call("crm.lead", "write", [document.affected_records.ids, { [FACT]: CHANGED }]);
  entry.changedAt = ledger.next();
}

/** How often the effect of an action happened, counted outside; of follow-ups, which are rows of our own, the database tells. */
export function effectsOf(outside: Outside, { entry, document }: Prepared): number | null {
  const { plan } = entry;
  const { inspect } = outside.simulator;
  const tag = tagOf(plan.org, plan.index);
  const [dealId] = document.affected_records.ids;
  switch (plan.kind) {
    case "mail":
    case "sms":
      throw new Error("messages are counted where they were taken");
    case "task":
      return inspect.count("project.task", [["name", "=", tag]]);
    case "activity":
      return inspect.count("mail.activity", [["summary", "=", tag]]);
    case "note":
      return inspect.records("mail.message", [["res_id", "=", dealId]]).filter(({ body }) => typeof body === "string" && body.includes(tag))
        .length;
    case "stage":
      return inspect.count("crm.lead", [
        ["id", "=", dealId],
        ["stage_id.name", "=", "Won"],
      ]);
    case "followUp":
      return null;
  }
}

/** Notes that follow effects, by the id they carry: each may stand once. */
export function repeatedNotes({ simulator }: Outside): number {
  const counts = new Map<string, number>();
  for (const { message_id: id } of simulator.inspect.records("mail.message", [["message_id", "like", "@ai-coo"]]))
    if (typeof id === "string") counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + count - 1, 0);
}
