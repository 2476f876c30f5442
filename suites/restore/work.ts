import { uuidv7 } from "#src/lib/ids.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { composeAction, tagOf } from "../chaos/documents.ts";
import type { Kind } from "../chaos/plan.ts";
import type { Outside } from "./outside.ts";

const ORG = "alpha";
const REVENUE = 5000;

/** When in the life of the database an action was proposed and approved. */
export type Group =
  /** Approved when the backup was made, and done after it. */
  | "approved"
  /** Waiting for approval in the backup; approved and done after it. */
  | "pending"
  /** A message that waits for approval in the backup and for ever after: never sent. */
  | "undecided"
  /** Proposed, approved and done after the backup, which does not know of it. */
  | "unknown";

export interface Work {
  readonly group: Group;
  readonly kind: Kind;
  /** Words in its effect, and in no other. */
  readonly tag: string;
  readonly dealId: number;
  readonly document: ActionProtocol;
}

let made = 0;

/** A customer and a deal of its own in Odoo, and the action about it. */
export function makeWork({ simulator }: Outside, group: Group, kind: Kind): Work {
  made += 1;
  const index = made;
  const { company, inspect } = simulator;
  const address = `buyer.${index}@customer.example`;
  const phone = `+336${String(10_000_000 + index)}`;
  const partnerName = `Customer ${index}`;
  const customer = company.customer({ name: partnerName, email: address, mobile: phone });
  const deal = company.deal({ name: `Deal ${index}`, customer, stage: "Qualified", revenue: REVENUE });
  const stage = (name: string): number => inspect.records("crm.stage", [["name", "=", name]])[0]!.id;
  const now = new Date();
  const document = composeAction(
    {
      org: ORG,
      index,
      kind,
      actionId: uuidv7(now),
      partnerId: customer.id,
      partnerName,
      address,
      phone,
      dealId: deal.id,
      revenue: REVENUE,
      stage: { from: stage("Qualified"), to: stage("Won") },
    },
    now,
  );
  return { group, kind, tag: tagOf(ORG, index), dealId: deal.id, document };
}

/** How often it happened, as the ledgers outside tell. */
export function effectsOf(outside: Outside, { kind, tag, dealId }: Work): number {
  const { inspect } = outside.simulator;
  switch (kind) {
    case "mail":
    case "sms":
      return outside.messages().filter((text) => text.includes(tag)).length;
    case "task":
      return inspect.count("project.task", [["name", "=", tag]]);
    case "activity":
      return inspect.count("mail.activity", [["summary", "=", tag]]);
    case "note":
      return inspect.records("mail.message", [["res_id", "=", dealId]]).filter(({ body }) => JSON.stringify(body).includes(tag)).length;
    case "stage":
      return inspect.count("crm.lead", [
        ["id", "=", dealId],
        ["stage_id.name", "=", "Won"],
      ]);
    case "followUp":
      return 0;
  }
}

/** Notes of the product that stand twice. */
export function repeatedNotes({ simulator }: Outside): number {
  const ids = simulator.inspect
    .records("mail.message", [["message_id", "like", "@ai-coo"]])
    .map((row) => JSON.stringify(row["message_id"]));
  return ids.length - new Set(ids).size;
}
