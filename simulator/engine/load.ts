import { checkAccess, checkVisible } from "./access.ts";
import { isDate, isDatetime } from "./dates.ts";
import { type Env, idOf, type LiveModel, linked, modelOf, rowOf } from "./env.ts";
import { PythonError, valueError } from "./errors.ts";
import { type Field, isToMany } from "./fields.ts";
import { idsNamed } from "./domain/hierarchy.ts";
import { asText, ref, text, type Values } from "./values.ts";
import { createRecord, writeRecords } from "./write.ts";

type Message = Record<string, unknown>;
interface Result {
  ids: number[] | false;
  messages: Message[];
  nextrow: 0;
}

/**
 * Imports rows, as Odoo's `load`: a row with an external id updates the record that has it, or creates one.
 * All or nothing: any message leaves `ids: false` and no trace. `x/.id` takes database ids, `x/id` external ids.
 */
export function load(env: Env, modelName: string, columns: readonly string[], data: readonly (readonly unknown[])[]): Result {
  const model = modelOf(env, modelName);
  const messages: Message[] = [];
  const ids: number[] = [];
  for (const column of columns) checkColumn(env, model, column);
  try {
    env.store.savepoint(() => {
      data.forEach((row, record) => {
        const converted = convert(env, model, columns, row);
        messages.push(...converted.messages.map((message) => ({ rows: { from: record, to: record }, type: "error", record, ...message })));
        // Once a row is wrong, the others are still checked but nothing more is written.
        if (converted.messages.length === 0 && messages.length === 0) ids.push(save(env, model, converted, record, messages));
      });
      if (messages.length > 0) throw new Refused();
    });
  } catch (error) {
    if (error instanceof Refused) return { ids: false, messages, nextrow: 0 };
    throw error;
  }
  return { ids, messages, nextrow: 0 };
}

class Refused extends Error {}

function checkColumn(env: Env, model: LiveModel, column: string): void {
  const [name = ""] = column.split("/");
  if (name === "id" || name === ".id" || model.fields.has(name)) return;
  throw env.release === 14 ? new PythonError("builtins.KeyError", name) : valueError(`Invalid field name '${name}'`);
}

interface Converted {
  readonly values: Values;
  readonly externalId: string | undefined;
  readonly databaseId: number | undefined;
  readonly messages: readonly Message[];
}

function convert(env: Env, model: LiveModel, columns: readonly string[], row: readonly unknown[]): Converted {
  const values: Record<string, unknown> = {};
  const messages: Message[] = [];
  let externalId: string | undefined;
  let databaseId: number | undefined;
  columns.forEach((column, index) => {
    const value = row[index];
    const [name = "", part] = column.split("/");
    if (column === "id") externalId = typeof value === "string" && value !== "" ? value : undefined;
    else if (column === ".id") {
      databaseId = Number(value);
      if (!rowOf(env, model.name, databaseId)) messages.push({ field: ".id", message: `Unknown database identifier '${asText(value)}'` });
    } else {
      const field = model.fields.get(name);
      if (!field) return;
      const cell = field.relation === undefined ? plain(env, field, value) : relation(env, field, part, value);
      if ("problem" in cell) messages.push({ field: name, ...cell.problem, ...(env.release === 19 ? { field_name: field.label } : {}) });
      else values[name] = cell.value;
    }
  });
  return { values, externalId, databaseId, messages };
}

type Cell = { readonly value: unknown } | { readonly problem: Message };

function plain(env: Env, field: Field, value: unknown): Cell {
  if (value === "" || value === false || value === null || value === undefined) return { value: false };
  const given = asText(value);
  if (field.type === "date" && !isDate(given.slice(0, 10))) {
    return {
      problem: {
        message: `'${given}' does not seem to be a valid date for field '${field.label}'`,
        moreinfo: "Use the format '2012-12-31'",
      },
    };
  }
  if (field.type === "datetime") {
    if (isDate(given)) return { value: localTime(env, `${given} 00:00:00`) };
    if (!isDatetime(given))
      return {
        problem: {
          message: `'${given}' does not seem to be a valid datetime for field '${field.label}'`,
          moreinfo: "Use the format '2012-12-31 23:59:59'",
        },
      };
  }
  if (field.type === "selection") {
    const choices = typeof field.selection === "function" ? field.selection(env) : (field.selection ?? []);
    const found = choices.find(([key, label]) => key === given || label === given);
    if (!found)
      return {
        problem: { message: `Value '${given}' not found in selection field '${field.label}'`, moreinfo: choices.map(([, label]) => label) },
      };
    return { value: found[0] };
  }
  if ((field.type === "float" || field.type === "monetary" || field.type === "integer") && Number.isNaN(Number(given))) {
    return {
      problem: {
        message: `'${given}' does not seem to be ${field.type === "integer" ? "an integer" : "a number"} for field '${field.label}'`,
      },
    };
  }
  return { value: field.type === "many2one_reference" ? Number(given) : value };
}

/** Times in a datetime column are the user's own, or the context's; they are kept in UTC. */
function localTime(env: Env, moment: string): string {
  const user = rowOf(env, "res.users", env.uid);
  const partner = user ? rowOf(env, "res.partner", ref(user, "partner_id")) : undefined;
  const zone = typeof env.context["tz"] === "string" ? env.context["tz"] : (partner && text(partner, "tz")) || "UTC";
  const utc = new Date(`${moment.replace(" ", "T")}Z`);
  const local = new Date(`${utc.toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T")}Z`);
  return new Date(2 * utc.getTime() - local.getTime()).toISOString().slice(0, 19).replace("T", " ");
}

function relation(env: Env, field: Field, part: string | undefined, value: unknown): Cell {
  if (value === "" || value === false || value === null || value === undefined) return { value: isToMany(field.type) ? [] : false };
  const names = isToMany(field.type) ? asText(value).split(",") : [asText(value)];
  const ids: number[] = [];
  for (const name of names) {
    const id = lookUp(env, field, part, name.trim());
    if (id === undefined) return { problem: notFound(env, field, part, name.trim()) };
    ids.push(id);
  }
  return { value: isToMany(field.type) ? [[6, 0, ids]] : ids[0] };
}

function lookUp(env: Env, field: Field, part: string | undefined, name: string): number | undefined {
  const model = field.relation ?? "";
  if (part === ".id") return rowOf(env, model, Number(name))?.id;
  if (part === "id") {
    const id = idOf(env, name.includes(".") ? name : `__import__.${name}`);
    return rowOf(env, model, id)?.id;
  }
  const [first] = idsNamed(env, model, "=", name);
  return first;
}

function notFound(env: Env, field: Field, part: string | undefined, name: string): Message {
  const kind = part === ".id" ? "database id" : part === "id" ? "external id" : "name";
  const byName = part === undefined;
  return {
    message: `No matching record found for ${kind} '${name}' in field '${field.label}'`,
    moreinfo: {
      name: "Possible Values",
      type: "ir.actions.act_window",
      target: "new",
      view_mode: env.release === 14 ? "tree,form" : "list,form",
      views: [
        [false, "list"],
        [false, "form"],
      ],
      context: { create: false },
      help: "See all possible values",
      res_model: byName ? field.relation : "ir.model.data",
      ...(byName ? {} : { domain: [["model", "=", field.relation]] }),
    },
  };
}

function save(env: Env, model: LiveModel, row: Converted, record: number, messages: Message[]): number {
  try {
    return env.store.savepoint(() => upsert(env, model, row));
  } catch (error) {
    if (!(error instanceof PythonError)) throw error;
    messages.push({ rows: { from: record, to: record }, record, type: "error", ...describe(env, error) });
    return 0;
  }
}

function describe(env: Env, error: PythonError): Message {
  const missing =
    /Missing required value for the field '.*' \((\w+)\)/.exec(error.message) ??
    /mandatory field is not set.*Field: .* \((\w+)\)/s.exec(error.message);
  if (missing) {
    const label = /field '(.*?)'|Field: (.*) \(/.exec(error.message);
    return {
      message:
        env.release === 19
          ? error.message
          : `Missing required value for the field '${label?.[1] ?? label?.[2] ?? ""}' (${missing[1] ?? ""})`,
      field: missing[1],
    };
  }
  if (env.release === 19) return { message: error.message };
  return {
    message: `Unknown error during import: <class '${error.pythonName}'>: ${error.message}`,
    moreinfo: "Resolve other errors first",
  };
}

function upsert(env: Env, model: LiveModel, row: Converted): number {
  const { externalId } = row;
  const [module, name] =
    externalId === undefined
      ? ["", ""]
      : externalId.includes(".")
        ? [externalId.slice(0, externalId.indexOf(".")), externalId.slice(externalId.indexOf(".") + 1)]
        : ["__import__", externalId];
  const known =
    externalId === undefined
      ? undefined
      : linked(env, "ir.model.data", "name", name).find((entry) => entry["module"] === module && entry["model"] === model.name);
  const id = row.databaseId ?? (known ? ref(known, "res_id") : undefined);
  const existing = id === undefined ? undefined : rowOf(env, model.name, id);
  if (existing) {
    // Two workers at once: the second finds the first one's record, and leaves it as it is.
    if (env.context["mode"] === "update" && known?.["noupdate"] === true) return existing.id;
    checkAccess(env, model, "write");
    checkVisible(env, model, [existing], "write");
    writeRecords(env, model.name, [existing.id], row.values);
    return existing.id;
  }
  checkAccess(env, model, "create");
  const created = createRecord(env, model.name, row.values);
  if (externalId !== undefined)
    env.store.insert("ir.model.data", { module, name, model: model.name, res_id: created.id, noupdate: env.context["noupdate"] === true });
  return created.id;
}
