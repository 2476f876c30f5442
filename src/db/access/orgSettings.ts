import { and, eq } from "drizzle-orm";
import type { TxContext } from "../context.ts";
import type { JsonObject } from "../schema/base.ts";
import { orgSettings, type SettingsArea } from "../schema/index.ts";

/** What the organisation set in an area; null when it never set anything. Each folder parses its own area. `lock` holds it until the transaction ends. */
export async function getOrgSettings(
  { tx, orgId }: TxContext,
  area: SettingsArea,
  options: { readonly lock?: boolean } = {},
): Promise<JsonObject | null> {
  const query = tx
    .select({ settings: orgSettings.settings })
    .from(orgSettings)
    .where(and(eq(orgSettings.orgId, orgId), eq(orgSettings.area, area)));
  const [row] = options.lock === true ? await query.for("update") : await query;
  return row?.settings ?? null;
}

/** Replaces what the organisation set in an area. */
export async function saveOrgSettings({ tx, orgId, clock, actor }: TxContext, area: SettingsArea, settings: JsonObject): Promise<void> {
  const change = { settings, updatedAt: clock.now(), updatedBy: actor };
  await tx
    .insert(orgSettings)
    .values({ orgId, area, ...change })
    .onConflictDoUpdate({ target: [orgSettings.orgId, orgSettings.area], set: change });
}

/** Sets an area that was never set; leaves what a person chose alone. */
export async function saveOrgSettingsOnce({ tx, orgId, clock, actor }: TxContext, area: SettingsArea, settings: JsonObject): Promise<void> {
  await tx.insert(orgSettings).values({ orgId, area, settings, updatedAt: clock.now(), updatedBy: actor }).onConflictDoNothing();
}
