import type { Context } from "hono";
import { keepable } from "#src/lib/words.ts";
import { unreadable } from "./refusals.ts";

type Fields = Readonly<Record<string, unknown>>;

/** More reports than any provider sends at once. */
const MOST_REPORTS = 500;

/** The reports in a request: one JSON object, a list of them, or a form. Errors: `invalid_input`. */
export async function readReports(c: Context): Promise<readonly Fields[]> {
  const text = await c.req.text();
  if (isForm(c)) return [Object.fromEntries(new URLSearchParams(text))];
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(type)) throw unreadable("it is neither JSON nor a form");
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw unreadable("its body is not JSON");
  }
  const reports: readonly unknown[] = Array.isArray(body) ? body : [body];
  if (reports.length > MOST_REPORTS) throw unreadable(`it holds more than ${MOST_REPORTS} events`);
  return reports.map((report) => {
    if (!isFields(report)) throw unreadable("an event in it is not an object");
    return report;
  });
}

/** A form as it came, for signatures. Errors: `invalid_input`. */
export async function readForm(c: Context): Promise<URLSearchParams> {
  const text = await c.req.text();
  if (!isForm(c)) throw unreadable("it is not a form");
  return new URLSearchParams(text);
}

const isForm = (c: Context): boolean => /^application\/x-www-form-urlencoded\b/i.test(c.req.header("content-type") ?? "");

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** The text or number at a path such as `message.from`; undefined where there is none. A name with dots in it is looked up whole first. */
export function textAt(fields: Fields, path: string): string | undefined {
  let value: unknown = Object.hasOwn(fields, path) ? fields[path] : undefined;
  if (value === undefined) {
    value = fields;
    for (const part of path.split(".")) {
      if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
      value = (value as Fields)[part];
    }
  }
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  return typeof value === "string" ? keepable(value) : undefined;
}

/**
 * A phone number in international form, `+` and digits, however a provider writes it; undefined for one without its country, which
 * could be anybody's.
 */
export function e164(text: string | undefined): string | undefined {
  if (text === undefined || /[^\d+\s().-]/.test(text)) return undefined;
  const digits = text.replaceAll(/[^\d+]/g, "").replace(/^00/, "+");
  const number = digits.startsWith("+") ? digits : `+${digits}`;
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : undefined;
}
