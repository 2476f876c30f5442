import { z } from "zod";
import { errorOfFault, odooError } from "./errors.ts";
import { exchange, type HttpLimits } from "./http.ts";
import type { OdooCall } from "./methods.ts";
import { whatOf, type Credential, type Protocol } from "./protocol.ts";

const faultBody = z.object({ name: z.string(), message: z.string() });

/** JSON-2, in Odoo 19 and later: one URL per method, arguments by name, the key in a header. */
export function json2(url: string, credential: Credential, limits: HttpLimits): Protocol {
  const headers = { authorization: `bearer ${credential.apiKey}`, "x-odoo-database": credential.database };
  return {
    async call(call: OdooCall) {
      const { model, method, ids, args, context } = call;
      const answer = await exchange(
        {
          method: "POST",
          url: `${url}/json/2/${encodeURIComponent(model)}/${method}`,
          headers,
          body: { ...(ids === undefined ? {} : { ids }), ...args, ...(context === undefined ? {} : { context }) },
          what: whatOf(call),
        },
        limits,
      );
      if (answer.status === 200) return answer.json;
      const fault = faultBody.safeParse(answer.json);
      if (!fault.success) {
        throw odooError("odoo_bad_answer", `Odoo answered HTTP ${answer.status} in an unknown form when asked to ${whatOf(call)}.`, {
          status: answer.status,
          effect: "unknown",
        });
      }
      throw errorOfFault({ exception: fault.data.name, message: fault.data.message, status: answer.status }, whatOf(call), [
        credential.apiKey,
      ]);
    },
  };
}
