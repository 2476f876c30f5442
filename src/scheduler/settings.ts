import type { z } from "zod";
import { analysisSettingsSchema, type AnalysisSettings } from "#src/analyzers/settings.ts";
import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { SettingsArea } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { readOutreachSettings } from "#src/outreach/index.ts";
import { recommenderSettingsSchema, type RecommenderSettings } from "#src/recommender/index.ts";

/** What the organisation set, or the defaults. Settings that do not parse stop the work: defaults could allow more. */
export async function readArea<Schema extends z.ZodType>(ctx: Context, area: SettingsArea, schema: Schema): Promise<z.output<Schema>> {
  const stored = await withTransaction(ctx, (inner) => getOrgSettings(inner, area));
  const parsed = schema.safeParse(stored ?? {});
  if (parsed.success) return parsed.data;
  throw new AiCooError("config_invalid", `The organisation's ${area} settings cannot be read, so nothing was done.`, {
    next: "Save these settings again.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}

export const readAnalysisSettings = (ctx: Context): Promise<AnalysisSettings> => readArea(ctx, "analysis", analysisSettingsSchema);

/** How actions are composed: the hours are those of outreach, said once. */
export async function readRecommenderSettings(ctx: Context): Promise<RecommenderSettings> {
  const own = await readArea(ctx, "recommender", recommenderSettingsSchema);
  const { businessHours } = await withTransaction(ctx, readOutreachSettings);
  return { ...own, businessHours };
}

/** The organisation's IANA time zone: the one of its hours of outreach. */
export async function readTimezone(ctx: Context): Promise<string> {
  return (await withTransaction(ctx, readOutreachSettings)).timezone;
}
