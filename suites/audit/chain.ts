import { approveAction, rejectAction } from "#src/actions/index.ts";
import { publishHead, type PublishedHead, readPublishedHeads } from "#src/audit/index.ts";
import { recoverAttempts, processApprovedActions } from "#src/executor/index.ts";
import { resumeExecution, stopExecution } from "#src/policy/index.ts";
import { approvedReminders, newCustomer, newCustomers, newTenant, propose, reminder, type World } from "../race/cast.ts";
import type { Tenant } from "../support/stage.ts";

export interface RealChain {
  readonly tenant: Tenant;
  /** Published on the way: after a third, after two thirds, and at the end. */
  readonly heads: readonly PublishedHead[];
}

/** What a company's audit looks like: proposals, decisions, mails that went out, a stop and its end; every entry by the product's own verbs. */
export async function writeRealChain(world: World, headsFile: string, customers: number): Promise<RealChain> {
  const tenant = await newTenant(world, "audited");
  for (let part = 0; part < 3; part++) {
    await approvedReminders(tenant, newCustomers(world, Math.ceil(customers / 3)));
    await processApprovedActions(tenant.system, world.stage.worker(`auditee-${part}`));
    const { actionId } = await propose(tenant, reminder(tenant, newCustomer(world)));
    await rejectAction({ ctx: tenant.person, input: { actionId, reason: "They paid in cash", channel: "in_app" } });
    await stopExecution(tenant.person, { reason: "A look at the books" });
    const held = await propose(tenant, reminder(tenant, newCustomer(world)));
    await approveAction({ ctx: tenant.person, input: { actionId: held.actionId, fingerprint: held.fingerprint, channel: "in_app" } });
    await resumeExecution(tenant.person, { reason: "All in order" });
    await processApprovedActions(tenant.system, world.stage.worker(`auditee-${part}-later`));
    await recoverAttempts(tenant.system, world.stage.worker(`auditee-${part}-recovery`));
    await publishHead(tenant.system, headsFile);
  }
  return { tenant, heads: await readPublishedHeads(headsFile) };
}
