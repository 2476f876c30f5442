import type { z } from "zod";
import { analysisSettingsSchema } from "#src/analyzers/settings.ts";
import { appendAuditEvent } from "#src/audit/index.ts";
import { getOrgSettings, saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { Json, JsonObject } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { modelSettingsSchema } from "#src/llm/index.ts";
import { executorSettingsSchema, type ExecutorSettings } from "#src/executor/index.ts";
import { notificationSettingsSchema } from "#src/notifications/index.ts";
import { outcomeSettingsSchema } from "#src/outcomes/index.ts";
import { isKnownPlace, isKnownTimezone, outreachSettingsSchema } from "#src/outreach/index.ts";
import { getGuardrails, savedGuardrailsSchema, saveGuardrails } from "#src/policy/index.ts";
import { recommenderSettingsSchema } from "#src/recommender/index.ts";
import { retentionSettingsSchema } from "#src/scheduler/index.ts";
import type { SettableArea } from "./settableAreas.ts";

/** What an organisation may set, by area; each area's own folder says what is valid in it. */
const SCHEMAS = {
  analysis: analysisSettingsSchema,
  outreach: outreachSettingsSchema
    .refine(({ timezone }) => isKnownTimezone(timezone), {
      path: ["timezone"],
      message: "not an IANA timezone such as Europe/Paris",
    })
    .refine(({ country, region }) => country === undefined || isKnownPlace(country, region), {
      path: ["country"],
      message: "a country, with a region of it where one is set, whose holidays are known",
    }),
  // the hours are those of outreach, said once
  recommender: recommenderSettingsSchema.omit({ businessHours: true }),
  executor: executorSettingsSchema,
  model: modelSettingsSchema,
  retention: retentionSettingsSchema,
  outcomes: outcomeSettingsSchema,
  notifications: notificationSettingsSchema,
  guardrails: savedGuardrailsSchema,
} as const satisfies Record<SettableArea, z.ZodType>;

/** An area as it counts now: what the organisation set, completed with the defaults. Errors: `config_invalid`. */
export async function readSettings(ctx: Context, area: SettableArea): Promise<JsonObject> {
  if (area === "guardrails") return getGuardrails(ctx);
  const stored = await withTransaction(ctx, (inner) => getOrgSettings(inner, area));
  const parsed = SCHEMAS[area].safeParse(stored ?? {});
  if (parsed.success) return parsed.data;
  throw refusal(area, parsed.error, "config_invalid", "What is stored cannot be read");
}

/** How this organisation's workers work, as a process reads it when it opens. Errors: `config_invalid`. */
export async function readExecutorSettings(ctx: Context): Promise<ExecutorSettings> {
  return executorSettingsSchema.parse(await readSettings(ctx, "executor"));
}

export interface SettingsChange {
  readonly area: SettableArea;
  /** Only what changes; objects are merged, lists and values replaced. */
  readonly change: unknown;
  /** Whether `change` is the whole area, so that what it leaves out goes back to the default. */
  readonly replace: boolean;
  /** Of the guardrails: changes them only while they are those with this version. */
  readonly ifVersion?: string | undefined;
}

/** Changes an area, in force from the next time it is read, and leaves a trace. Errors: `invalid_input`, `config_invalid`. */
export async function changeSettings(ctx: Context, { area, change, replace, ifVersion }: SettingsChange): Promise<JsonObject> {
  if (!isObject(change)) {
    throw new AiCooError("invalid_input", `The settings of ${area} are one JSON object, so nothing was changed.`, {
      next: `Look at them with \`ai-coo settings show ${area}\`.`,
    });
  }
  return withTransaction(ctx, async (inner) => {
    const before = replace ? {} : await storedSettings(inner, area);
    const next = merge(before, change);
    const parsed = SCHEMAS[area].safeParse(next);
    if (!parsed.success) throw refusal(area, parsed.error, "invalid_input", "Nothing was changed");
    if (area === "guardrails") return saveGuardrails(inner, next, ifVersion === undefined ? {} : { ifVersion });
    await saveOrgSettings(inner, area, next);
    await appendAuditEvent(inner, { kind: "settings.changed", facts: { area, settings: next } });
    return parsed.data;
  });
}

/** The guardrails as they would be with a change; saves nothing. Errors: `invalid_input`, `config_invalid`. */
export async function guardrailsWith(ctx: Context, { change, replace }: Pick<SettingsChange, "change" | "replace">): Promise<JsonObject> {
  if (!isObject(change)) {
    throw new AiCooError("invalid_input", "Guardrails are one JSON object, so nothing was tried.", {
      next: "Look at them with `ai-coo policy show`.",
    });
  }
  const next = merge(replace ? {} : await getGuardrails(ctx), change);
  const parsed = savedGuardrailsSchema.safeParse(next);
  if (!parsed.success) throw refusal("guardrails", parsed.error, "invalid_input", "Nothing was tried");
  return parsed.data;
}

async function storedSettings(ctx: Context, area: SettableArea): Promise<JsonObject> {
  if (area === "guardrails") return getGuardrails(ctx);
  return (await withTransaction(ctx, (inner) => getOrgSettings(inner, area))) ?? {};
}

function merge(before: JsonObject, change: JsonObject): JsonObject {
  const merged: Record<string, Json> = { ...before };
  for (const [key, value] of Object.entries(change)) {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    merged[key] = isObject(value) && isObject(old) ? merge(old, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

function refusal(area: SettableArea, error: z.ZodError, code: "invalid_input" | "config_invalid", outcome: string): AiCooError {
  const faults = error.issues.map(({ path, message }) => `${path.length === 0 ? area : path.join(".")}: ${message}`);
  return new AiCooError(code, `These settings of ${area} are not valid. ${outcome}:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`, {
    next: `Correct what is named; \`ai-coo settings show ${area}\` shows every setting as it is now.`,
    details: { area, faults },
  });
}
