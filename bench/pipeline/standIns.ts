import { setTimeout as sleep } from "node:timers/promises";
import type { MailTransport } from "#src/operations/index.ts";
import type { FieldInfo, OdooReader, RawRow } from "#src/odoo/read/index.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import { addressOf } from "./documents.ts";

const text: FieldInfo = { type: "char" };
const flag: FieldInfo = { type: "boolean" };
const link = (relation: string): FieldInfo => ({ type: "many2one", relation });

const FIELDS: Readonly<Record<string, Readonly<Record<string, FieldInfo>>>> = {
  "account.move": { name: text, partner_id: link("res.partner"), payment_state: text },
  "project.project": { name: text, active: flag },
  "res.partner": {
    name: text,
    active: flag,
    email: text,
    phone_sanitized: text,
    commercial_partner_id: link("res.partner"),
    partner_share: flag,
    is_blacklisted: flag,
  },
};

/** A record as Odoo would have it: made from its id, so that a million of them take no memory. */
function rowOf(model: string, id: number, fields: readonly string[]): RawRow {
  const name = `Customer ${id}`;
  const whole: RawRow =
    model === "res.partner"
      ? {
          name,
          active: true,
          email: addressOf(id),
          phone_sanitized: "+33612345678",
          commercial_partner_id: [id, name],
          partner_share: true,
        }
      : { name: `Record ${id}`, active: true, partner_id: [id, name], payment_state: "not_paid" };
  return { id, ...Object.fromEntries(fields.map((field) => [field, whole[field] ?? false])) };
}

/** Odoo's reading side, in memory and without anything a customer did; counts its calls. */
export function odooStandIn(): { readonly reader: OdooReader; readonly calls: () => number } {
  let calls = 0;
  const answer = <T>(value: T): Promise<T> => {
    calls += 1;
    return Promise.resolve(value);
  };
  const reader: Partial<OdooReader> = {
    // asked once per connection by the real one
    fields: (model) => Promise.resolve(new Map(Object.entries(FIELDS[model] ?? {}))),
    whoAmI: () => Promise.resolve({ userId: 5, name: "AI COO", login: "aicoo", partnerId: 6, companyIds: [1], lang: "en_US", tz: null }),
    read: (model, ids, fields) => answer(ids.map((id) => rowOf(model, id, fields))),
    searchRead: () => answer([]),
    list: () => answer([]),
    group: () => answer([]),
  };
  // whatever else revalidation would call is an error
  return { reader: reader as OdooReader, calls: () => calls };
}

export interface Outside {
  readonly odoo: OdooWriter;
  readonly mail: MailTransport;
  /** Effects so far. */
  readonly effects: () => number;
}

/** Everything that takes effects, answering after `delayMs`; 0 answers at once. `onMail` hears of each mail as it arrives. */
export function outsideStandIn(delayMs: number, onMail: (actionId: string) => void = () => {}): Outside {
  let effects = 0;
  const taken = async <T>(value: T): Promise<T> => {
    effects += 1;
    if (delayMs > 0) await sleep(delayMs);
    return value;
  };
  const odoo: OdooWriter = {
    createKeyed: () => taken({ id: effects + 1, created: true }),
    createKeyedMany: (records) => taken(records.map((_, index) => ({ id: effects + index + 1, created: true }))),
    findKeyed: () => Promise.resolve(null),
    postNote: () => taken({ id: effects + 1, created: true }),
    findNote: () => Promise.resolve(null),
    write: () => taken(undefined),
  };
  const mail: MailTransport = {
    name: "smtp",
    repeatable: false,
    send: ({ actionId, messageId }) => {
      onMail(actionId);
      return taken({ kind: "done", ref: messageId } as const);
    },
    lookUp: () => Promise.resolve({ kind: "unsupported" }),
  };
  return { odoo, mail, effects: () => effects };
}
