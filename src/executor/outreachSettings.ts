import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { outreachSettingsSchema, type OutreachSettings } from "#src/outreach/index.ts";
import type { ExecutorRuntime } from "./types.ts";

/**
 * How the organisation contacts people, as of now. Stored settings that do not parse are `config_invalid`,
 * never the defaults: those could allow more than the organisation does.
 */
export async function outreachSettingsOf(ctx: Context, runtime: ExecutorRuntime): Promise<OutreachSettings> {
  if (runtime.outreach !== undefined) return runtime.outreach;
  const stored = await withTransaction(ctx, (inner) => getOrgSettings(inner, "outreach"));
  const parsed = outreachSettingsSchema.safeParse(stored ?? {});
  if (parsed.success) return parsed.data;
  throw new AiCooError("config_invalid", "The organisation's outreach settings cannot be read, so nobody was contacted.", {
    next: "Save the outreach settings again.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}
