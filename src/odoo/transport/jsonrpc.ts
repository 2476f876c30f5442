import { z } from "zod";
import { errorOfFault, odooError, withoutEffect } from "./errors.ts";
import { exchange, type HttpLimits } from "./http.ts";
import { positional } from "./methods.ts";
import { remembered } from "./remembered.ts";
import { whatOf, type Credential, type Protocol } from "./protocol.ts";

const envelope = z.object({
  jsonrpc: z.literal("2.0"),
  error: z.object({ data: z.object({ name: z.string(), message: z.string().nullish() }) }).optional(),
  /** Left out by Odoo when a method returns nothing. */
  result: z.unknown().optional(),
});

/**
 * JSON-RPC, on every release up to 21: the key is the password. The user's id is asked once with
 * `common.login`, which answers `false` to a wrong login or key; a key taken away later raises `AccessDenied`.
 */
export function jsonRpc(url: string, credential: Credential, limits: HttpLimits): Protocol {
  const { database, login, apiKey } = credential;
  async function service(name: "common" | "object", method: string, args: readonly unknown[], what: string): Promise<unknown> {
    const body = { jsonrpc: "2.0", method: "call", id: 1, params: { service: name, method, args } };
    const answer = await exchange({ method: "POST", url: `${url}/jsonrpc`, body, what }, limits);
    const parsed = envelope.safeParse(answer.json);
    if (!parsed.success) {
      throw odooError("odoo_bad_answer", `Odoo's answer is not JSON-RPC; it could not ${what}.`, {
        status: answer.status,
        effect: "unknown",
      });
    }
    const fault = parsed.data.error?.data;
    if (fault !== undefined) throw errorOfFault({ exception: fault.name, message: fault.message ?? "" }, what, [apiKey]);
    return parsed.data.result ?? null;
  }

  /** Asked again after a failure: the key may have been repaired meanwhile. */
  const userId = remembered(async () => {
    try {
      const uid = await service("common", "login", [database, login, apiKey], `log in as ${login}`);
      if (typeof uid === "number") return uid;
    } catch (error) {
      throw withoutEffect(error);
    }
    throw odooError("odoo_unauthenticated", `Odoo does not accept the login ${login} with this key.`, { effect: "none" });
  });

  return {
    userId,
    async call(call) {
      const { args, kwargs } = positional(call);
      return service("object", "execute_kw", [database, await userId(), apiKey, call.model, call.method, args, kwargs], whatOf(call));
    },
  };
}
