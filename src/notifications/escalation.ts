import type { z } from "zod";
import { appendAuditEvent } from "#src/audit/index.ts";
import { getOrgSettings, saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { getMember } from "#src/db/access/people.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { noSuchPerson } from "#src/people/own.ts";
import { listApprovers, type Approver } from "./people.ts";
import { notificationSettingsSchema, type NotificationSettings } from "./settings.ts";

/** Who is asked one after the other, and how long each has; the rest of an organisation's notification settings is not its concern. */
export const escalationSettingsSchema = notificationSettingsSchema.pick({ line: true, escalateAfterHours: true });
export type EscalationSettings = z.infer<typeof escalationSettingsSchema>;

export interface Escalation {
  readonly settings: EscalationSettings;
  /** Everybody who may decide, in the order in which they joined: who can stand in the line. */
  readonly approvers: readonly Pick<Approver, "userId" | "name" | "isOwner">[];
}

/** Who hears of what nobody has decided, and after how long. Errors: `config_invalid`. */
export async function readEscalation(ctx: Context): Promise<Escalation> {
  return withTransaction(ctx, async (inner) => {
    const approvers = await listApprovers(inner, { timezone: "UTC" });
    return {
      settings: ofThese(await readAll(inner), approvers),
      approvers: approvers.map(({ userId, name, isOwner }) => ({ userId, name, isOwner })),
    };
  });
}

/**
 * Replaces the line and its hours while they are those that were seen. Errors: `not_found` for who is not of the organisation,
 * `invalid_input` for somebody who may not decide or stands in it twice, `conflict`, `config_invalid`.
 */
export async function saveEscalation(
  ctx: Context,
  { settings, seen }: { readonly settings: EscalationSettings; readonly seen: EscalationSettings },
): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    for (const userId of settings.line) if ((await getMember(inner, userId)) === null) throw noSuchPerson();
    const stored = await readAll(inner, { lock: true });
    const approvers = await listApprovers(inner, { timezone: "UTC" });
    if (!isSame(ofThese(stored, approvers), seen)) {
      throw new AiCooError("conflict", "Somebody changed who is asked since it was shown to you, so yours was not saved.", {
        next: "Look at it again, and make your change in what stands there now.",
      });
    }
    const { line } = settings;
    if (new Set(line).size < line.length || line.some((userId) => approvers.every((one) => one.userId !== userId))) {
      throw new AiCooError("invalid_input", "Somebody in the line may not decide, or stands in it twice, so nothing was changed.", {
        next: "Choose people who may decide, each once.",
      });
    }
    const next = { ...stored, ...settings };
    await saveOrgSettings(inner, "notifications", next);
    await appendAuditEvent(inner, { kind: "settings.changed", facts: { area: "notifications", settings: next } });
  });
}

async function readAll(ctx: TxContext, options: { readonly lock?: boolean } = {}): Promise<NotificationSettings> {
  const parsed = notificationSettingsSchema.safeParse((await getOrgSettings(ctx, "notifications", options)) ?? {});
  if (parsed.success) return parsed.data;
  throw new AiCooError("config_invalid", "The organisation's settings of notifications cannot be read, so nothing was done.", {
    next: "Correct them with `ai-coo settings set notifications`.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}

/** Who has left, or decides no more, is nobody's turn. */
function ofThese({ line, escalateAfterHours }: NotificationSettings, approvers: readonly Approver[]): EscalationSettings {
  return { line: line.filter((userId) => approvers.some((one) => one.userId === userId)), escalateAfterHours };
}

const isSame = (one: EscalationSettings, other: EscalationSettings): boolean =>
  one.escalateAfterHours === other.escalateAfterHours && one.line.join("\n") === other.line.join("\n");
