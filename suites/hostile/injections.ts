import type { Simulator } from "#simulator/index.ts";
import { injections } from "./attacker.ts";

/** Odoo's fields hold so much, and a line breaks nowhere. */
const MOST = 120;
const line = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, MOST) || "x";

/**
 * Texts that the product reads and nobody writes: Odoo's own words for things, or codes that it takes no other for. What is read
 * and is neither injected nor in this list fails the suite.
 */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  "res.country.code": "two letters",
  "res.currency.name": "the three letters of ISO 4217",
  "account.account.type.name": "Odoo's own kinds of accounts",
  "res.users.login": "the connected user's own",
  "res.partner.lang": "one of the languages that are installed",
  "res.partner.tz": "one of the zones that Odoo knows",
  "res.users.tz": "one of the zones that Odoo knows",
  "resource.calendar.tz": "one of the zones that Odoo knows",
  "mail.message.model": "the name of a model",
  "mail.activity.res_model": "the name of a model",
  "account.payment.method.line.code": "the name of a module's method",
};

/** Hostile texts, each used once, with the fields that they were written into. */
export class Injections {
  readonly #texts: Generator<string>;
  readonly #into = new Map<string, string[]>();
  count = 0;

  constructor(texts: Generator<string> = injections()) {
    this.#texts = texts;
  }

  /** The next hostile text, for `model.field`; with a mark at its end where it is one customer's. */
  into(where: string, mark = ""): string {
    this.count += 1;
    const text = line(`${line(this.#texts.next().value as string).slice(0, MOST - 12)} ${mark}`);
    const known = this.#into.get(where);
    if (known === undefined) this.#into.set(where, [text]);
    else known.push(text);
    return text;
  }

  /** Whether Odoo holds one of the texts in this field. */
  holds({ inspect }: Simulator, where: string): boolean {
    const at = where.lastIndexOf(".");
    const field = where.slice(at + 1);
    const written = this.#into.get(where) ?? [];
    return inspect.records(where.slice(0, at)).some((row) => {
      const value = row[field];
      return typeof value === "string" && value !== "" && written.some((text) => value.includes(text));
    });
  }
}

/** Every text that the product asked Odoo for, as its own calls tell: `model.field`, and the names of what relations lead to. */
export function textsRead({ calls, company, login }: Simulator): string[] {
  const read = new Set<string>();
  const known = new Map<string, Described>();
  const describe = (model: string): Described => {
    const fields = known.get(model) ?? (company.call(model, "fields_get", [[], ["type", "relation"]]) as Described);
    known.set(model, fields);
    return fields;
  };
  for (const { model, args, kwargs, outcome } of calls.all({ login })) {
    if (outcome !== "ok" || model === "ir.model.fields") continue;
    for (const name of namesIn([args, kwargs])) {
      const { type, relation } = describe(model)[name] ?? {};
      if (type === "char" || type === "text" || type === "html") read.add(`${model}.${name}`);
      if (type === "many2one" && relation !== undefined) read.add(`${relation}.name`);
    }
  }
  return [...read].toSorted();
}

type Described = Readonly<Record<string, { readonly type: string; readonly relation?: string }>>;

/** The names of fields in a call, and what they are grouped by. The terms of a domain are asked about, not read. */
function namesIn(value: unknown): string[] {
  if (typeof value === "string") return [value.split(":")[0] ?? ""];
  if (typeof value !== "object" || value === null || isTerm(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === "domain" ? [] : namesIn(inner)));
}

const isTerm = (value: object): boolean =>
  Array.isArray(value) && value.length === 3 && /^(?:[=<>!]+|(?:not )?in|=?i?like|child_of)$/.test(String(value[1]));

/** Whether anybody could write it at all. */
export const isWritable = (where: string): boolean => NOT_WRITTEN[where] === undefined;
