/** Who sells and who builds; their logins name them in deals, invoices and tasks. */
export const STAFF = [
  { name: "Clara Hoste", login: "clara" },
  { name: "Emil Brandt", login: "emil" },
  { name: "Nadia Belkacem", login: "nadia" },
  { name: "Tomás Rey", login: "tomas" },
  { name: "Wout Dekkers", login: "wout" },
] as const;

/** Countries with their language and the person who looks after them. */
export const FRANCE = { country: "FR", lang: "fr_FR", salesperson: "nadia" } as const;
export const GERMANY = { country: "DE", lang: "de_DE", salesperson: "emil" } as const;
export const AUSTRIA = { country: "AT", lang: "de_DE", salesperson: "emil" } as const;
export const SWITZERLAND = { country: "CH", lang: "de_DE", salesperson: "emil" } as const;
export const FLANDERS = { country: "BE", lang: "nl_NL", salesperson: "wout" } as const;
export const WALLONIA = { country: "BE", lang: "fr_FR", salesperson: "nadia" } as const;
export const NETHERLANDS = { country: "NL", lang: "nl_NL", salesperson: "wout" } as const;
export const BRITAIN = { country: "GB", lang: "en_GB", salesperson: "clara" } as const;
export const IRELAND = { country: "IE", lang: "en_GB", salesperson: "clara" } as const;
export const AMERICA = { country: "US", lang: "en_US", salesperson: "clara" } as const;
export const SPAIN = { country: "ES", lang: "es_ES", salesperson: "tomas" } as const;
export const ITALY = { country: "IT", lang: "it_IT", salesperson: "tomas" } as const;

/** Countries that are written to in English. */
export const abroad = (country: string, salesperson: (typeof STAFF)[number]["login"]) => ({ country, lang: "en_US", salesperson }) as const;
