import type { RawRow } from "#src/odoo/read/index.ts";
import { addressesIn, phoneNumberIn } from "#src/signals/index.ts";

/** The bare addresses in a partner's mail field, read as the analysis read them when the recipient was chosen. */
export function mailAddressesOf({ email }: RawRow): string[] {
  return addressesIn(typeof email === "string" ? email : null);
}

/**
 * The phone numbers of a partner in E.164, in whichever fields this release keeps them; one without a country code is
 * read as the analysis read it, as one of `country` (ISO 3166 alpha-2).
 */
export function phoneNumbersOf(partner: RawRow, country: string | null): string[] {
  return ["phone_sanitized", "mobile", "phone"]
    .map((field) => partner[field])
    .filter((value) => typeof value === "string")
    .flatMap((value) => [phoneNumberIn(value, country) ?? value.replaceAll(/[^\d+]/g, "")])
    .filter((value) => value.startsWith("+"));
}
