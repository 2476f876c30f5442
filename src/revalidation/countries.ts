import type { OdooReader, RawRow } from "#src/odoo/read/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { asAiCooError } from "#src/lib/errors.ts";
import { isPassing, type Facts, type ModelFacts, type Unreadable } from "./facts.ts";

/** Codes of countries do not change, so a server is asked for each once. */
const knownCodes = new WeakMap<OdooReader, Map<number, string>>();

/** The countries that the partners read name. */
export interface Countries {
  /** ISO 3166 alpha-2 codes by country id; one that has none is absent. */
  readonly codes: ReadonlyMap<number, string>;
  /** Those that could not be read now, and why: whose holidays count there is not known. */
  readonly unread: ReadonlyMap<number, Unreadable>;
}

export async function readCountries(reader: OdooReader, models: ReadonlyMap<string, ModelFacts>): Promise<Countries> {
  let known = knownCodes.get(reader);
  if (known === undefined) knownCodes.set(reader, (known = new Map()));
  const codes = known;
  const partners = models.get("res.partner");
  const unread = new Map<number, Unreadable>();
  if (partners?.kind !== "read") return { codes, unread };
  const ids = new Set([...partners.rows.values()].flatMap((row) => countryIdOf(row) ?? []));
  const missing = [...ids].filter((id) => !codes.has(id));
  if (missing.length === 0) return { codes, unread };
  const hidden: Unreadable = { kind: "unreadable", passing: false, reason: "the recipient's country is not to be seen in Odoo." };
  for (const id of missing) unread.set(id, hidden);
  try {
    for (const { id, code } of await reader.read("res.country", missing, ["code"])) {
      if (typeof id !== "number") continue;
      unread.delete(id);
      if (typeof code === "string" && /^[A-Za-z]{2}$/.test(code)) codes.set(id, code.toUpperCase());
    }
  } catch (caught) {
    const error = asAiCooError(caught);
    const reason = `the recipient's country, whose public holidays count, cannot be read. ${error.message}`;
    for (const id of missing) unread.set(id, { kind: "unreadable", passing: isPassing(error.code), reason });
  }
  return { codes, unread };
}

/** The countries in which an action's recipients are, each once and sorted: their own, else the customer's. */
export function countriesOf(action: ActionProtocol, facts: Facts): string[] {
  const codes = countryIdsOf(action, facts).flatMap((id) => facts.countries.codes.get(id) ?? []);
  return [...new Set(codes)].toSorted();
}

/** Why it cannot be said in which country a recipient is; undefined where it can, or where none is on record. */
export function unreadCountryOf(action: ActionProtocol, facts: Facts): Unreadable | undefined {
  const partners = facts.models.get("res.partner");
  if (partners?.kind === "unreadable") return partners;
  return countryIdsOf(action, facts).flatMap((id) => facts.countries.unread.get(id) ?? [])[0];
}

/** Where a partner is, ISO 3166 alpha-2; null where that is not on record or could not be read. */
export function countryCodeOf(partner: RawRow | undefined, { countries }: Facts): string | null {
  const id = partner === undefined ? undefined : countryIdOf(partner);
  return id === undefined ? null : (countries.codes.get(id) ?? null);
}

function countryIdsOf(action: ActionProtocol, { models }: Facts): number[] {
  const partners = models.get("res.partner");
  if (partners?.kind !== "read") return [];
  const of = (id: number | undefined): number | undefined => {
    const row = id === undefined ? undefined : partners.rows.get(id);
    return row === undefined ? undefined : countryIdOf(row);
  };
  const customer = of(action.affected_records.partner_id);
  return action.external_effects.flatMap((effect) =>
    effect.recipient_role === "to" ? (of(effect.recipient_partner_id) ?? customer ?? []) : [],
  );
}

function countryIdOf(partner: RawRow): number | undefined {
  const value = partner["country_id"];
  return Array.isArray(value) && typeof value[0] === "number" ? value[0] : undefined;
}
