import { eq, sql } from "drizzle-orm";
import { appendAuditEvent } from "#src/audit/index.ts";
import { guardrails, type JsonObject } from "#src/db/schema/index.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { bodySha256, canonicalJson, type Actor } from "#src/protocol/index.ts";
import { countDeciders } from "#src/people/index.ts";
import {
  DEFAULT_GUARDRAILS,
  guardrailSettingsSchema,
  inForce,
  savedGuardrailsSchema,
  type GuardrailSettings,
  type GuardrailsInForce,
} from "./settings.ts";

export interface Guardrails {
  readonly settings: GuardrailSettings;
  /** Of exactly these settings; whoever changes them says which version they saw. */
  readonly version: string;
  /** When and by whom the row was last written; null while the organisation never set anything. */
  readonly updatedAt: Date | null;
  readonly updatedBy: Actor | null;
}

/** SHA-256 of the settings' canonical JSON: equal settings have one version, whoever saved them and when. */
export function guardrailsVersion(settings: GuardrailSettings): string {
  return bodySha256(canonicalJson(settings));
}

/**
 * The organisation's guardrails; the defaults when it never set any. Stored settings that do not parse are
 * `config_invalid`, never the defaults: those could allow more than the organisation did.
 */
export async function readGuardrails(ctx: Context): Promise<Guardrails> {
  const [row] = await withTransaction(ctx, ({ tx, orgId }) =>
    tx
      .select({ settings: guardrails.settings, updatedAt: guardrails.updatedAt, updatedBy: guardrails.updatedBy })
      .from(guardrails)
      .where(eq(guardrails.orgId, orgId)),
  );
  if (row === undefined) {
    return { settings: DEFAULT_GUARDRAILS, version: guardrailsVersion(DEFAULT_GUARDRAILS), updatedAt: null, updatedBy: null };
  }
  const parsed = guardrailSettingsSchema.safeParse(row.settings);
  if (parsed.success) {
    return { settings: parsed.data, version: guardrailsVersion(parsed.data), updatedAt: row.updatedAt, updatedBy: row.updatedBy };
  }
  throw new AiCooError("config_invalid", "The organisation's guardrails cannot be read, so nothing was decided.", {
    next: "Save the guardrails again in the settings.",
    details: { fields: parsed.error.issues.map((issue) => issue.path.join(".")) },
  });
}

/** The settings alone, as they are kept and changed. Errors: `config_invalid`. */
export async function getGuardrails(ctx: Context): Promise<GuardrailSettings> {
  return (await readGuardrails(ctx)).settings;
}

/** The settings as they decide now, with how many people each risk takes of those who may decide. Errors: `config_invalid`. */
export async function guardrailsInForce(ctx: TxContext): Promise<GuardrailsInForce> {
  return inForce(await getGuardrails(ctx), await countDeciders(ctx));
}

/**
 * The rules of the organisation for this transaction alone, until it ends: approvals by rules are counted under it, and rules change
 * under it, so that once a change has returned no approval by the rules before it commits. Taken after the scope of a proposal and
 * the emergency stop, before the rows of actions and suggestions.
 */
export async function lockRules({ tx, orgId }: TxContext): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ai_coo.rules:${orgId}`}, 0))`);
}

/**
 * Replaces the organisation's guardrails. With `ifVersion` only while they are those that the caller saw.
 * Errors: `invalid_input`, `conflict`, and `config_invalid` where a version is asked for and what is stored cannot be read.
 */
export async function saveGuardrails(
  ctx: Context,
  settings: unknown,
  { ifVersion }: { readonly ifVersion?: string } = {},
): Promise<GuardrailSettings> {
  const parsed = savedGuardrailsSchema.safeParse(settings);
  if (!parsed.success) {
    throw new AiCooError("invalid_input", "These guardrails are not valid; the old ones stay.", {
      next: "Correct the fields named in the details.",
      details: { issues: parsed.error.issues.map(({ path, message }) => ({ path: path.join("."), message })) },
    });
  }
  await withTransaction(ctx, async (inner) => {
    const { tx, orgId, actor, clock } = inner;
    await lockRules(inner);
    if (ifVersion !== undefined) await requireVersion(inner, ifVersion);
    const change = { settings: parsed.data satisfies JsonObject, updatedAt: clock.now(), updatedBy: actor };
    await tx
      .insert(guardrails)
      .values({ orgId, ...change })
      .onConflictDoUpdate({ target: guardrails.orgId, set: change });
    await appendAuditEvent(inner, {
      kind: "guardrails.changed",
      facts: { settings: parsed.data, version: guardrailsVersion(parsed.data) },
    });
  });
  return parsed.data;
}

async function requireVersion(ctx: TxContext, seen: string): Promise<void> {
  const { version, updatedAt, updatedBy } = await readGuardrails(ctx);
  if (version === seen) return;
  throw new AiCooError("conflict", "Somebody changed the guardrails since they were shown to you, so yours were not saved.", {
    next: "Look at them again, and make your change in what stands there now.",
    details: { version, by: updatedBy, at: updatedAt?.toISOString() ?? null },
  });
}
