import { approveAction, proposeAction } from "#src/actions/index.ts";
import { withTransaction, type Database } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { SAFE_OPERATIONS, type SafeOperation } from "#src/protocol/index.ts";
import { as, foundTenant, type Tenant } from "../support/stage.ts";
import { composeAction } from "./documents.ts";
import type { Outside } from "./outside.ts";

export interface Prepared {
  readonly operation: SafeOperation;
  readonly actionId: string;
  readonly dealId: number;
  readonly approved: boolean;
}

/** An organisation of its own with one approved action of every operation, and one that nobody approved. */
export interface Org {
  readonly tenant: Tenant;
  readonly orgId: string;
  readonly actions: readonly Prepared[];
}

let made = 0;

export async function prepareOrg(db: Database, outside: Outside): Promise<Org> {
  made += 1;
  const orgId = `org-${made}`;
  const tenant = await foundTenant(db, orgId);
  const actions = await withTransaction(tenant.system, async (inner) => {
    const prepared: Prepared[] = [];
    for (const [index, operation] of [...SAFE_OPERATIONS, "send_email" as const].entries()) {
      const approved = index < SAFE_OPERATIONS.length;
      const { action, dealId } = compose(outside, orgId, operation, tenant.clock.now());
      const result = await proposeAction({ ctx: inner, input: { action } });
      if (!result.proposed) throw new Error(`${operation} was not proposed: ${result.reason}`);
      const { actionId, fingerprint } = result;
      if (approved)
        await approveAction({ ctx: { ...as(inner, "user:anna"), tx: inner.tx }, input: { actionId, fingerprint, channel: "in_app" } });
      prepared.push({ operation, actionId, dealId, approved });
    }
    return prepared;
  });
  return { tenant, orgId, actions };
}

let customers = 0;

function compose(outside: Outside, orgId: string, operation: SafeOperation, now: Date) {
  customers += 1;
  const { company, inspect } = outside.simulator;
  const partnerName = `Customer ${customers}`;
  const address = `buyer.${customers}@customer.example`;
  const phone = `+336${String(10_000_000 + customers)}`;
  const customer = company.customer({ name: partnerName, email: address, mobile: phone });
  const deal = company.deal({ name: `Deal ${customers}`, customer, stage: "Qualified", revenue: 5000 });
  const partnerId = customer.id;
  const { project, stage } = outside;
  const actionId = uuidv7(now);
  // the number as Odoo shows it to us, which is where the SMS goes
  const shown = inspect.record("res.partner", partnerId)?.["phone_sanitized"];
  const about = { orgId, operation, actionId, partnerId, partnerName, address, dealId: deal.id, project, stage } as const;
  return { action: composeAction({ ...about, phone: typeof shown === "string" ? shown : phone }, now), dealId: deal.id };
}
