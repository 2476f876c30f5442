import { approveAction, proposeAction } from "#src/actions/index.ts";
import { withTransaction, type Database } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { SAFE_OPERATIONS, type SafeOperation } from "#src/protocol/index.ts";
import { as, foundTenant, type Tenant } from "../support/stage.ts";
import { composeAction } from "./documents.ts";
import type { Outside } from "./outside.ts";

/** What has to become of an action: its effect, or none, because nobody approved it or its facts changed since. */
type Fate = "runs" | "unapproved" | "blocked" | "asked_again";

export interface Prepared {
  readonly operation: SafeOperation;
  readonly actionId: string;
  readonly dealId: number;
  readonly fate: Fate;
}

const CAST: readonly { readonly operation: SafeOperation; readonly fate: Fate }[] = [
  ...SAFE_OPERATIONS.map((operation) => ({ operation, fate: "runs" as const })),
  // two tasks go to Odoo in one call
  { operation: "create_odoo_task", fate: "runs" },
  { operation: "send_email", fate: "unapproved" },
  { operation: "create_internal_note", fate: "blocked" },
  { operation: "create_internal_note", fate: "asked_again" },
];

/** An organisation of its own with approved actions of every operation, and some that may have no effect. */
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
    for (const { operation, fate } of CAST) {
      const { action, dealId } = compose(outside, orgId, operation, fate, tenant.clock.now());
      const result = await proposeAction({ ctx: inner, input: { action } });
      if (!result.proposed) throw new Error(`${operation} was not proposed: ${result.reason}`);
      const { actionId, fingerprint } = result;
      if (fate !== "unapproved") {
        await approveAction({ ctx: { ...as(inner, "user:anna"), tx: inner.tx }, input: { actionId, fingerprint, channel: "in_app" } });
      }
      if (fate === "blocked" || fate === "asked_again") {
        outside.simulator.company.call("crm.lead", "write", [[dealId], { expected_revenue: REVENUE + 1 }]);
      }
      prepared.push({ operation, actionId, dealId, fate });
    }
    return prepared;
  });
  return { tenant, orgId, actions };
}

const REVENUE = 5000;
let customers = 0;

function compose(outside: Outside, orgId: string, operation: SafeOperation, fate: Fate, now: Date) {
  customers += 1;
  const { company, inspect } = outside.simulator;
  const partnerName = `Customer ${customers}`;
  const address = `buyer.${customers}@customer.example`;
  const phone = `+336${String(10_000_000 + customers)}`;
  const customer = company.customer({ name: partnerName, email: address, mobile: phone });
  const deal = company.deal({ name: `Deal ${customers}`, customer, stage: "Qualified", revenue: REVENUE });
  const partnerId = customer.id;
  const { project, stage } = outside;
  const actionId = uuidv7(now);
  // the number as Odoo shows it to us, which is where the SMS goes
  const shown = inspect.record("res.partner", partnerId)?.["phone_sanitized"];
  const revenue = { expected: REVENUE, severity: fate === "asked_again" ? ("require_reapproval" as const) : ("block" as const) };
  const about = { revenue, orgId, operation, actionId, partnerId, partnerName, address, dealId: deal.id, project, stage } as const;
  return { action: composeAction({ ...about, phone: typeof shown === "string" ? shown : phone }, now), dealId: deal.id };
}
