import { approveAction, getAction, proposeAction } from "#src/actions/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { outreachScopeKey, type ActionProtocol } from "#src/protocol/index.ts";
import type { Inspection } from "#simulator/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { foundTenant, type Stage, type Tenant } from "../support/stage.ts";

export interface World {
  readonly stage: Stage;
  readonly database: SuiteDatabase;
}

/** Somebody to write to, with an invoice to write about. */
export interface Customer {
  readonly id: number;
  readonly name: string;
  readonly address: string;
  readonly invoiceId: number;
}

let made = 0;

/** A new organisation; its name says which scene it plays in. */
export function newTenant({ database }: World, scene: string, people?: readonly string[]): Promise<Tenant> {
  made += 1;
  return foundTenant(database.db, `${scene}-${made}`, people);
}

export function newCustomer({ stage }: World): Customer {
  made += 1;
  const name = `Customer ${made}`;
  const address = `billing.${made}@customer.example`;
  const customer = stage.simulator.company.customer({ name, email: address });
  return { id: customer.id, name, address, invoiceId: customer.invoice({ amount: 900, due: "-10d" }).id };
}

export const newCustomers = (world: World, count: number): Customer[] => Array.from({ length: count }, () => newCustomer(world));

/** A reminder to the customer, valid and true. */
export function reminder({ system, clock }: Tenant, { id, name, address, invoiceId }: Customer): ActionProtocol {
  const now = clock.now();
  const action = exampleAction(
    { org_id: system.orgId, action_id: uuidv7(now), created_at: now.toISOString() },
    { partnerId: id, partnerName: name, ids: [invoiceId], to: [address] },
  );
  const { operation } = action;
  if (operation.type !== "send_email") throw new Error("the example is no mail");
  return { ...action, operation: { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } };
}

/** The same action under another key, and about another deal when one is named: then its scope of contact is another one too. */
export function another(action: ActionProtocol, nth: number, dealId?: number): ActionProtocol {
  const partnerId = action.affected_records.partner_id!;
  const scope_key = outreachScopeKey({
    channel: "email",
    partnerId,
    contextType: "deal",
    ...(dealId === undefined ? {} : { contextId: dealId }),
  });
  return {
    ...action,
    action_id: uuidv7(new Date(action.created_at)),
    idempotency_key: action.idempotency_key.replace(/:([^:]+):(\d{4}-\d\d-\d\d)$/, `:$1-${nth}:$2`),
    revalidation_plan: {
      checks: action.revalidation_plan.checks.map((check) =>
        dealId !== undefined && check.predicate.type === "no_duplicate_action_in_window"
          ? { ...check, predicate: { ...check.predicate, scope_key } }
          : check,
      ),
    },
  };
}

export interface Proposed {
  readonly actionId: string;
  readonly fingerprint: string;
}

export async function propose(tenant: Tenant, action: ActionProtocol): Promise<Proposed> {
  const result = await proposeAction({ ctx: tenant.system, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
  return result;
}

export async function approved(tenant: Tenant, action: ActionProtocol): Promise<string> {
  const { actionId, fingerprint } = await propose(tenant, action);
  await approveAction({ ctx: tenant.person, input: { actionId, fingerprint, channel: "in_app" } });
  return actionId;
}

/** Approved reminders, one to each customer; their ids in the same order. */
export async function approvedReminders(tenant: Tenant, customers: readonly Customer[]): Promise<string[]> {
  const ids: string[] = [];
  for (const customer of customers) ids.push(await approved(tenant, reminder(tenant, customer)));
  return ids;
}

export const statusOf = async (tenant: Tenant, actionId: string): Promise<string> =>
  (await getAction({ ctx: tenant.system, input: { actionId } })).status;

export const mailsTo = ({ stage }: World, { address }: Customer): number =>
  stage.sink.messages().filter(({ recipients }) => recipients.includes(address)).length;

/** Notes of the product on the customer's invoice. */
export const notesOn = ({ stage }: World, { invoiceId }: Customer): number => notes(stage.simulator.inspect, invoiceId).length;

const notes = (inspect: Inspection, invoiceId: number) =>
  inspect.messages("account.move", invoiceId).filter((row) => JSON.stringify(row["message_id"]).includes("@ai-coo"));
