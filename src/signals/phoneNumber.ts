import { isSupportedCountry, parsePhoneNumberFromString } from "libphonenumber-js/max";

/**
 * The number in E.164 that is written in a phone field of a partner, or null when it is no valid number. A number
 * without a country code is read as one of `country` (ISO 3166 alpha-2); without a country nobody knows whose it is.
 */
export function phoneNumberIn(text: string | null, country: string | null): string | null {
  return parsed(text, country)?.number ?? null;
}

/** Whether an SMS can reach it: a mobile phone, or a plan such as North America's in which nobody can tell. */
export function isMobileNumber(number: string): boolean {
  const type = parsed(number, null)?.getType();
  return type === "MOBILE" || type === "FIXED_LINE_OR_MOBILE";
}

function parsed(text: string | null, country: string | null) {
  if (text === null || text.length > 60) return undefined;
  const number =
    country !== null && isSupportedCountry(country) ? parsePhoneNumberFromString(text, country) : parsePhoneNumberFromString(text);
  return number?.isValid() === true && number.ext === undefined ? number : undefined;
}
