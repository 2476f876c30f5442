import { type Env, linked, SUPERUSER_ID, type Server } from "../engine/env.ts";
import { format, readRecords } from "../engine/read.ts";
import { searchRows } from "../engine/search.ts";
import { byXmlId, modelOf } from "../engine/env.ts";
import type { Inspection, OdooRow } from "../types.ts";

/** Looks past every right and into the archive. */
export function inspection(server: Server): Inspection {
  const env: Env = { server, release: server.release, store: server.store, uid: SUPERUSER_ID, su: true, context: { active_test: false } };
  const row = (output: Record<string, unknown>): OdooRow => output as OdooRow;
  return {
    records: (model, domain = []) => {
      const live = modelOf(env, model);
      return searchRows(env, model, domain, { order: "id" }).map((one) => row(format(env, live, one, [...live.fields.keys()], true)));
    },
    record: (model, id) => readRecords(env, model, [id], undefined, undefined).map(row)[0],
    count: (model, domain = []) => searchRows(env, model, domain, { order: "id" }).length,
    messages: (model, id) => {
      const live = modelOf(env, "mail.message");
      return linked(env, "mail.message", "res_id", id)
        .filter((message) => message["model"] === model)
        .map((message) => row(format(env, live, message, [...live.fields.keys()], true)));
    },
    byExternalId: (externalId) => byXmlId(env, externalId),
  };
}
