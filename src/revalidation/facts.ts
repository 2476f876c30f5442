import { type Context, withTransaction } from "#src/db/index.ts";
import { asAiCooError, type ErrorCode } from "#src/lib/errors.ts";
import type { FieldInfo, OdooReader, RawRow } from "#src/odoo/read/index.ts";
import { findRecentOutreach, findSuppressions, normaliseAddress, type OutreachSettings, type RecentOutreach } from "#src/outreach/index.ts";
import { readCountries, type Countries } from "./countries.ts";
import { currencyIdsOf, currencyFieldsOf } from "./currency.ts";
import type { ReadPlan } from "./plan.ts";

/** The records of one model as Odoo has them now, or why they could not be read. */
export type ModelFacts =
  | { readonly kind: "read"; readonly fields: ReadonlyMap<string, FieldInfo>; readonly rows: ReadonlyMap<number, RawRow> }
  | Unreadable;

export interface Unreadable {
  readonly kind: "unreadable";
  /** Worth asking again later. */
  readonly passing: boolean;
  readonly reason: string;
}

/** Everything the evaluators look at; read once for all actions. */
export interface Facts {
  /** UTC. */
  readonly now: Date;
  readonly models: ReadonlyMap<string, ModelFacts>;
  /** Name and decimal places by currency id; a currency that could not be read is absent. */
  readonly currencies: ReadonlyMap<number, Currency>;
  readonly countries: Countries;
  readonly recent: readonly RecentOutreach[];
  /** Normalised addresses that may not be contacted. */
  readonly suppressed: { readonly email: ReadonlySet<string>; readonly sms: ReadonlySet<string> };
  readonly settings: OutreachSettings;
}

interface Currency {
  readonly name: string;
  readonly decimals: number;
}

const MINUTE_MS = 60_000;
/** Odoo is down, slow, or does not know us for now: the record itself may be as it was. */
const PASSING: readonly ErrorCode[] = ["odoo_unreachable", "odoo_timeout", "odoo_unauthenticated", "odoo_bad_answer"];

/** Whether what could not be read now may be read later. */
export const isPassing = (code: ErrorCode): boolean => PASSING.includes(code);

/** Reads what the plan names: one chunked read per model, one for the currencies, one look at our own tables. */
export async function readFacts(input: {
  readonly reader: OdooReader;
  readonly ctx: Context;
  readonly plan: ReadPlan;
  readonly settings: OutreachSettings;
}): Promise<Facts> {
  const { reader, ctx, plan, settings } = input;
  const now = ctx.clock.now();
  const read = await Promise.all(
    [...plan.models].map(async ([model, { ids, fields }]) => [model, await readModel(reader, model, [...ids], [...fields])] as const),
  );
  const models = new Map(read);
  const [currencies, countries] = await Promise.all([readCurrencies(reader, models), readCountries(reader, models)]);
  return withTransaction(ctx, async (tx) => {
    const since = new Date(now.getTime() - plan.longestWindowMinutes * MINUTE_MS);
    const recent = await findRecentOutreach(tx, [...plan.scopes], since);
    const email = await findSuppressions(tx, "email", [...plan.addresses.email]);
    const sms = await findSuppressions(tx, "sms", [...plan.addresses.sms]);
    const suppressed = { email: new Set(email.map(({ address }) => address)), sms: new Set(sms.map(({ address }) => address)) };
    return { now, models, currencies, countries, recent, suppressed, settings };
  });
}

/** Whether our own list forbids this address. */
export function isSuppressed(facts: Facts, channel: "email" | "sms", address: string): boolean {
  return facts.suppressed[channel].has(normaliseAddress(channel, address));
}

async function readModel(reader: OdooReader, model: string, ids: readonly number[], wanted: readonly string[]): Promise<ModelFacts> {
  try {
    const fields = await reader.fields(model);
    const money = currencyFieldsOf(fields, wanted);
    const known = [...new Set([...wanted.filter((field) => fields.has(field)), ...money])];
    const rows = await reader.read(model, ids, known);
    return { kind: "read", fields, rows: new Map(rows.map((row) => [Number(row["id"]), row])) };
  } catch (caught) {
    const error = asAiCooError(caught);
    return { kind: "unreadable", passing: isPassing(error.code), reason: error.message };
  }
}

async function readCurrencies(reader: OdooReader, models: ReadonlyMap<string, ModelFacts>): Promise<Map<number, Currency>> {
  const ids = new Set<number>();
  for (const facts of models.values()) {
    if (facts.kind === "unreadable") continue;
    for (const row of facts.rows.values()) for (const id of currencyIdsOf(facts.fields, row)) ids.add(id);
  }
  if (ids.size === 0) return new Map();
  try {
    const rows = await reader.read("res.currency", [...ids], ["name", "decimal_places"]);
    return new Map(rows.map((row) => [Number(row["id"]), { name: String(row["name"]), decimals: Number(row["decimal_places"]) }]));
  } catch {
    // Amounts whose currency is not known cannot be compared; their checks say so.
    return new Map();
  }
}
