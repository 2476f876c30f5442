import { approveAction, cancelAction, rejectAction } from "#src/actions/index.ts";
import { ANALYSIS_KINDS } from "#src/analyzers/index.ts";
import { recordCommitment } from "#src/customers/index.ts";
import { getActionsByIdempotencyKey } from "#src/db/access/autonomousActions.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction } from "#src/db/index.ts";
import type { SettingsArea } from "#src/db/schema/index.ts";
import { executeActions, type ActionResult } from "#src/executor/index.ts";
import { followUpStore } from "#src/followups/index.ts";
import type { OdooConnection } from "#src/odoo/connect.ts";
import { suppressAddress } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { runAnalysis, type AnalysisRun } from "#src/scheduler/index.ts";
import type { CompanyBuilder, Simulator } from "#simulator/index.ts";
import type { Stage, Tenant } from "../support/stage.ts";

/** What a case lets happen in the product before it is asked, at moments before the evaluation's own. */
export interface Past {
  /** The names that the company gave to what it made. */
  readonly ids: Readonly<Record<string, number>>;
  /** The running Odoo: what its people did since. */
  readonly company: CompanyBuilder;
  /** Goes to the same hour so many days before the evaluation. */
  daysAgo(days: number): void;
  hoursAgo(hours: number): void;
  /** Analyses, and leaves what was proposed waiting. */
  propose(): Promise<void>;
  /** Analyses, approves all that was proposed and carries it out; throws where something came out otherwise. */
  work(expected?: ActionResult["result"]): Promise<void>;
  /** A person says no to everything that was proposed last. */
  reject(): Promise<void>;
  /** Everything proposed last is approved, and taken back before it was carried out. */
  takeBack(): Promise<void>;
  /** A person records what the customer said. */
  record(what: Parameters<typeof recordCommitment>[0]["input"]): Promise<void>;
  /** What is next asked of it refuses: the mail server, the SMS gateway, or Odoo where this method of this model is called. */
  refuse(...what: ["mail"] | ["sms"] | ["odoo", { readonly model: string; readonly method: string }]): void;
  /** An address that bounced. */
  bounced(address: string): Promise<void>;
}

/** The product around one company: its organisation, its Odoo, and its worker. */
export interface Product {
  readonly tenant: Tenant;
  readonly stage: Stage;
  readonly odoo: OdooConnection;
  readonly company: CompanyBuilder;
  /** Of its Odoo. */
  readonly faults: Simulator["faults"];
  readonly ids: Readonly<Record<string, number>>;
  readonly now: Date;
}

/** Every analysis, as its job runs it. */
export async function analyseAll({ tenant, odoo }: Pick<Product, "tenant" | "odoo">): Promise<AnalysisRun[]> {
  const runs: AnalysisRun[] = [];
  for (const kind of ANALYSIS_KINDS) runs.push(await runAnalysis(kind, { ctx: tenant.system, reader: odoo.reader }));
  return runs;
}

/** Saves settings of the organisation, as its people would. */
export const saveSettings = ({ system }: Tenant, area: SettingsArea, value: object): Promise<void> =>
  withTransaction(system, (inner) => saveOrgSettings(inner, area, JSON.parse(JSON.stringify(value))));

/** The past of a product, told in days and hours before its `now`; `show` sets the clock of its Odoo. */
export function pastOf(product: Product, show: (moment: Date) => void): Past {
  const { tenant, stage, company, ids, now } = product;
  const goBack = (milliseconds: number): void => {
    const moment = new Date(now.getTime() - milliseconds);
    tenant.clock.set(moment);
    show(moment);
  };
  let last: readonly ActionProtocol[] = [];
  const propose = async (): Promise<void> => {
    last = (await analyseAll(product)).flatMap(({ proposed }) => proposed);
    if (last.length === 0) throw new Error("nothing was proposed in the past, so it is not the past that the case tells of");
  };
  const approve = async (): Promise<void> => {
    for (const { actionId, fingerprint } of await standing(tenant, last)) {
      await approveAction({ ctx: tenant.person, input: { actionId, fingerprint, channel: "in_app" } });
    }
  };
  return {
    ids,
    company,
    daysAgo: (days) => goBack(days * 86_400_000),
    hoursAgo: (hours) => goBack(hours * 3_600_000),
    propose,
    async work(expected = "executed") {
      await propose();
      await approve();
      const results = await carryOut(product, last);
      const other = results.find(({ result }) => result !== expected);
      if (other !== undefined) throw new Error(`came out as ${JSON.stringify(other)}, not as ${expected}`);
    },
    async reject() {
      for (const { action_id: actionId } of last) {
        await rejectAction({ ctx: tenant.person, input: { actionId, reason: "Not this one.", channel: "in_app" } });
      }
    },
    async takeBack() {
      await approve();
      for (const { action_id: actionId } of last) await cancelAction({ ctx: tenant.person, input: { actionId, reason: "Not today." } });
    },
    async record(what) {
      await recordCommitment({ ctx: tenant.person, input: what });
    },
    refuse(...[who, target]) {
      if (who === "mail") stage.sink.faults.add({ kind: "refuse", code: 550, message: "5.1.1 no such mailbox" });
      else if (who === "sms") stage.gateway.faults.add({ kind: "answer", status: 400, body: { error: "no such number" } });
      else product.faults.add({ kind: "raise", name: "odoo.exceptions.UserError", message: "This may not be done.", ...target });
    },
    async bounced(address) {
      await withTransaction(tenant.system, (inner) => suppressAddress(inner, { channel: "email", address, reason: "hard_bounce" }));
    },
  };
}

/** The actions as they are stored, with what an approval binds to. */
async function standing({ system }: Tenant, actions: readonly ActionProtocol[]): Promise<{ actionId: string; fingerprint: string }[]> {
  const keys = actions.map(({ idempotency_key: key }) => key);
  const rows = await withTransaction(system, (inner) => getActionsByIdempotencyKey(inner, keys));
  return rows.map(({ actionId, fingerprint }) => ({ actionId, fingerprint }));
}

async function carryOut({ tenant, stage, odoo }: Product, actions: readonly ActionProtocol[]): Promise<readonly ActionResult[]> {
  const worker = stage.worker(`worker of ${tenant.system.orgId}`);
  const followUps = followUpStore((orgId) => ({ ...tenant.system, orgId }));
  const { results } = await executeActions(
    tenant.system,
    { ...worker, reader: odoo.reader, ports: { ...worker.ports, odoo: odoo.writer, reader: odoo.reader, clock: tenant.clock, followUps } },
    actions.map(({ action_id: id }) => id),
  );
  return results;
}
