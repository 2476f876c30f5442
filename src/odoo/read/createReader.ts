import { chunk, mapWithLimit } from "#src/lib/asynchronous.ts";
import { hasCode } from "#src/lib/errors.ts";
import type { OdooModel } from "../models/define.ts";
import { isRecordId, odooError, remembered, type OdooCaller } from "../transport/index.ts";
import { assertSafeDomain } from "./domain.ts";
import { assertGroupable, groupCall, groupsOf } from "./group.ts";
import { planRead, type ReadPlan } from "./plan.ts";
import type { FieldInfo, OdooContext, OdooDomain, OdooIdentity, OdooReader, RawRow } from "./reader.ts";

/** Ids in one call: the time of a call hardly depends on it, its answer's size does. */
const IDS_PER_CALL = 1000;
const PAGE_SIZE = 1000;
const CHUNKS_AT_ONCE = 4;

/** A reader over a caller whose allow-list holds reads only. `login` is the credential's, to find its user on releases that do not say. */
export function createReader(caller: OdooCaller, login: string): OdooReader {
  const fieldsOf = new Map<string, () => Promise<ReadonlyMap<string, FieldInfo>>>();

  function fields(model: string): Promise<ReadonlyMap<string, FieldInfo>> {
    let ask = fieldsOf.get(model);
    if (ask === undefined) {
      ask = remembered(() => askFields(caller, model));
      fieldsOf.set(model, ask);
    }
    return ask();
  }

  async function plan<M extends OdooModel>(model: M): Promise<ReadPlan<M>> {
    return planRead(model, await fields(model.name));
  }

  const searchRead: OdooReader["searchRead"] = async ({ model, context, fields: names, ...more }) => {
    assertSafeDomain(model, more.domain);
    // Odoo takes an empty list for all fields, computed ones included.
    const args = { ...more, fields: names.length === 0 ? ["id"] : names };
    return rows(await caller.call({ model, method: "search_read", args, ...withContext(context) }), model);
  };

  const read: OdooReader["read"] = async (model, ids, names, context) => {
    const domainOf = idDomain(await fields(model));
    const query = { model, fields: names, order: "id", ...withContext(context) };
    const parts = await mapWithLimit(chunk([...new Set(ids)], IDS_PER_CALL), CHUNKS_AT_ONCE, (part) =>
      searchRead({ ...query, domain: domainOf(part) }),
    );
    const found = parts.flat();
    const asked = new Set(ids);
    if (found.every((row) => asked.has(Number(row["id"])))) return found;
    throw odooError("odoo_bad_answer", `Odoo gave records of ${model} that were not asked for.`, { model, effect: "none" });
  };

  return {
    release: () => caller.release(),
    fields,
    searchRead,
    read,
    whoAmI: () => whoAmI(caller, searchRead, login),

    async hasModel(model) {
      try {
        return (await fields(model)).size > 0;
      } catch (error) {
        if (hasCode(error, "odoo_refused")) return false;
        throw error;
      }
    },

    async count(model, domain, context) {
      assertSafeDomain(model, domain);
      const count = await caller.call({ model, method: "search_count", args: { domain }, ...withContext(context) });
      if (typeof count === "number" && Number.isSafeInteger(count) && count >= 0) return count;
      throw odooError("odoo_bad_answer", `Odoo counted ${model} without giving a number.`, { model, effect: "none" });
    },

    async group(query) {
      const known = await fields(query.model);
      assertGroupable(query, known);
      assertSafeDomain(query.model, query.domain);
      const { major } = await caller.release();
      return groupsOf(groupRows(await caller.call(groupCall(query, major)), query.model), query, known);
    },

    async list(model, query) {
      const { fields: names, decode } = await plan(model);
      return decode(await searchRead({ ...query, model: model.name, fields: names }));
    },

    async *each(model, { domain, pageSize = PAGE_SIZE, context }) {
      const { fields: names, decode } = await plan(model);
      const ask = (last: number): Promise<RawRow[]> => {
        const after: OdooDomain = [["id", ">", last], ...domain];
        const page = { model: model.name, domain: after, fields: names, order: "id", limit: pageSize, ...withContext(context) };
        return searchRead(page);
      };
      for (let last = 0, asked = ask(last); ;) {
        const page = await asked;
        const isLast = page.length < pageSize;
        if (!isLast) {
          const next = page.at(-1)?.["id"];
          // Without progress this would go round for ever.
          if (typeof next !== "number" || next <= last)
            throw odooError("odoo_bad_answer", `Odoo gave a page of ${model.name} out of order.`, { effect: "none" });
          last = next;
          // Odoo works on the next page while this one is looked at; who stops meanwhile is not told of its failure.
          asked = ask(last);
          asked.catch(() => {});
        }
        if (page.length > 0) yield decode(page);
        if (isLast) return;
      }
    },

    async byIds(model, ids, context) {
      const { fields: names, decode } = await plan(model);
      return decode(await read(model.name, ids, names, context));
    },
  };
}

/** Naming `active` in a domain is what makes Odoo look at archived records, without a context that would reach into x2many fields too. */
function idDomain(known: ReadonlyMap<string, FieldInfo>): (ids: readonly number[]) => OdooDomain {
  const archivedToo: OdooDomain = known.get("active")?.type === "boolean" ? [["active", "in", [true, false]]] : [];
  return (ids) => [["id", "in", ids], ...archivedToo];
}

async function askFields(caller: OdooCaller, model: string): Promise<ReadonlyMap<string, FieldInfo>> {
  const answer = await caller.call({ model, method: "fields_get", args: { allfields: [], attributes: ["type", "relation", "selection"] } });
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) {
    throw odooError("odoo_bad_answer", `Odoo did not list the fields of ${model}.`, { model, effect: "none" });
  }
  return new Map(Object.entries(answer).flatMap(([name, info]) => (isFieldInfo(info) ? [[name, info] as const] : [])));
}

function isFieldInfo(value: unknown): value is FieldInfo {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string";
}

async function whoAmI(caller: OdooCaller, searchRead: OdooReader["searchRead"], login: string): Promise<OdooIdentity> {
  // 19 says the user's id; 14 gives language and zone only.
  const context = await caller.call({ model: "res.users", method: "context_get" });
  const uid = typeof context === "object" && context !== null && "uid" in context ? context.uid : undefined;
  const domain: OdooDomain = isRecordId(uid) ? [["id", "=", uid]] : [["login", "=", login]];
  const [user] = await searchRead({
    model: "res.users",
    domain,
    fields: ["login", "name", "partner_id", "company_ids", "lang", "tz"],
    limit: 1,
  });
  if (user === undefined) {
    throw odooError("odoo_unauthenticated", "Odoo accepted the key but does not show the user behind it.", { effect: "none" });
  }
  const partner = user["partner_id"];
  return {
    userId: Number(user["id"]),
    login: textOf(user["login"]) ?? login,
    name: textOf(user["name"]) ?? "",
    partnerId: Array.isArray(partner) && isRecordId(partner[0]) ? partner[0] : 0,
    companyIds: Array.isArray(user["company_ids"]) ? user["company_ids"].filter(isRecordId) : [],
    lang: textOf(user["lang"]),
    tz: textOf(user["tz"]),
  };
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

function withContext(context: OdooContext | undefined): { context?: OdooContext } {
  return context === undefined ? {} : { context };
}

function rows(answer: unknown, model: string): RawRow[] {
  const found = groupRows(answer, model);
  if (found.every((row) => isRecordId(row["id"]))) return found;
  throw odooError("odoo_bad_answer", `Odoo gave records of ${model} without ids.`, { model, effect: "none" });
}

function groupRows(answer: unknown, model: string): RawRow[] {
  if (Array.isArray(answer) && answer.every((row) => typeof row === "object" && row !== null && !Array.isArray(row) && isCountable(row)))
    return answer as RawRow[];
  throw odooError("odoo_bad_answer", `Odoo's answer is not a list of records of ${model}.`, { model, effect: "none" });
}

/** JSON can write a number that is too great to be one (1e999): nothing may be counted with it. */
function isCountable(row: object): boolean {
  for (const name in row) {
    const value: unknown = Reflect.get(row, name);
    if (value === Infinity || value === -Infinity) return false;
    if (Array.isArray(value) && (value.includes(Infinity) || value.includes(-Infinity))) return false;
  }
  return true;
}
