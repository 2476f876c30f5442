import type { OdooReader } from "#src/odoo/read/index.ts";
import { readCountryCodes } from "./companies.ts";
import type { CustomerRef, Salesperson } from "./findings.ts";
import { commercialModel } from "./odooRecords.ts";
import { customerRef } from "./overdue/dossiers.ts";
import { familyIds, readFamilies } from "./overdue/families.ts";
import { readSalespeople } from "./overdue/people.ts";
import type { ContactRow, Family } from "./overdue/recipient.ts";

/** A contact with the customer that it belongs to. */
export interface Party {
  readonly family: Family;
  readonly customer: CustomerRef;
  /** Null where the contact was archived: nobody writes to it any more. */
  readonly contact: ContactRow | null;
}

/** The people around some records, read together. */
export interface Parties {
  /** By the contact's id. Contacts that may not be read are absent. */
  readonly of: (partnerId: number) => Party | undefined;
  readonly salesperson: (userId: number | undefined) => Salesperson | null;
  readonly country: (countryId: number) => string | null;
  /** Every partner of every customer among them. */
  readonly partnerIds: readonly number[];
}

/** Reads the customers behind these contacts, and these users: five calls whatever their number. */
export async function readParties(
  reader: OdooReader,
  { partnerIds, userIds }: { readonly partnerIds: readonly number[]; readonly userIds: readonly (number | undefined)[] },
): Promise<Parties> {
  const rows = partnerIds.length === 0 ? [] : await reader.byIds(commercialModel, [...new Set(partnerIds)]);
  const commercialOf = new Map(rows.map(({ id, commercial_partner_id: entity }) => [id, entity?.id ?? id]));
  const families = commercialOf.size === 0 ? new Map<number, Family>() : await readFamilies(reader, [...new Set(commercialOf.values())]);
  const contacts = [...families.values()].flatMap(({ root, contacts: others }) => [root, ...others]);
  const [salespeople, countries] = await Promise.all([
    readSalespeople(
      reader,
      [...userIds, ...contacts.map(({ user_id: user }) => user?.id)].filter((id) => id !== undefined),
    ),
    readCountryCodes(
      reader,
      contacts.flatMap(({ country_id: country }) => (country === null ? [] : [country.id])),
    ),
  ]);
  return {
    of: (partnerId) => {
      const family = families.get(commercialOf.get(partnerId) ?? partnerId);
      if (family === undefined) return undefined;
      const contact = [family.root, ...family.contacts].find(({ id, active }) => id === partnerId && active) ?? null;
      return { family, customer: customerRef(family, countries), contact };
    },
    salesperson: (userId) => (userId === undefined ? null : (salespeople.get(userId) ?? null)),
    country: (countryId) => countries.get(countryId) ?? null,
    partnerIds: [...families.values()].flatMap(familyIds),
  };
}
