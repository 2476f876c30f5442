import * as z from "zod";
import { actionProtocolSchema } from "./document.ts";
import { PROTOCOL_VERSION } from "./terms.ts";

/**
 * The protocol as JSON Schema 2020-12, for other programs. It says the shape; the rules across fields and the hashes
 * need code, so a document that fits it can still be refused.
 */
export function protocolJsonSchema(): Record<string, unknown> {
  return {
    title: `AI COO Action Protocol ${PROTOCOL_VERSION}`,
    description:
      "One action: everything an approver sees and everything the executor runs. The rules across fields (mapping, effects, guarded, diff, records, life) are checked when a document is parsed and are not expressed here.",
    ...z.toJSONSchema(actionProtocolSchema, { target: "draft-2020-12", io: "input" }),
  };
}
