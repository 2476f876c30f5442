import type { RawRow } from "#src/odoo/read/index.ts";
import { addressesIn } from "#src/signals/index.ts";

/** The bare addresses in a partner's mail field, read as the analysis read them when the recipient was chosen. */
export function mailAddressesOf({ email }: RawRow): string[] {
  return addressesIn(typeof email === "string" ? email : null);
}

/** The phone numbers of a partner as `+` and digits, in whichever fields this release keeps them. */
export function phoneNumbersOf(partner: RawRow): string[] {
  return ["phone_sanitized", "mobile", "phone"]
    .map((field) => partner[field])
    .filter((value) => typeof value === "string")
    .map((value) => value.replaceAll(/[^\d+]/g, ""))
    .filter((value) => value.startsWith("+"));
}
