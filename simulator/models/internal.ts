import { type Env, existing } from "../engine/env.ts";
import type { Method } from "../engine/model.ts";
import { isRecord, type Value } from "../engine/values.ts";
import { bookPayment } from "./accountStatement.ts";
import { settleWith } from "./accountWizards.ts";

/** Sets columns as they are, past every rule: for dates that lie in the past. Not reachable over the wire. */
export const backdate = (model: string): Method => ({
  onRecords: true,
  writes: true,
  params: ["values"],
  run: (env, ids, args) => {
    const values = isRecord(args["values"]) ? (args["values"] as Record<string, Value>) : {};
    for (const id of ids) env.store.update(model, existing(env, model, id).id, values);
    return true;
  },
});

/** What people do in screens that the simulator does not have. Not reachable over the wire either. */
export const INTERNAL_METHODS: Readonly<Record<string, Readonly<Record<string, Method>>>> = {
  "account.move": {
    _settle_with: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env: Env, ids) => settleWith(env, ids[0] ?? 0, ids[1] ?? 0),
    },
  },
  "account.payment": {
    _book: {
      onRecords: true,
      writes: true,
      params: ["date", "label"],
      run: (env: Env, ids, args) => ids.map((id) => bookPayment(env, id, String(args["date"]), String(args["label"])).id),
    },
  },
};
