import type { Context } from "hono";
import { AiCooError } from "#src/lib/errors.ts";
import { keepable } from "#src/lib/words.ts";
import { unreadable } from "./refusals.ts";

type Fields = Readonly<Record<string, unknown>>;

/** More reports than any provider sends at once. */
const MOST_REPORTS = 500;

/** The reports in a request: one JSON object, a list of whatever stands in it, or a form. Errors: `invalid_input`. */
export async function readReports(c: Context): Promise<readonly unknown[]> {
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
  return reports;
}

/**
 * Takes every report that can be read, in order. One that cannot is left out and said to `skipped`: refused, the whole list would be
 * delivered again and again, and what stands behind it never be taken. Where one fails because of us the others are taken
 * nonetheless before its error is thrown. Answers how many were taken. Errors: `invalid_input` where none can be read.
 */
export async function takeReports(
  reports: readonly unknown[],
  take: (report: Fields) => Promise<void>,
  skipped: (error: AiCooError, index: number) => void,
): Promise<number> {
  let taken = 0;
  const refusals: AiCooError[] = [];
  const failures: unknown[] = [];
  for (const [index, report] of reports.entries()) {
    try {
      if (!isFields(report)) throw unreadable("an event in it is not an object");
      await take(report);
      taken += 1;
    } catch (error) {
      if (error instanceof AiCooError && error.code === "invalid_input") {
        refusals.push(error);
        skipped(error, index);
      } else failures.push(error);
    }
  }
  const [thrown] = taken === 0 ? [...failures, ...refusals] : failures;
  if (thrown !== undefined) throw thrown;
  return taken;
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

/** Whether a number says itself that it begins with its country; `4155551234` could be Swiss, or from San Francisco. */
export const namesCountry = (text: string | undefined): boolean => /^[\s(]*(?:\+|00)/.test(text ?? "");

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
