import type { ActionProtocol } from "#src/protocol/index.ts";

/** What has to be read for a number of actions: the union, so that one read per model serves all of them. */
export interface ReadPlan {
  readonly models: ReadonlyMap<string, { readonly ids: ReadonlySet<number>; readonly fields: ReadonlySet<string> }>;
  /** Scope keys, with the longest window any check looks back over, in minutes. */
  readonly scopes: ReadonlySet<string>;
  readonly longestWindowMinutes: number;
  readonly addresses: { readonly email: ReadonlySet<string>; readonly sms: ReadonlySet<string> };
}

/** What names a record to people; the model's first of these that exists is used. */
export const NAME_FIELDS = ["name", "display_name"] as const;

/** What the grounding of a recipient looks at; a field that this release lacks is not asked for. */
const PARTNER_FIELDS = [
  "email",
  "phone",
  "mobile",
  "phone_sanitized",
  "commercial_partner_id",
  "partner_share",
  "is_blacklisted",
  "phone_sanitized_blacklisted",
  // whose public holidays count
  "country_id",
] as const;

/** The reads and look-ups that the checks of all these actions need together. */
export function planReads(actions: readonly ActionProtocol[]): ReadPlan {
  const models = new Map<string, { ids: Set<number>; fields: Set<string> }>();
  const scopes = new Set<string>();
  const addresses = { email: new Set<string>(), sms: new Set<string>() };
  let longestWindowMinutes = 0;

  const need = (model: string, id: number, ...fields: readonly string[]): void => {
    let entry = models.get(model);
    if (entry === undefined) models.set(model, (entry = { ids: new Set(), fields: new Set(["active", ...NAME_FIELDS]) }));
    entry.ids.add(id);
    for (const field of fields) entry.fields.add(field);
  };

  for (const action of actions) {
    for (const { predicate } of action.revalidation_plan.checks) {
      switch (predicate.type) {
        case "odoo_record_exists":
          need(predicate.model, predicate.id);
          break;
        case "odoo_field_equals":
        case "odoo_field_in":
          need(predicate.model, predicate.id, predicate.field);
          break;
        case "no_duplicate_action_in_window":
          scopes.add(predicate.scope_key);
          longestWindowMinutes = Math.max(longestWindowMinutes, predicate.window_minutes);
          break;
        case "quiet_hours_ok":
          break;
      }
    }
    for (const effect of action.external_effects) {
      if (effect.effect_type === "webhook") continue;
      need("res.partner", effect.recipient_partner_id, ...PARTNER_FIELDS);
      addresses[effect.effect_type].add(effect.recipient);
      const customer = action.affected_records.partner_id;
      if (customer !== undefined) need("res.partner", customer, ...PARTNER_FIELDS);
    }
  }
  return { models, scopes, longestWindowMinutes, addresses };
}
