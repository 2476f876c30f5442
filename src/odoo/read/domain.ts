import { AiCooError } from "#src/lib/errors.ts";
import type { OdooDomain } from "./reader.ts";

/**
 * Refuses a domain that hangs Odoo: `child_of` through `commercial_partner_id`, where a company is its own
 * parent, never ends on 14 and goes on eating the server after the client has left (tried). On `id` it is fine.
 */
export function assertSafeDomain(model: string, domain: OdooDomain): void {
  for (const part of domain) {
    if (typeof part === "string") continue;
    const [field, operator] = part;
    if (field.endsWith("commercial_partner_id") && (operator === "child_of" || operator === "parent_of")) {
      throw new AiCooError("invalid_input", `A search of ${model} by ${operator} on ${field} would hang Odoo 14, so it was not sent.`, {
        next: "Compare commercial_partner_id with =, or use child_of on id.",
        details: { model, field, effect: "none" },
      });
    }
  }
}
