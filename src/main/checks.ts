import { readPublishedHeads, verifyAuditChain } from "#src/audit/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import type { JobOutcome } from "#src/queue/index.ts";
import type { Checks } from "#src/scheduler/index.ts";
import { headsFile } from "./auditHeads.ts";
import type { BackOffice } from "./backOffice.ts";
import { testModel } from "./model.ts";

/**
 * What tries the ways to the outside, in the process that holds their secrets. What is wrong is a result, not a failure of the
 * job: trying again by itself would change nothing. No secret is in a result.
 */
export function createChecks(office: BackOffice): Checks {
  const ctx = office.context("system:ai-coo");
  return {
    "check-odoo": () => saying(office, configuredOdoo(office), () => checkOdoo(office)),
    "check-mail": () => checkDoor(office, "mail"),
    "check-sms": () => checkDoor(office, "sms"),
    "check-model": () => checkModel(office),
    "verify-audit": async () => {
      const heads = (await readPublishedHeads(headsFile(office.config))).filter((head) => head.org_id === ctx.orgId);
      const verdict = await verifyAuditChain(ctx, { heads });
      return verdict.ok
        ? { ok: true, entries: verdict.length, heads: heads.length, broken_at: null, sentence: null }
        : { ok: false, entries: verdict.seq, heads: heads.length, broken_at: verdict.seq, sentence: verdict.sentence };
    },
  };
}

/** Runs a check, times it, and turns what it throws into words. */
async function saying(
  { clock }: BackOffice,
  configured: Readonly<Record<string, string | null>>,
  check: () => Promise<JobOutcome>,
): Promise<JobOutcome> {
  const began = clock.now().getTime();
  const took = (): number => clock.now().getTime() - began;
  try {
    const result = await check();
    return { ...configured, ...result, milliseconds: took() };
  } catch (error) {
    const { code, message, next = null } = asAiCooError(error);
    return { ...configured, ok: false, code, sentence: message, next, milliseconds: took() };
  }
}

function configuredOdoo({ config: { odoo } }: BackOffice): Record<string, string | null> {
  if (odoo.kind === "simulated") return { kind: "simulated", where: `Odoo ${odoo.release}`, from: null };
  return { kind: "server", where: `${odoo.url} (${odoo.database})`, from: odoo.login };
}

/** The parts of Odoo that the analyses read, by a model of each. */
const PARTS = { accounting: "account.move", sales: "crm.lead", projects: "project.task" } as const;

async function checkOdoo({ odoo }: BackOffice): Promise<JobOutcome> {
  const { reader } = odoo.connection;
  const release = await reader.release();
  const { name, companyIds } = await reader.whoAmI();
  const parts: string[] = [];
  for (const [part, model] of Object.entries(PARTS)) {
    if (!(await reader.hasModel(model))) continue;
    // what the user may not read shows here, before an analysis runs into it
    await reader.count(model, []);
    parts.push(part);
  }
  return {
    ok: true,
    sentence: `Odoo ${release.major} takes the key of ${name}, who sees ${companyIds.length === 1 ? "1 company" : `${companyIds.length} companies`}.`,
    next: null,
    parts: parts.join(","),
  };
}

function checkDoor(office: BackOffice, name: "mail" | "sms"): Promise<JobOutcome> {
  const door = office.doors[name];
  const { kind, where, from } = door;
  return saying(office, { kind, where, from }, async () => {
    const found = await door.check();
    return { ok: found.ok, sentence: found.sentence, next: found.ok ? null : found.next };
  });
}

function checkModel(office: BackOffice): Promise<JobOutcome> {
  const { model, baseUrl } = office.config.model;
  const kind = office.model.model === null ? "none" : "anthropic";
  return saying(office, { kind, where: `${model} (${URL.parse(baseUrl)?.host ?? baseUrl})`, from: null }, async (): Promise<JobOutcome> => {
    const answer = await testModel(office.model);
    if (!answer.ok) return { ok: false, code: answer.reason, sentence: answer.sentence, next: answer.next };
    const { durationMs, costUsd } = answer.usage;
    return { ok: true, sentence: `${model} answered in ${durationMs} ms.`, next: null, cost_usd: costUsd };
  });
}
