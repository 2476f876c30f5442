import { eq } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { guardrails, type JsonObject } from "#src/db/schema/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { DEFAULT_GUARDRAILS, guardrailSettingsSchema, type GuardrailSettings } from "./settings.ts";

/**
 * The organisation's guardrails; the defaults when it never set any. Stored settings that do not parse are
 * `config_invalid`, never the defaults: those could allow more than the organisation did.
 */
export async function getGuardrails(ctx: Context): Promise<GuardrailSettings> {
  const [row] = await withTransaction(ctx, ({ tx, orgId }) =>
    tx.select({ settings: guardrails.settings }).from(guardrails).where(eq(guardrails.orgId, orgId)),
  );
  if (row === undefined) return DEFAULT_GUARDRAILS;
  const parsed = guardrailSettingsSchema.safeParse(row.settings);
  if (parsed.success) return parsed.data;
  throw new AiCooError("config_invalid", "The organisation's guardrails cannot be read, so nothing was decided.", {
    next: "Save the guardrails again in the settings.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}

/** Replaces the organisation's guardrails. Throws `invalid_input`. */
export async function saveGuardrails(ctx: Context, settings: unknown): Promise<GuardrailSettings> {
  const parsed = guardrailSettingsSchema.safeParse(settings);
  if (!parsed.success) {
    throw new AiCooError("invalid_input", "These guardrails are not valid; the old ones stay.", {
      next: "Correct the fields named in the details.",
      details: { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) },
    });
  }
  await withTransaction(ctx, async (inner) => {
    const { tx, orgId, actor, clock } = inner;
    const change = { settings: parsed.data satisfies JsonObject, updatedAt: clock.now(), updatedBy: actor };
    await tx
      .insert(guardrails)
      .values({ orgId, ...change })
      .onConflictDoUpdate({ target: guardrails.orgId, set: change });
    await appendAuditEvent(inner, { kind: "guardrails.changed", facts: { settings: parsed.data } });
  });
  return parsed.data;
}
