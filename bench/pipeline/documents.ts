import { uuidv7 } from "#src/lib/ids.ts";
import { parseActionProtocol, type ActionProtocol, type ActionType } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";

export type Mix = "mail, task, note" | "mail";

const TYPES = {
  "mail, task, note": ["send_invoice_reminder", "create_collection_task", "flag_at_risk_project"],
  mail: ["send_invoice_reminder"],
} as const satisfies Record<Mix, readonly ActionType[]>;

/** Brings a document to about the 3 kB of a real proposal. */
const PARAGRAPH = "We would be grateful for your answer, and for a word when something about this invoice is not as it should be. ".repeat(
  4,
);

/** One of many valid actions, each about a customer and a record of its own. */
export function documentOf(orgId: string, now: Date, mix: Mix, index: number): ActionProtocol {
  const types = TYPES[mix];
  const partnerId = 100 + index;
  const action = exampleAction(
    { org_id: orgId, action_id: uuidv7(now), created_at: now.toISOString() },
    {
      actionType: types[index % types.length]!,
      partnerId,
      partnerName: `Customer ${partnerId}`,
      ids: [partnerId],
      to: [addressOf(partnerId)],
      text: `Dear customer,\n\nInvoice ${partnerId} is due.\n\n${PARAGRAPH}\n`,
    },
  );
  const { operation } = action;
  if (operation.type !== "send_email") return parseActionProtocol(action);
  // attachments are refused by this version
  return parseActionProtocol({ ...action, operation: { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } });
}

/** The customer's address, here and in the stand-in of Odoo. */
export const addressOf = (partnerId: number): string => `billing@customer-${partnerId}.example`;
