import { companyModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import { unstorable } from "../canaries.ts";
import { fault, type Fault } from "../harness.ts";
import type { Served } from "./server.ts";

/** Valid answers to the questions that a call asks, by method. */
type Answers = Readonly<Record<string, readonly unknown[]>>;

/** A call of the reader, and what its value must be whatever Odoo said. */
export interface Read {
  readonly answers: Answers;
  ask(reader: OdooReader): Promise<unknown>;
  faultOf(value: unknown): Fault | null;
}

/** A call of the writer; `changes` are the methods that change something in Odoo. */
export interface Write {
  readonly answers: Answers;
  readonly changes: readonly string[];
  ask(writer: OdooWriter): Promise<unknown>;
  faultOf(value: unknown, served: readonly Served[]): Fault | null;
}

const FIELDS = {
  id: { type: "integer" },
  name: { type: "char" },
  active: { type: "boolean" },
  partner_id: { type: "many2one", relation: "res.partner" },
  currency_id: { type: "many2one", relation: "res.currency" },
  country_id: { type: "many2one", relation: "res.country" },
  email: { type: "char" },
  phone: { type: "char" },
  website: { type: "char" },
  parent_id: { type: "many2one", relation: "res.company" },
  amount_total: { type: "monetary" },
  invoice_date: { type: "date" },
  user_ids: { type: "many2many", relation: "res.users" },
  date_deadline: { type: "datetime" },
  priority: {
    type: "selection",
    selection: [
      ["0", "Low"],
      ["1", "High"],
    ],
  },
};
const COMPANY = {
  id: 5,
  name: "Our Company",
  partner_id: [1, "Our Company"],
  currency_id: [1, "EUR"],
  country_id: false,
  email: "a@b.example",
  phone: false,
  website: false,
  parent_id: false,
};

/** Every text inside has to be one that can be kept, every number one that can be counted with. */
function plainFault(value: unknown): Fault | null {
  if (typeof value === "string") return unstorable("a value that was read", value);
  if (typeof value === "number") return Number.isFinite(value) ? null : fault("outcome", "a number that was read is endless");
  if (typeof value !== "object" || value === null) return null;
  for (const inner of Array.isArray(value) ? value : Object.values(value)) {
    const found = plainFault(inner);
    if (found !== null) return found;
  }
  return null;
}

const isId = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;

function rowsFault(value: unknown, ids?: readonly number[]): Fault | null {
  if (!Array.isArray(value)) return fault("outcome", "what was read is no list");
  for (const row of value as readonly unknown[]) {
    const id = at(row, "id");
    if (!isId(id)) return fault("outcome", `a record has the id ${String(id)}`);
    if (ids !== undefined && !ids.includes(Number(id)))
      return fault("outcome", `record ${String(id)} was given where ${ids.join(", ")} were asked for`);
  }
  return plainFault(value);
}

export const READS: readonly Read[] = [
  {
    answers: {
      context_get: [{ uid: 7, lang: "en_US", tz: "Europe/Brussels" }],
      search_read: [
        [{ id: 7, login: "robot@ourcompany.example", name: "Robot", partner_id: [3, "Robot"], company_ids: [1], lang: "en_US", tz: false }],
      ],
    },
    ask: (reader) => reader.whoAmI(),
    faultOf: (value) =>
      isId(at(value, "userId")) ? plainFault(value) : fault("outcome", `who asks is user ${String(at(value, "userId"))}`),
  },
  {
    answers: { fields_get: [FIELDS] },
    ask: async (reader) => [...(await reader.fields("res.company")).entries()],
    faultOf: plainFault,
  },
  {
    answers: { fields_get: [FIELDS] },
    ask: (reader) => reader.hasModel("crm.lead"),
    faultOf: (value) => (typeof value === "boolean" ? null : fault("outcome", "neither yes nor no")),
  },
  {
    answers: { search_read: [[COMPANY, { ...COMPANY, id: 6 }]] },
    ask: (reader) => reader.searchRead({ model: "res.company", domain: [], fields: ["name"] }),
    faultOf: (value) => rowsFault(value),
  },
  {
    answers: {
      fields_get: [FIELDS],
      search_read: [
        [
          { id: 5, name: "A" },
          { id: 6, name: "B" },
        ],
      ],
    },
    ask: (reader) => reader.read("res.company", [5, 6], ["name"]),
    faultOf: (value) => rowsFault(value, [5, 6]),
  },
  {
    answers: { search_count: [12] },
    ask: (reader) => reader.count("res.company", []),
    faultOf: (value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? null : fault("outcome", `counted ${String(value)}`)),
  },
  {
    answers: {
      fields_get: [FIELDS],
      formatted_read_group: [
        [{ partner_id: [1, "A"], "invoice_date:month": ["2026-09-01", "September 2026"], "amount_total:sum": 12.5, __count: 3 }],
      ],
      read_group: [
        [
          {
            partner_id: [1, "A"],
            "invoice_date:month": "September 2026",
            amount_total: 12.5,
            __count: 3,
            __range: { "invoice_date:month": { from: "2026-09-01" } },
          },
        ],
      ],
    },
    ask: (reader) =>
      reader.group({ model: "account.move", domain: [], by: ["partner_id", "invoice_date:month"], aggregates: ["amount_total:sum"] }),
    faultOf: plainFault,
  },
  {
    answers: { fields_get: [FIELDS], search_read: [[COMPANY]] },
    ask: (reader) => reader.list(companyModel, { domain: [] }),
    faultOf: (value) => rowsFault(value),
  },
  {
    answers: { fields_get: [FIELDS], search_read: [[COMPANY]] },
    ask: (reader) => reader.byIds(companyModel, [5]),
    faultOf: (value) => rowsFault(value, [5]),
  },
  {
    answers: { fields_get: [FIELDS], search_read: [[COMPANY, { ...COMPANY, id: 6 }], []] },
    ask: async (reader) => {
      const all: unknown[] = [];
      for await (const page of reader.each(companyModel, { domain: [], pageSize: 2 })) all.push(...page);
      return all;
    },
    faultOf: (value) => rowsFault(value),
  },
];

const KEY = "019cad1a-4c00-7000-8000-00000000f0f0";
const NOTE_ID = `<${KEY}@ai-coo>`;
const TASK = {
  model: "project.task",
  key: KEY,
  values: { name: "Call", user_ids: [7], project_id: 3, date_deadline: "2026-03-05", priority: "1" },
} as const;
const ACTIVITY = {
  model: "mail.activity",
  key: KEY,
  values: {
    res_model: "account.move",
    res_id: 9,
    activity_type: "mail.mail_activity_data_call",
    summary: "Call",
    date_deadline: "2026-03-05",
  },
} as const;
const REFUSED_LOAD = {
  ids: false,
  messages: [{ type: "error", message: "No matching record found", record: 0, field: "project_id", rows: { from: 0, to: 0 } }],
};

/** What a look-up by key found: this model and this id, unless no answer says so. */
function keyedFault(value: unknown, model: string | undefined, served: readonly Served[]): Fault | null {
  const id = at(value, "id");
  if (!isId(id)) return fault("outcome", `the record has the id ${String(id)}`);
  for (const { text, request } of served) {
    if (!request.body.includes("check_object_reference") && !request.url.includes("check_object_reference")) continue;
    const answer = resultIn(text);
    if (Array.isArray(answer) && answer[1] === id && answer[0] !== (model ?? at(value, "model")))
      return fault("outcome", `${String(answer[0])} was taken for ${model ?? "another model"}`);
  }
  const named = at(value, "model");
  if (named !== undefined && named !== "project.task" && named !== "mail.activity")
    return fault("outcome", `a record of ${JSON.stringify(named)} was found under a key of ours`);
  return null;
}

function resultIn(text: string): unknown {
  try {
    const body: unknown = JSON.parse(text.replace(/^\ufeff/, ""));
    return Array.isArray(body) ? body : at(body, "result");
  } catch {
    return undefined;
  }
}

const noteFault = (value: unknown): Fault | null =>
  value === null || isId(at(value, "id")) ? null : fault("outcome", `the note has the id ${String(at(value, "id"))}`);

/** A note that a search found has to carry the message id that was searched. */
function foundNoteFault(value: unknown, served: readonly Served[]): Fault | null {
  if (value === null) return null;
  for (const { text } of served) {
    const rows = resultIn(text);
    const row = Array.isArray(rows) ? (rows as readonly unknown[]).find((one) => at(one, "id") === at(value, "id")) : undefined;
    if (row !== undefined && at(row, "message_id") !== NOTE_ID) return fault("outcome", "another note was taken for ours");
  }
  return noteFault(value);
}

export const WRITES: readonly Write[] = [
  {
    answers: { check_object_reference: [["project.task", false]], fields_get: [FIELDS], load: [{ ids: [91], messages: [] }, REFUSED_LOAD] },
    changes: ["load"],
    ask: (writer) => writer.createKeyed(TASK),
    faultOf: (value, served) => keyedFault(value, "project.task", served),
  },
  {
    answers: { check_object_reference: [["mail.activity", 55]], load: [{ ids: [91], messages: [] }] },
    changes: ["load"],
    ask: (writer) => writer.createKeyed(ACTIVITY),
    faultOf: (value, served) => keyedFault(value, "mail.activity", served),
  },
  {
    answers: { load: [{ ids: [91, 92], messages: [] }, REFUSED_LOAD] },
    changes: ["load"],
    ask: (writer) => writer.createKeyedMany([ACTIVITY, { ...ACTIVITY, key: `${KEY.slice(0, -1)}1` }]),
    faultOf(value, served) {
      const [first, second] = value as readonly unknown[];
      if (at(first, "id") === at(second, "id")) return fault("outcome", "two records came back as one");
      return keyedFault(first, "mail.activity", served) ?? keyedFault(second, "mail.activity", served);
    },
  },
  {
    answers: {
      check_object_reference: [
        ["project.task", 55],
        ["project.task", false],
      ],
    },
    changes: [],
    ask: (writer) => writer.findKeyed(KEY),
    faultOf: (value, served) => (value === null ? null : keyedFault(value, undefined, served)),
  },
  {
    answers: { search_read: [[], [{ id: 77, message_id: NOTE_ID }]], message_post: [[88], 88] },
    changes: ["message_post"],
    ask: (writer) => writer.postNote({ model: "account.move", id: 9, body: "Said", messageId: NOTE_ID }),
    faultOf: foundNoteFault,
  },
  {
    answers: { search_read: [[{ id: 77, message_id: NOTE_ID }], []] },
    changes: [],
    ask: (writer) => writer.findNote(NOTE_ID),
    faultOf: foundNoteFault,
  },
  {
    answers: { write: [true] },
    changes: ["write"],
    ask: async (writer) => {
      await writer.write("crm.lead", [9], { stage_id: 4 });
      return true;
    },
    faultOf: (_value, served) =>
      served.every(
        ({ text, way, request }) =>
          !isWrite(request.url, request.body) || (way === "whole" && (text.trim() === "true" || resultIn(text) === true)),
      )
        ? null
        : fault("outcome", `a change was taken for made: ${served[0]?.text.slice(0, 200)}`),
  },
];

const isWrite = (url: string, body: string): boolean => url.endsWith("/write") || body.includes('"write"');

const at = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
