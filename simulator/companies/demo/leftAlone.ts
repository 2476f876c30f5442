import { bankDay } from "./calendar.ts";
import type { Debt } from "./debts.ts";
import { abroad, BRITAIN, FLANDERS, FRANCE, GERMANY, IRELAND, NETHERLANDS, SPAIN, SWITZERLAND } from "./staff.ts";

/** Late, and yet nobody should write to them today: one reason each. */
export const LEFT_ALONE: readonly Debt[] = [
  {
    customer: { name: "Norrsken Verkstad", ...abroad("SE", "clara"), city: "Umeå" },
    invoices: [{ reference: "NV-140", amount: 3380, overdue: 29, disputed: true, label: "Lathe enclosure, damaged on arrival" }],
  },
  {
    customer: { name: "Papiermühle Sonnental", ...GERMANY, city: "Düren" },
    invoices: [{ reference: "PS-8812", amount: 2740, overdue: 24, label: "Shelving system" }],
    also: (_company, customer) => customer.promise({ until: "+4d", summary: "Promised to pay by the end of the week" }),
  },
  {
    customer: { name: "Tulp & Draad", ...NETHERLANDS, city: "Leiden" },
    invoices: [{ reference: "TD 5510", amount: 1560, overdue: 18, label: "Workbenches" }],
    also: (_company, customer) =>
      customer.mailed({
        date: "-2d",
        by: "wout",
        subject: "Openstaande factuur",
        body: "<p>Beste Saskia, zoals besproken stuur ik de factuur nog eens mee.</p>",
      }),
  },
  {
    customer: { name: "Thistlewood Engineering", ...BRITAIN, city: "Glasgow" },
    invoices: [{ reference: "TE-20077", amount: 3120, currency: "GBP", overdue: 17, label: "Test benches" }],
    also: (_company, customer) =>
      customer.wrote({
        date: "-1d",
        subject: "Your invoice for the test benches",
        body: "<p>Could you send the delivery note for this one? Our stores cannot find it.</p>",
      }),
  },
  {
    customer: { name: "Havfrue Bådbyg", ...abroad("DK", "clara"), city: "Svendborg" },
    invoices: [{ reference: "HB-3308", amount: 2250, overdue: 16, label: "Tool walls" }],
    also: (company, customer) => customer.unappliedPayment({ amount: 2250, date: bankDay(company, "-3d") }),
  },
  {
    customer: { name: "Atelier Polder", ...FLANDERS, city: "Damme" },
    invoices: [{ reference: "AP-119", amount: 1180, overdue: 22, label: "Acoustic panels" }],
    also: (company, customer) => customer.creditNote({ amount: 1180, date: bankDay(company, "-5d") }),
  },
  {
    customer: { name: "Priya Raman", isCompany: false, ...BRITAIN, city: "London", email: "priya.raman@inbox.example", optedOut: true },
    invoices: [{ reference: "Piano bench", amount: 310, currency: "GBP", overdue: 20, label: "Piano workshop bench" }],
  },
  {
    customer: { name: "Moulin de la Lune", ...FRANCE, city: "Vannes", email: null, phone: "+33 1 99 00 10 31" },
    invoices: [{ reference: "ML-77", amount: 745, overdue: 26, label: "Shelves to measure" }],
  },
  {
    customer: { name: "Quill & Anvil", ...IRELAND, city: "Galway" },
    invoices: [{ reference: "QA-0301", amount: 512.4, overdue: 25, label: "Engraving table", paid: { daysAgo: 20, amount: 511.9 } }],
  },
  {
    customer: { name: "Talleres Arrieta", ...SPAIN, city: "Bilbao" },
    invoices: [{ reference: "TA-2090", amount: 1120, overdue: 9, directDebit: true, label: "Maintenance contract, quarter" }],
  },
  {
    customer: { name: "Cycles Petitjean", ...FRANCE, city: "Grenoble" },
    invoices: [{ reference: "CP-5081", amount: 1260, overdue: 2, label: "Repair stands" }],
  },
  {
    customer: { name: "Sonnmatt Uhren", ...SWITZERLAND, city: "Solothurn" },
    invoices: [{ reference: "SU-6620", amount: 6720, overdue: 1, label: "Watchmaker benches" }],
  },
  {
    customer: { name: "Fietsatelier De Kroon", ...FLANDERS, city: "Gent" },
    invoices: [{ reference: "DK-204", amount: 980, overdue: 5, label: "Wheel truing station" }],
  },
  {
    customer: { name: "Ferme du Moulinet", ...FRANCE, city: "Limoges" },
    invoices: [{ reference: "FM-118", amount: 2040, overdue: 15, label: "Workshop for farm machines, benches" }],
    reminded: [6],
  },
];
