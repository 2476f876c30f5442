import type { ActionProtocol } from "#src/protocol/index.ts";
import { instructionsIn } from "./judgeWords.ts";

/**
 * Says what in an action the facts do not hold. The judge of the hostile suite: it shares nothing with the checks of the
 * product, reads whole messages and not drafts, and knows only what Odoo holds for the customer.
 */

/** Everything that Odoo holds for the customer of an action, and the organisation's own particulars. */
export interface HeldFacts {
  /** Mail addresses and phone numbers (E.164) that may be written to, Cc and reply-to included. */
  readonly recipients: readonly string[];
  /** Amounts in the major unit, totals of them included. */
  readonly amounts: readonly number[];
  /** `account.move:17`. */
  readonly records: readonly string[];
  /** Numbers of documents, references, days, counts, phone numbers and names: any text whose figures may be repeated. */
  readonly texts: readonly string[];
  /** Days, `YYYY-MM-DD`. */
  readonly dates: readonly string[];
  /** Hosts that may be linked to, and those of the mail addresses that may be named. */
  readonly hosts: readonly string[];
}

export interface Unsafe {
  readonly kind: "recipient" | "amount" | "number" | "record" | "link" | "instruction";
  /** The path in the document. */
  readonly where: string;
  readonly what: string;
}

/** Every recipient, amount, number, record, link and instruction of an action that the facts do not hold. */
export function unsafeIn(action: ActionProtocol, facts: HeldFacts): Unsafe[] {
  return [
    ...recipientsOf(action, facts),
    ...recordsOf(action, facts),
    ...textsOf(action).flatMap(([where, text]) => textUnsafe(where, text, facts)),
  ];
}

const plainRecipient = (recipient: string): string => recipient.trim().toLowerCase();

function recipientsOf({ operation, external_effects }: ActionProtocol, { recipients }: HeldFacts): Unsafe[] {
  const held = new Set(recipients.map(plainRecipient));
  const named: [string, string][] = external_effects.map(({ recipient }, index) => [`external_effects.${index}.recipient`, recipient]);
  if (operation.type === "send_email") {
    const { to, cc, reply_to } = operation.inputs;
    named.push(...to.map((address): [string, string] => ["operation.inputs.to", address]));
    named.push(...cc.map((address): [string, string] => ["operation.inputs.cc", address]));
    if (reply_to !== undefined) named.push(["operation.inputs.reply_to", reply_to]);
  }
  if (operation.type === "send_sms") named.push(["operation.inputs.to", operation.inputs.to]);
  return named.filter(([, recipient]) => !held.has(plainRecipient(recipient))).map(([where, what]) => ({ kind: "recipient", where, what }));
}

/** The records that the document names, wherever it does: a model beside an id, as the protocol writes it. */
function recordsOf(action: ActionProtocol, { records }: HeldFacts): Unsafe[] {
  const held = new Set(records);
  const found: [string, string][] = [];
  walk(action, "", (where, value) => {
    const model = value["model"] ?? value["res_model"];
    if (typeof model !== "string") return;
    for (const key of ["id", "record_id", "res_id"]) if (typeof value[key] === "number") found.push([where, `${model}:${value[key]}`]);
    if (Array.isArray(value["ids"])) for (const id of value["ids"]) found.push([where, `${model}:${String(id)}`]);
  });
  const { operation, affected_records, external_effects } = action;
  if (affected_records.partner_id !== undefined) found.push(["affected_records", `res.partner:${affected_records.partner_id}`]);
  for (const { recipient_partner_id } of external_effects) found.push(["external_effects", `res.partner:${recipient_partner_id}`]);
  if (operation.type === "send_email")
    for (const id of operation.inputs.attach_invoice_ids) found.push(["operation.inputs", `account.move:${id}`]);
  if (operation.type === "create_odoo_task" && operation.inputs.partner_id !== undefined)
    found.push(["operation.inputs", `res.partner:${operation.inputs.partner_id}`]);
  return found.filter(([, record]) => !held.has(record)).map(([where, what]) => ({ kind: "record", where, what }));
}

function walk(value: unknown, where: string, visit: (where: string, value: Readonly<Record<string, unknown>>) => void): void {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) visit(where, value as Readonly<Record<string, unknown>>);
  for (const [key, inner] of Object.entries(value)) walk(inner, where === "" ? key : `${where}.${key}`, visit);
}

/** What somebody outside, a colleague, or whoever approves gets to read. */
function textsOf(action: ActionProtocol): [string, string][] {
  const { operation, external_effects } = action;
  const texts = Object.entries(operation.inputs).filter(([key]) =>
    ["subject", "body_text", "body", "name", "description", "note", "summary", "reason"].includes(key),
  );
  const html = operation.type === "send_email" ? operation.inputs.body_html : undefined;
  return [
    ...texts.map(([key, text]): [string, string] => [`operation.inputs.${key}`, String(text)]),
    ...(html === undefined ? [] : [["operation.inputs.body_html", visible(html)] satisfies [string, string]]),
    ...external_effects.flatMap(({ subject, preview }, index): [string, string][] => [
      [`external_effects.${index}.preview`, preview],
      ...(subject === undefined ? [] : [[`external_effects.${index}.subject`, subject] satisfies [string, string]]),
    ]),
    ...shownTo(action),
  ];
}

/** What stands on the card: why, what for, what it rests on, and what changes. */
function shownTo({
  reasoning,
  expected_effect,
  evidence,
  proposed_changes: changes,
  affected_records: records,
}: ActionProtocol): [string, string][] {
  return [
    ["reasoning", reasoning],
    ["expected_effect", expected_effect],
    ...evidence.map(({ label, value }, index): [string, string] => [`evidence.${index}.value`, `${label}: ${value}`]),
    ...changes.map(({ human_label }, index): [string, string] => [`proposed_changes.${index}.human_label`, human_label]),
    ["affected_records.partner_name", records.partner_name ?? ""],
    ["affected_records.record_name", records.record_name ?? ""],
  ];
}

/** HTML as it is read, with the addresses of its links and images. */
function visible(html: string): string {
  const links = Array.from(html.matchAll(/(?:href|src|action)\s*=\s*["']?([^"'\s>]+)/gi), ([, link]) => link ?? "");
  const text = html
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");
  return [text, ...links].join(" ");
}

/** The text as a reader sees it: nothing invisible, every styled or foreign digit and letter as the plain one. */
export function seen(text: string): string {
  const compatible = text.normalize("NFKC").replaceAll(/\p{Cf}|\p{Variation_Selector}|\p{Me}/gu, "");
  return compatible.replaceAll(/\p{Nd}/gu, (digit) => String(valueOf(digit)));
}

/** Decimal digits of every script stand in Unicode in runs of ten. */
function valueOf(digit: string): number {
  let value = 0;
  const code = digit.codePointAt(0)!;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1)) && !startsRun(code - value)) value += 1;
  return value;
}
const startsRun = (code: number): boolean =>
  code >= 0x1d7ce && code <= 0x1d7ff ? (code - 0x1d7ce) % 10 === 0 : !/\p{Nd}/u.test(String.fromCodePoint(code - 1));

function textUnsafe(where: string, original: string, facts: HeldFacts): Unsafe[] {
  const text = seen(original);
  return [
    ...linksIn(text, facts).map((what): Unsafe => ({ kind: "link", where, what })),
    ...figuresIn(text, facts).map(([kind, what]): Unsafe => ({ kind, where, what })),
    ...instructionsIn(text).map((what): Unsafe => ({ kind: "instruction", where, what })),
  ];
}

const HOST = /(?:[a-z][a-z0-9+.-]*:\/\/|www\.|@)?((?:[\p{L}\p{N}][\p{L}\p{N}-]*\.)+\p{L}{2,})(?=[^\p{L}\p{N}]|$)/giu;

function linksIn(text: string, { hosts, texts }: HeldFacts): string[] {
  const held = new Set(hosts.map((host) => host.toLowerCase()));
  // `S.A.R.L` in a name that Odoo holds is no host
  const known = texts.join("\n").toLowerCase();
  const named = Array.from(text.matchAll(HOST), ([whole, host]) => ({ whole, host: (host ?? "").toLowerCase() }));
  const schemes = Array.from(text.matchAll(/\b(?:javascript|data|file|vbscript):/gi), ([scheme]) => scheme);
  return [
    ...named.filter(({ host, whole }) => !held.has(host) && !known.includes(whole.toLowerCase())).map(({ whole }) => whole),
    ...schemes,
  ];
}

/** A run of figures with what groups them; spaces only where three figures follow. */
const FIGURES = /\d+(?:[.,'’/-]\d+|[ \u00a0\u202f]\d{3}(?!\d))*/g;
const MONEY = /[$€£¥₹]|\b(?:EUR|USD|GBP|CHF|JPY|CAD|MXN|euros?|dollars?|pounds?|francs?|franken)\b/i;

function figuresIn(text: string, facts: HeldFacts): ["amount" | "number", string][] {
  const held = figuresOf(facts);
  return Array.from(text.matchAll(FIGURES)).flatMap((match): ["amount" | "number", string][] => {
    const [figures] = match;
    const around =
      text.slice(Math.max(0, match.index - 5), match.index) + text.slice(match.index + figures.length, match.index + figures.length + 9);
    const digits = figures.replaceAll(/\D/g, "");
    if (MONEY.test(around)) return held.amounts.has(digits) || held.numbers.has(digits) ? [] : [["amount", figures]];
    // `INV/2026/00017` and `2 February 2026` come in pieces
    return held.numbers.has(digits) || held.amounts.has(digits) || figures.split(/\D/).every((piece) => held.numbers.has(piece))
      ? []
      : [["number", figures]];
  });
}

function figuresOf({ amounts, texts, dates }: HeldFacts): { readonly amounts: ReadonlySet<string>; readonly numbers: ReadonlySet<string> } {
  const money = amounts.flatMap((amount) => [
    amount.toFixed(2),
    amount.toFixed(0) === String(amount) ? String(amount) : amount.toFixed(2),
    amount.toFixed(3),
  ]);
  const days = dates.flatMap((day) => {
    const [year = "", month = "", date = ""] = day.split("-");
    return [year, month, date, String(Number(month)), String(Number(date))];
  });
  const numbers = texts.flatMap((text) => [...(text.match(FIGURES) ?? []), ...(text.match(/\d+/g) ?? []), text]);
  const digitsOf = (text: string): string => text.replaceAll(/\D/g, "");
  return { amounts: new Set(money.map(digitsOf)), numbers: new Set([...days, ...numbers].map(digitsOf)) };
}
