import type { Config } from "#src/config/config.ts";
import { saveOrgSettingsOnce } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";

/**
 * The demo's customers may be contacted at any hour, so that the whole way of an action can be seen
 * whenever somebody tries it. A real organisation starts with the default business hours.
 */
const DEMO_OUTREACH = { businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] } };

/** Gives a new organisation its first settings; changes nothing that is there. */
export async function ensureOrganisation(ctx: Context, config: Config): Promise<void> {
  if (config.odoo.kind !== "simulated") return;
  await withTransaction(ctx, (inner) => saveOrgSettingsOnce(inner, "outreach", DEMO_OUTREACH));
}

/** The configured name, else the first company's in Odoo; a start does not wait for an Odoo that is away. */
export async function organisationName(config: Config, reader: OdooReader): Promise<string> {
  if (config.organisation.name !== undefined) return config.organisation.name;
  try {
    const [company] = await reader.searchRead({ model: "res.company", domain: [], fields: ["name"], order: "id", limit: 1 });
    return typeof company?.["name"] === "string" ? company["name"] : config.organisation.id;
  } catch {
    return config.organisation.id;
  }
}
