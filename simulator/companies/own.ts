import { ADMIN_ID, COMPANY_ID, existing, linked } from "../engine/env.ts";
import { ref } from "../engine/values.ts";
import type { Kit } from "./builder.ts";
import type { OwnCompanyInput } from "./types.ts";

/** Writes name and addresses where Odoo keeps them: on the company and on the contact behind it. */
export function ownCompany(kit: Kit, { timezone, country, administrator, ...input }: OwnCompanyInput): void {
  const countryId = country === undefined ? undefined : linked(kit.env, "res.country", "code", country)[0]?.id;
  const values = { ...input, ...(countryId === undefined ? {} : { country_id: countryId }) };
  kit.call("res.company", "write", [[COMPANY_ID], values]);
  const contact = ref(existing(kit.env, "res.company", COMPANY_ID), "partner_id");
  kit.call("res.partner", "write", [[contact], { ...values, ...(timezone === undefined ? {} : { tz: timezone }) }]);
  if (administrator === undefined) return;
  const person = ref(existing(kit.env, "res.users", ADMIN_ID), "partner_id");
  kit.call("res.partner", "write", [[person], administrator]);
}
