import type { CustomerInput } from "../types.ts";
import { abroad, AMERICA, AUSTRIA, BRITAIN, FLANDERS, FRANCE, GERMANY, ITALY, NETHERLANDS, SPAIN, SWITZERLAND } from "./staff.ts";

/** A customer, how it pays, and how large its orders are. */
export interface Regular {
  readonly customer: CustomerInput;
  /** Company currency where none is given. */
  readonly currency?: string;
  /** Days from the invoice to its due date. */
  readonly terms: number;
  /** Days after the due date at which its money usually arrives; negative pays early. */
  readonly paysAfter: number;
  /** Usual amount of an invoice, in its currency. */
  readonly size: number;
  /** Days between two invoices. */
  readonly every: number;
}

const pays = (paysAfter: number, size: number, every: number, { currency, terms = 30 }: { currency?: string; terms?: number } = {}) => ({
  paysAfter,
  size,
  every,
  terms,
  ...(currency === undefined ? {} : { currency }),
});

/** Customers that pay, sooner or later. Their history is a year of invoices. Mobile numbers are of ranges kept for fiction. */
export const REGULARS: readonly Regular[] = [
  { customer: { name: "Brasserie du Vieux Phare", ...FRANCE, city: "Saint-Malo", phone: "+33 1 99 00 10 11" }, ...pays(2, 3850, 45) },
  { customer: { name: "Menuiserie Trois Chênes", ...FRANCE, city: "Nantes" }, ...pays(4, 8400, 45) },
  { customer: { name: "Chocolaterie Bellerose", ...FRANCE, city: "Lyon" }, ...pays(-3, 1960, 30) },
  { customer: { name: "Librairie Papillon", ...FRANCE, city: "Lille" }, ...pays(1, 640, 61) },
  { customer: { name: "Odile Marchand", isCompany: false, ...FRANCE, city: "Rennes" }, ...pays(1, 340, 91) },
  { customer: { name: "Uhrwerk Süd GmbH", ...GERMANY, city: "Ulm" }, ...pays(-5, 16_800, 45, { terms: 45 }) },
  { customer: { name: "Lindenhof Möbel", ...GERMANY, city: "Leipzig" }, ...pays(3, 6700, 45) },
  { customer: { name: "Turbine Nord", ...GERMANY, city: "Kiel", mobile: "+49 176 04069012" }, ...pays(5, 21_400, 61, { terms: 60 }) },
  { customer: { name: "Ketel & Kraan", ...FLANDERS, city: "Gent" }, ...pays(-1, 2450, 30) },
  { customer: { name: "De Gouden Duif", ...FLANDERS, city: "Brugge" }, ...pays(2, 1880, 45) },
  { customer: { name: "Vlasfabriek Ooidonk", ...FLANDERS, city: "Kortrijk" }, ...pays(4, 11_600, 45, { terms: 45 }) },
  { customer: { name: "Waterlinie Techniek", ...NETHERLANDS, city: "Utrecht" }, ...pays(0, 10_900, 45, { terms: 45 }) },
  { customer: { name: "Grachtwerk", ...NETHERLANDS, city: "Amsterdam" }, ...pays(3, 2300, 61) },
  { customer: { name: "Zeewind Instrumenten", ...NETHERLANDS, city: "Vlissingen" }, ...pays(1, 4200, 61) },
  {
    customer: { name: "Puffin Instruments", ...BRITAIN, city: "Falmouth", mobile: "+44 7700 900123" },
    ...pays(2, 8400, 45, { currency: "GBP" }),
  },
  { customer: { name: "Hedgerow Labs", ...BRITAIN, city: "Bath" }, ...pays(-2, 3900, 61, { currency: "GBP" }) },
  { customer: { name: "Kettle & Crane", ...BRITAIN, city: "Leeds" }, ...pays(4, 2150, 61, { currency: "GBP" }) },
  { customer: { name: "Bluebird Fabrication", ...AMERICA, city: "Duluth" }, ...pays(3, 13_700, 61, { currency: "USD", terms: 45 }) },
  { customer: { name: "Lakeshore Optics", ...AMERICA, city: "Madison" }, ...pays(-4, 9600, 61, { currency: "USD" }) },
  { customer: { name: "Taller Luz", ...SPAIN, city: "Valencia" }, ...pays(5, 2700, 61) },
  { customer: { name: "Molino del Viento", ...SPAIN, city: "Toledo" }, ...pays(2, 1820, 91) },
  { customer: { name: "Officina Girasole", ...ITALY, city: "Parma" }, ...pays(4, 4400, 61) },
  { customer: { name: "Vetreria Laguna", ...ITALY, city: "Venezia" }, ...pays(1, 7100, 61, { terms: 60 }) },
  { customer: { name: "Alpenglas AG", ...SWITZERLAND, city: "Thun" }, ...pays(-6, 18_900, 61, { terms: 60 }) },
  { customer: { name: "Donaukraft", ...AUSTRIA, city: "Linz" }, ...pays(2, 13_300, 45, { terms: 45 }) },
  { customer: { name: "Havnens Værksted", ...abroad("DK", "clara"), city: "Aarhus" }, ...pays(0, 3600, 61) },
  { customer: { name: "Ardenne Design", ...FRANCE, country: "LU", city: "Wiltz" }, ...pays(3, 4050, 45) },
  { customer: { name: "Cortiça Real", ...abroad("PT", "tomas"), city: "Évora" }, ...pays(5, 2250, 91) },
];

/** A regular customer by its name. */
export function regular(name: string): CustomerInput {
  const found = REGULARS.find(({ customer }) => customer.name === name);
  if (found === undefined) throw new Error(`${name} is no customer of the demo.`);
  return found.customer;
}
