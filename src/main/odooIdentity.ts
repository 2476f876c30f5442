import { z } from "zod";
import type { Config } from "#src/config/config.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { getOrgSettings, saveOrgSettings, saveOrgSettingsOnce } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";

const identitySchema = z.strictObject({ kind: z.enum(["simulated", "server"]), url: z.string(), database: z.string() });

/** Which Odoo an organisation's memory is about: records are remembered by their ids, which mean nothing in another one. */
export type OdooIdentity = z.infer<typeof identitySchema>;

/** The configured Odoo; the address without what does not tell servers apart (case of the host, slash at the end). */
export function odooIdentity({ odoo }: Pick<Config, "odoo">): OdooIdentity {
  if (odoo.kind === "simulated") return { kind: "simulated", url: "", database: `release ${odoo.release}` };
  const { origin, pathname } = new URL(odoo.url);
  return { kind: "server", url: `${origin}${pathname.replace(/\/+$/, "")}`, database: odoo.database };
}

/**
 * Remembers the organisation's Odoo at its first start, and refuses any other one from then on.
 * @throws AiCooError `config_invalid` naming both and what to do.
 */
export async function ensureSameOdoo(ctx: Context, config: Config): Promise<void> {
  const now = odooIdentity(config);
  const remembered = await withTransaction(ctx, async (inner) => {
    await saveOrgSettingsOnce(inner, "odoo", now);
    return identitySchema.safeParse(await getOrgSettings(inner, "odoo"));
  });
  if (remembered.success && same(remembered.data, now)) return;
  const before = remembered.success ? words(remembered.data) : "an Odoo whose address cannot be read";
  throw new AiCooError(
    "config_invalid",
    `The organisation "${ctx.orgId}" in this data belongs to ${before}, and ${words(now)} is configured. Its memory of contacts and records is about the other one, so nothing was started.`,
    {
      next: `Use another folder (\`--data <folder>\`), or another organisation in this one (ORG_ID=<name>). If it is the same Odoo at a new address: \`npx ai-coo odoo moved\`.`,
      details: { orgId: ctx.orgId, configured: now },
    },
  );
}

/** Takes a person's word that the configured Odoo is the organisation's own at a new address. */
export async function acceptOdooMove(ctx: Context, config: Config): Promise<OdooIdentity> {
  const now = odooIdentity(config);
  await withTransaction(ctx, async (inner) => {
    const before = identitySchema.safeParse(await getOrgSettings(inner, "odoo"));
    if (before.success && before.data.kind !== now.kind) {
      throw new AiCooError("config_invalid", `${words(before.data)} cannot become ${words(now)}, so nothing was changed.`, {
        next: "Use another folder (`--data <folder>`), or another organisation in this one (ORG_ID=<name>).",
      });
    }
    await saveOrgSettings(inner, "odoo", now);
    await appendAuditEvent(inner, {
      kind: "settings.changed",
      facts: { area: "odoo", before: before.success ? before.data : null, after: now },
    });
  });
  return now;
}

const same = (one: OdooIdentity, other: OdooIdentity): boolean =>
  one.kind === other.kind && one.url === other.url && one.database === other.database;

function words({ kind, url, database }: OdooIdentity): string {
  return kind === "simulated" ? `the simulated company (${database})` : `the database "${database}" of ${url}`;
}
