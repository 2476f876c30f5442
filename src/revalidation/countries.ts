import type { OdooReader, RawRow } from "#src/odoo/read/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { Facts, ModelFacts } from "./facts.ts";

/** Codes of countries do not change, so a server is asked for each once. */
const knownCodes = new WeakMap<OdooReader, Map<number, string>>();

/** ISO 3166 alpha-2 codes of the countries that the partners read name; those that cannot be read are absent. */
export async function readCountryCodes(reader: OdooReader, models: ReadonlyMap<string, ModelFacts>): Promise<ReadonlyMap<number, string>> {
  let known = knownCodes.get(reader);
  if (known === undefined) knownCodes.set(reader, (known = new Map()));
  const codes = known;
  const partners = models.get("res.partner");
  if (partners?.kind !== "read") return codes;
  const ids = new Set([...partners.rows.values()].flatMap((row) => countryIdOf(row) ?? []));
  const missing = [...ids].filter((id) => !codes.has(id));
  if (missing.length === 0) return codes;
  try {
    for (const { id, code } of await reader.read("res.country", missing, ["code"])) {
      if (typeof id === "number" && typeof code === "string" && /^[A-Za-z]{2}$/.test(code)) codes.set(id, code.toUpperCase());
    }
  } catch {
    // The organisation's own holidays count where the recipient's country is not known.
  }
  return codes;
}

/** The countries in which an action's recipients are, each once and sorted: their own, else the customer's. */
export function countriesOf(action: ActionProtocol, { models, countryCodes }: Facts): string[] {
  const partners = models.get("res.partner");
  if (partners?.kind !== "read") return [];
  const codeOf = (id: number | undefined): string | undefined => {
    const row = id === undefined ? undefined : partners.rows.get(id);
    const country = row === undefined ? undefined : countryIdOf(row);
    return country === undefined ? undefined : countryCodes.get(country);
  };
  const customer = codeOf(action.affected_records.partner_id);
  const codes = action.external_effects.flatMap((effect) =>
    effect.recipient_role === "to" ? (codeOf(effect.recipient_partner_id) ?? customer ?? []) : [],
  );
  return [...new Set(codes)].toSorted();
}

function countryIdOf(partner: RawRow): number | undefined {
  const value = partner["country_id"];
  return Array.isArray(value) && typeof value[0] === "number" ? value[0] : undefined;
}
