import { AiCooError } from "#src/lib/errors.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { countryModel, currencyModel, partnerModel, defineModel } from "#src/odoo/models/index.ts";
import type { CompanyRef, CurrencyRef } from "./findings.ts";
import { analysedCompanyModel } from "./odooRecords.ts";
import { dayIn } from "./calendar.ts";
import type { AnalysisInput, CompanyScope } from "./run.ts";
import type { AnalysisSettings } from "./settings.ts";

interface AnalysedCompany {
  readonly ref: CompanyRef;
  readonly transferAccountId: number | null;
}

export interface Companies {
  /** Those to analyse, by id. */
  readonly analysed: readonly AnalysedCompany[];
  /** The partners behind every company that the user sees. */
  readonly ownPartnerIds: ReadonlySet<number>;
}

/**
 * The companies that the settings name, or all that the user may see.
 * @throws AiCooError `invalid_input` when the settings name a company that the user cannot see.
 */
export async function readCompanies(reader: OdooReader, settings: AnalysisSettings): Promise<Companies> {
  const rows = await reader.list(analysedCompanyModel, { domain: [], order: "id" });
  const wanted = settings.companyIds ?? rows.map(({ id }) => id);
  const missing = wanted.filter((id) => !rows.some((row) => row.id === id));
  if (missing.length > 0) {
    throw new AiCooError("invalid_input", `The connected Odoo user cannot see company ${missing.join(", ")}; nothing was analysed.`, {
      next: "Give the user access to that company in Odoo, or take it out of the analysis settings.",
      details: { companyIds: missing },
    });
  }
  const chosen = rows.filter(({ id }) => wanted.includes(id));
  const currencies = await readCurrencies(
    reader,
    chosen.flatMap(({ currency_id }) => (currency_id === null ? [] : [currency_id.id])),
  );
  const countries = await readCountryCodes(
    reader,
    chosen.flatMap(({ country_id }) => (country_id === null ? [] : [country_id.id])),
  );
  const timezones = settings.timezone === null ? await readTimezones(reader, chosen) : null;
  const analysed = chosen.map((row): AnalysedCompany => {
    const currency = row.currency_id === null ? undefined : currencies.get(row.currency_id.id);
    if (currency === undefined || row.partner_id === null) {
      throw new AiCooError("odoo_bad_answer", `Company ${row.id} has no currency or no contact in Odoo's answer; nothing was analysed.`, {
        next: "Let the Odoo user read currencies and the company's contact.",
      });
    }
    return {
      transferAccountId: row.transfer_account_id?.id ?? null,
      ref: {
        id: row.id,
        name: row.name ?? `Company ${row.id}`,
        currency,
        timezone: settings.timezone ?? timezones?.get(row.id) ?? "UTC",
        country: row.country_id === null ? null : (countries.get(row.country_id.id) ?? null),
        partnerId: row.partner_id.id,
        email: row.email,
        phone: row.phone,
      },
    };
  });
  return { analysed, ownPartnerIds: new Set(rows.flatMap(({ partner_id }) => (partner_id === null ? [] : [partner_id.id]))) };
}

/** The run as seen from each company that is analysed. Errors as `readCompanies`. */
export async function readScopes(input: AnalysisInput): Promise<CompanyScope[]> {
  const { analysed, ownPartnerIds } = await readCompanies(input.reader, input.settings);
  return analysed.map(({ ref }) => ({ ...input, company: ref, today: dayIn(ref.timezone, input.now), ownPartnerIds }));
}

/** Currencies by id, inactive ones too. */
export async function readCurrencies(reader: OdooReader, ids: readonly number[]): Promise<Map<number, CurrencyRef>> {
  const model = defineModel("res.currency", {
    name: currencyModel.shape.name,
    decimal_places: currencyModel.shape.decimal_places,
  });
  const rows = await reader.byIds(model, [...new Set(ids)]);
  return new Map(rows.map(({ id, name, decimal_places }) => [id, { id, code: name ?? "", decimals: decimal_places }]));
}

/** ISO 3166 alpha-2 codes by country id. */
export async function readCountryCodes(reader: OdooReader, ids: readonly number[]): Promise<Map<number, string>> {
  const unique = [...new Set(ids)];
  if (unique.length === 0) return new Map();
  const rows = await reader.byIds(defineModel("res.country", { code: countryModel.shape.code }), unique);
  return new Map(rows.flatMap(({ id, code }) => (code === null ? [] : [[id, code]])));
}

type CompanyRow = {
  readonly id: number;
  readonly partner_id: { readonly id: number } | null;
  readonly resource_calendar_id: { readonly id: number } | null;
};

/** A company has no timezone in Odoo: its contact's, else its working calendar's, else the connected user's. */
async function readTimezones(reader: OdooReader, companies: readonly CompanyRow[]): Promise<Map<number, string>> {
  const contacts = await reader.byIds(
    defineModel("res.partner", { tz: partnerModel.shape.tz }),
    companies.flatMap(({ partner_id }) => (partner_id === null ? [] : [partner_id.id])),
  );
  const calendarIds = companies.flatMap(({ resource_calendar_id }) => (resource_calendar_id === null ? [] : [resource_calendar_id.id]));
  const calendars = calendarIds.length === 0 ? [] : await reader.read("resource.calendar", calendarIds, ["tz"]);
  const user = await reader.whoAmI();
  const timezones = new Map<number, string>();
  for (const company of companies) {
    const contact = contacts.find(({ id }) => id === company.partner_id?.id)?.tz;
    const calendar = calendars.find(({ id }) => id === company.resource_calendar_id?.id)?.["tz"];
    const timezone = contact ?? (typeof calendar === "string" ? calendar : null) ?? user.tz;
    if (timezone !== null) timezones.set(company.id, timezone);
  }
  return timezones;
}
