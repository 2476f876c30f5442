import type { OdooTarget } from "./odooAdmin.ts";

/** The connection of a real Odoo from `ODOO19_URL`, `ODOO19_DB`, …; says which variables are missing. */
export function realOdoo(release: 14 | 19): OdooTarget {
  const names = ["URL", "DB", "LOGIN", "API_KEY", "ADMIN_LOGIN", "ADMIN_API_KEY"].map((name) => `ODOO${release}_${name}`);
  const missing = names.filter((name) => (process.env[name] ?? "") === "");
  if (missing.length > 0) {
    throw new Error(`Odoo ${release} is not known: set ${missing.join(", ")} (npm run test:odoo does, from the Odoo lab).`);
  }
  const [url = "", database = "", login = "", apiKey = "", adminLogin = "", adminApiKey = ""] = names.map((name) => process.env[name]);
  return { url, database, login, apiKey, adminLogin, adminApiKey };
}
