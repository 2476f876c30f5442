import type { OdooTarget } from "#test/support/odooAdmin.ts";

/** The connection that `npm run test:odoo` hands on. Throws naming the variable that is missing. */
export function labTarget(release: 14 | 19): OdooTarget {
  const read = (name: string): string => {
    const value = process.env[`ODOO${release}_${name}`];
    if (value === undefined || value === "")
      throw new Error(`ODOO${release}_${name} is not set: run this suite with \`npm run test:odoo\``);
    return value;
  };
  return {
    url: read("URL"),
    database: read("DB"),
    login: read("LOGIN"),
    apiKey: read("API_KEY"),
    adminLogin: read("ADMIN_LOGIN"),
    adminApiKey: read("ADMIN_API_KEY"),
  };
}
