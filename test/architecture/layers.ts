/**
 * Who may import whom: the one table behind the architecture test and the lint rules.
 *
 * What the directions buy: the recommender can only read, the API process cannot send, and only the
 * executor reaches operations. A folder may always import itself and what stands under it.
 */
export const LAYERS = {
  "src/protocol": [],
  "src/lib": [],
  // The sentences that the server writes, with their codes and figures: what the API says beside them, and the page's English.
  "src/sentences": [],
  "src/config": ["src/lib"],
  "src/db": ["src/protocol", "src/lib"],
  "src/queue": ["src/protocol", "src/lib", "src/db"],
  "src/audit": ["src/protocol", "src/lib", "src/db"],
  "src/odoo/models": [],
  "src/odoo/transport": ["src/lib"],
  "src/odoo/read": ["src/odoo/models", "src/odoo/transport", "src/lib"],
  "src/odoo/write": ["src/odoo/models", "src/odoo/transport", "src/lib"],
  "src/odoo": ["src/lib"],
  // The only folder that talks to a model.
  "src/llm": ["src/lib"],
  // What people and money do about a customer, defined once: proposals are judged by it, and again right before the effect.
  "src/signals": ["src/lib", "src/odoo/models", "src/odoo/read"],
  "src/analyzers": ["src/protocol", "src/lib", "src/odoo/models", "src/odoo/read", "src/signals"],
  "src/recommender": ["src/protocol", "src/lib", "src/odoo/models", "src/odoo/read", "src/analyzers", "src/llm"],
  // How many people a risk takes can depend on how many may decide.
  "src/policy": ["src/protocol", "src/lib", "src/db", "src/audit", "src/people"],
  // A promise that stands recorded is judged by what `signals` says of it, before a reminder as in the analysis.
  "src/outreach": ["src/protocol", "src/lib", "src/db", "src/audit", "src/signals"],
  // What people say to alerts.
  "src/alerts": ["src/protocol", "src/lib", "src/db", "src/audit"],
  // What people record about customers and their debts; it holds waiting reminders and stops those about to be sent, which outreach does.
  "src/customers": ["src/protocol", "src/lib", "src/db", "src/queue", "src/audit", "src/signals", "src/outreach"],
  // Who belongs to an organisation, what they may do there, and who stands in for whom.
  "src/people": ["src/protocol", "src/lib", "src/db", "src/audit"],
  "src/actions": ["src/protocol", "src/lib", "src/db", "src/queue", "src/audit", "src/policy", "src/outreach"],
  "src/revalidation": ["src/protocol", "src/lib", "src/db", "src/odoo/models", "src/odoo/read", "src/signals", "src/outreach"],
  "src/operations": ["src/protocol", "src/lib", "src/odoo", "src/odoo/models", "src/odoo/read", "src/odoo/write", "src/outreach"],
  "src/executor": [
    "src/protocol",
    "src/lib",
    "src/db",
    "src/audit",
    "src/actions",
    "src/outreach",
    "src/people",
    "src/policy",
    "src/odoo/read",
    "src/revalidation",
    "src/operations",
  ],
  // What happened after an effect: reads Odoo and our own records, and writes only what it saw.
  "src/outcomes": ["src/protocol", "src/lib", "src/db", "src/odoo/models", "src/odoo/read", "src/signals"],
  "src/followups": ["src/protocol", "src/lib", "src/db", "src/audit", "src/actions"],
  // Tells approvers, members of the organisation alone; its ways out are handed in, and it decides by the verbs that are.
  "src/notifications": ["src/protocol", "src/lib", "src/db", "src/audit", "src/people"],
  "src/scheduler": [
    "src/protocol",
    "src/lib",
    "src/config",
    "src/db",
    "src/queue",
    "src/audit",
    "src/odoo",
    "src/odoo/models",
    "src/odoo/read",
    "src/analyzers",
    "src/llm",
    "src/recommender",
    "src/policy",
    "src/outreach",
    "src/actions",
    "src/followups",
    "src/notifications",
    "src/outcomes",
    "src/customers",
    "src/signals",
    "src/revalidation",
    "src/executor",
  ],
  "src/api": [
    "src/protocol",
    "src/lib",
    "src/sentences",
    "src/db",
    "src/queue",
    "src/actions",
    "src/alerts",
    "src/followups",
    "src/notifications",
    "src/customers",
    "src/outcomes",
    "src/audit",
    "src/policy",
    "src/outreach",
    "src/people",
  ],
  "src/cli": [
    "src/protocol",
    "src/lib",
    "src/db",
    "src/config",
    "src/main",
    "src/actions",
    "src/followups",
    "src/customers",
    "src/outcomes",
    "src/audit",
  ],
  "src/main": ["*"],
  "web/src": ["src/protocol", "src/sentences", "src/api/type.ts"],
  simulator: ["src/protocol"],
} as const satisfies Record<string, readonly string[]>;

export type Layer = keyof typeof LAYERS;

/** The layer a file belongs to: the longest folder of the table that holds it. */
export function layerOf(path: string): Layer | undefined {
  return (Object.keys(LAYERS) as Layer[])
    .filter((layer) => path === layer || path.startsWith(`${layer}/`))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** Whether a file of `from` may import the file at `path` (from the repository's root). */
export function mayImport(from: Layer, path: string): boolean {
  const allowed: readonly string[] = LAYERS[from];
  if (allowed.includes("*") || allowed.includes(path)) return true;
  const target = layerOf(path);
  // Tests, benches and anything outside the table are never product code's to import.
  if (target === undefined) return false;
  return target === from || target.startsWith(`${from}/`) || allowed.includes(target);
}
