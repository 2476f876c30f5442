import type { RawRow } from "#src/odoo/read/index.ts";

const PLAIN = /^[^\s@<>(),;:"\\]+@[^\s@<>(),;:"\\]+$/;

/** The bare addresses in a partner's mail field, lower case: people write `Name <a@b>` and several of them. */
export function mailAddressesOf(partner: RawRow): string[] {
  const field = partner["email"];
  if (typeof field !== "string") return [];
  return field
    .replaceAll(/"[^"]*"/g, "")
    .split(/[,;\n]/)
    .map((part) => (/<([^<>]*)>\s*$/.exec(part)?.[1] ?? part).trim().toLowerCase())
    .filter((address) => PLAIN.test(address));
}

/** The phone numbers of a partner as `+` and digits, in whichever fields this release keeps them. */
export function phoneNumbersOf(partner: RawRow): string[] {
  return ["phone_sanitized", "mobile", "phone"]
    .map((field) => partner[field])
    .filter((value) => typeof value === "string")
    .map((value) => value.replaceAll(/[^\d+]/g, ""))
    .filter((value) => value.startsWith("+"));
}
