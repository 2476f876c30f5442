import type { CompanyBuilder, CustomerBuilder, CustomerInput, VendorBuilder } from "../types.ts";

/** Who sells and who builds; their logins name them in deals and tasks. */
export const STAFF = [
  { name: "Clara Hoste", login: "clara" },
  { name: "Emil Brandt", login: "emil" },
  { name: "Nadia Belkacem", login: "nadia" },
  { name: "Tomás Rey", login: "tomas" },
  { name: "Wout Dekkers", login: "wout" },
] as const;

/** A customer, how it pays, and how large its orders are. */
export interface Profile extends CustomerInput {
  readonly currency?: string;
  /** Days after the due date at which its money usually arrives; negative pays early. */
  readonly paysAfter: number;
  /** Usual amount of an invoice, in its currency. */
  readonly size: number;
  /** Days between two invoices. */
  readonly every: number;
}

const france = { country: "FR", lang: "fr_FR" };
const germany = { country: "DE", lang: "de_DE" };
const belgium = { country: "BE", lang: "nl_NL" };
const britain = { country: "GB", lang: "en_GB", currency: "GBP" };
const states = { country: "US", lang: "en_US", currency: "USD" };

/** Customers that pay, sooner or later. Their history is a year of invoices. */
export const REGULARS: readonly Profile[] = [
  { name: "Brasserie du Vieux Phare", ...france, city: "Saint-Malo", phone: "+33 2 99 40 00 11", paysAfter: 2, size: 1850, every: 61 },
  { name: "Menuiserie Trois Chênes", ...france, city: "Nantes", paysAfter: 4, size: 3400, every: 45 },
  { name: "Chocolaterie Bellerose", ...france, city: "Lyon", paysAfter: -3, size: 960, every: 30 },
  { name: "Librairie Papillon", ...france, city: "Lille", paysAfter: 1, size: 640, every: 61 },
  { name: "Uhrwerk Süd GmbH", ...germany, city: "Ulm", paysAfter: -5, size: 5200, every: 45, salesperson: "emil" },
  { name: "Lindenhof Möbel", ...germany, city: "Leipzig", paysAfter: 3, size: 2700, every: 61 },
  { name: "Turbine Nord", ...germany, city: "Kiel", mobile: "+49 151 00000012", paysAfter: 5, size: 7400, every: 91, salesperson: "emil" },
  { name: "Ketel & Kraan", ...belgium, city: "Gent", paysAfter: -1, size: 1450, every: 30, salesperson: "wout" },
  { name: "De Gouden Duif", ...belgium, city: "Brugge", paysAfter: 2, size: 880, every: 45 },
  { name: "Vlasfabriek Ooidonk", ...belgium, city: "Kortrijk", paysAfter: 4, size: 4100, every: 61, salesperson: "wout" },
  { name: "Waterlinie Techniek", country: "NL", lang: "nl_NL", city: "Utrecht", paysAfter: 0, size: 3800, every: 45 },
  { name: "Grachtwerk", country: "NL", lang: "nl_NL", city: "Amsterdam", paysAfter: 3, size: 1300, every: 61 },
  { name: "Zeewind Instrumenten", country: "NL", lang: "nl_NL", city: "Vlissingen", paysAfter: 1, size: 2200, every: 91 },
  {
    name: "Puffin Instruments",
    ...britain,
    city: "Falmouth",
    mobile: "+44 7700 900123",
    paysAfter: 2,
    size: 2600,
    every: 45,
    salesperson: "clara",
  },
  { name: "Hedgerow Labs", ...britain, city: "Bath", paysAfter: -2, size: 1900, every: 61 },
  { name: "Kettle & Crane", ...britain, city: "Leeds", paysAfter: 4, size: 1150, every: 61 },
  { name: "Bluebird Fabrication", ...states, city: "Duluth", paysAfter: 3, size: 4700, every: 61, salesperson: "clara" },
  { name: "Lakeshore Optics", ...states, city: "Madison", paysAfter: -4, size: 3600, every: 91 },
  { name: "Taller Luz", country: "ES", lang: "es_ES", city: "Valencia", paysAfter: 5, size: 1700, every: 61, salesperson: "tomas" },
  { name: "Molino del Viento", country: "ES", lang: "es_ES", city: "Toledo", paysAfter: 2, size: 820, every: 91 },
  { name: "Officina Girasole", country: "IT", lang: "it_IT", city: "Parma", paysAfter: 4, size: 2400, every: 61 },
  { name: "Vetreria Laguna", country: "IT", lang: "it_IT", city: "Venezia", paysAfter: 1, size: 3100, every: 91 },
  { name: "Alpenglas AG", country: "CH", lang: "de_DE", city: "Thun", paysAfter: -6, size: 5900, every: 61 },
  { name: "Donaukraft", country: "AT", lang: "de_DE", city: "Linz", paysAfter: 2, size: 4300, every: 61 },
  { name: "Havnens Værksted", country: "DK", lang: "en_US", city: "Aarhus", paysAfter: 0, size: 1600, every: 61 },
  { name: "Ardenne Design", country: "LU", lang: "fr_FR", city: "Wiltz", paysAfter: 3, size: 2050, every: 45 },
  { name: "Odile Marchand", ...france, isCompany: false, city: "Rennes", paysAfter: 1, size: 340, every: 91 },
  { name: "Cortiça Real", country: "PT", lang: "en_US", city: "Évora", paysAfter: 5, size: 1250, every: 91, salesperson: "tomas" },
];

/** Makes a customer of the demo; the second call with the same name finds the first. */
export const customerOf = (company: CompanyBuilder, input: CustomerInput): CustomerBuilder => company.customer(input);

export const VENDORS = [
  { name: "Staalhandel Scheldeoever", country: "BE", lang: "nl_NL", share: 5400 },
  { name: "Holzkontor Schwarzwald", country: "DE", lang: "de_DE", share: 3900 },
  { name: "Transports Mistral", country: "FR", lang: "fr_FR", share: 1700 },
  { name: "Brightwire Electric", country: "IE", lang: "en_US", share: 1150 },
  { name: "Kantoor & Co", country: "BE", lang: "nl_NL", share: 420 },
] as const;

export const vendorOf = (company: CompanyBuilder, name: string): VendorBuilder => {
  const vendor = VENDORS.find((one) => one.name === name);
  return company.vendor({ name, ...(vendor ? { country: vendor.country, lang: vendor.lang } : {}) });
};
