import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import type { TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { DEFAULT_OUTREACH_SETTINGS, outreachSettingsSchema, type OutreachSettings } from "./settings.ts";

/**
 * How the organisation contacts people, as of now: what it set, completed with the defaults. For whatever contacts or proposes to.
 * Errors: `config_invalid` for stored settings that do not parse, never the defaults: those could allow more than the organisation does.
 */
export async function readOutreachSettings(ctx: TxContext): Promise<OutreachSettings> {
  const parsed = outreachSettingsSchema.safeParse((await getOrgSettings(ctx, "outreach")) ?? {});
  if (parsed.success) return parsed.data;
  throw new AiCooError("config_invalid", "The organisation's outreach settings cannot be read, so nobody was contacted.", {
    next: "Save the outreach settings again.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}

/**
 * The same where nothing is sent and unreadable settings must stand in nobody's way: null for those. They are told where they are
 * set, and wherever something would be sent.
 */
export async function outreachSettingsIfReadable(ctx: TxContext): Promise<OutreachSettings | null> {
  return outreachSettingsSchema.safeParse((await getOrgSettings(ctx, "outreach")) ?? {}).data ?? null;
}

/** The organisation's IANA time zone for what people are shown; settings that an earlier release kept differently must not hide it. */
export async function shownTimezone(ctx: TxContext): Promise<string> {
  return (await outreachSettingsIfReadable(ctx))?.timezone ?? DEFAULT_OUTREACH_SETTINGS.timezone;
}
