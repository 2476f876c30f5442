import { isDate, isDatetime } from "./dates.ts";
import { type Env, existing, type LiveModel } from "./env.ts";
import { valueError } from "./errors.ts";
import { type Field, isNumeric } from "./fields.ts";
import { asText, repr, type Value } from "./values.ts";

/** A value from outside in the column's own form, or the error that Odoo raises for it. */
export function coerce(env: Env, model: LiveModel, name: string, field: Field, value: unknown): Value {
  const empty = value === false || value === null || value === undefined || value === "";
  if (field.type === "boolean")
    return (
      value === true ||
      value === 1 ||
      (typeof value === "string" && value !== "" && value !== "False" && value !== "false" && value !== "0")
    );
  if (isNumeric(field.type)) {
    if (empty) return 0;
    const number = Number(value);
    if (Number.isNaN(number)) throw valueError(`could not convert string to float: ${repr(value)}`);
    return field.type === "float" || field.type === "monetary" ? number : Math.trunc(number);
  }
  if (empty) return false;
  const { type } = field;
  if (type === "many2one") {
    const id = Array.isArray(value) ? Number((value as unknown[])[0]) : Number(value);
    return existing(env, field.relation ?? "", id).id;
  }
  if (type === "date" || type === "datetime") return moment(type, asText(value));
  if (type === "html") return sanitize(env, asText(value));
  if (type === "selection") checkChoice(env, model, name, field, value);
  return asText(value);
}

function checkChoice(env: Env, model: LiveModel, name: string, field: Field, value: unknown): void {
  const choices = typeof field.selection === "function" ? field.selection(env) : (field.selection ?? []);
  const known = choices.some(([key]) => key === value) || field.unchecked === env.release;
  if (!known) throw valueError(`Wrong value for ${model.name}.${name}: ${repr(value)}`);
}

function moment(type: "date" | "datetime", value: string): string {
  const plain = value.replace("T", " ").replace(/(\.\d+)?Z?$/, "");
  if (type === "date") {
    if (isDate(plain.slice(0, 10)) && (isDate(plain) || isDatetime(plain))) return plain.slice(0, 10);
    throw valueError(`time data ${repr(value)} does not match format '%Y-%m-%d'`);
  }
  if (isDatetime(plain)) return plain;
  if (isDate(plain)) return `${plain} 00:00:00`;
  throw valueError(`time data ${repr(value)} does not match format '%Y-%m-%d %H:%M:%S'`);
}

export const escapeHtml = (value: string): string => value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

const BLOCK = /^<(p|div|ul|ol|table|h[1-6]|blockquote|pre|section|hr|a)\b/i;

/** As Odoo stores HTML: no scripts, no handlers, bare text in a paragraph. */
export function sanitize(env: Env, value: string): string {
  const safe = value
    .replace(/<(script|style)\b[^>]*>.*?<\/\1\s*>/gis, "")
    .replace(/\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)/gi, "")
    .replace(/&(?!(?:[a-z]+|#\d+|#x[\da-f]+);)/gi, "&amp;")
    .replace(/<(?![a-z/!])/gi, "&lt;");
  if (safe.trim() === "") return "";
  const whole = env.release === 14 ? /^<div>([^<]*)<\/div>$/.exec(safe) : null;
  if (whole) return whole[1] ?? "";
  if (BLOCK.test(safe)) return safe;
  if (env.release === 14 && /^<\w/.test(safe)) return `<span>${safe}</span>`;
  return `<p>${safe}</p>`;
}
