import type { Debt } from "./debts.ts";
import { abroad, AMERICA, BRITAIN, FLANDERS, FRANCE, GERMANY, IRELAND, ITALY, SPAIN, SWITZERLAND, WALLONIA } from "./staff.ts";

/** A week or two late and not reminded of it yet: the first level is due. Some were reminded months ago and paid then. */
export const NEVER_REMINDED: readonly Debt[] = [
  {
    customer: {
      name: "Atelier Mirabelle",
      ...FRANCE,
      city: "Metz",
      phone: "+33 1 99 00 10 21",
      invoiceContact: { name: "Lucie Fabre", email: "compta@atelier-mirabelle.example" },
    },
    invoices: [
      { reference: "BC-20418", amount: 2480, overdue: 12, label: "Three assembly benches" },
      { reference: "BC-20431", amount: 615.5, overdue: 9, label: "Acoustic panels" },
      { reference: "BC-20502", amount: 990, overdue: -14, label: "Service visit and parts" },
      { reference: "BC-19877", amount: 1730, overdue: 133, label: "Workbench tops", paid: { daysAgo: 118 } },
    ],
    reminded: [124],
  },
  {
    customer: { name: "Blaue Werkstatt GmbH", ...GERMANY, city: "Bremen" },
    invoices: [
      { reference: "B-77120", amount: 3960, overdue: 10, label: "Workbenches, series B" },
      { reference: "B-76841", amount: 2240, overdue: 171, label: "Workbenches, series A", paid: { daysAgo: 150 } },
    ],
    reminded: [160],
  },
  {
    customer: { name: "Marlowe & Finch", ...BRITAIN, city: "Bristol" },
    invoices: [
      { reference: "PO 4417", amount: 1745.2, currency: "GBP", overdue: 15, label: "Tool walls, second batch" },
      { reference: "PO 4302", amount: 1605.6, currency: "GBP", overdue: 108, label: "Tool walls, first batch", paid: { daysAgo: 95 } },
    ],
    reminded: [99],
  },
  {
    customer: { name: "Jonas Vogel", isCompany: false, ...GERMANY, city: "Jena", email: "jonas.vogel@post.example" },
    invoices: [{ reference: "Hobelbank Vogel", amount: 268, overdue: 9, label: "Planing bench, small" }],
  },
  {
    customer: { name: "Garage Lamoureux", ...WALLONIA, city: "Namur", phone: "+32 81 00 00 17" },
    invoices: [
      { reference: "CMD 1187", amount: 1865, overdue: 11, label: "Brake test stand, calibration" },
      { reference: "CMD 1094", amount: 1240, overdue: 205, label: "Brake test stand, service", paid: { daysAgo: 180 } },
    ],
    reminded: [196],
  },
  {
    // Part of it came; the rest is asked for.
    customer: { name: "Bottega Volpe", ...ITALY, city: "Siena" },
    invoices: [{ reference: "ORD-0932", amount: 3130, overdue: 14, label: "Custom shelving", paid: { daysAgo: 10, amount: 1200 } }],
  },
  {
    // Two parts of one order: the first is late, the second is not due yet.
    customer: { name: "Edelweiss Präzision", ...SWITZERLAND, city: "Biel" },
    invoices: [
      {
        reference: "EP-3301",
        amount: 9600,
        overdue: 11,
        label: "Measuring room, turnkey",
        instalments: [
          { due: "-11d", share: 0.4 },
          { due: "+21d", share: 0.6 },
        ],
      },
    ],
  },
  {
    // Owes in three currencies: three debts, and one message at a time.
    customer: { name: "Fiddler's Green Brewing", ...IRELAND, city: "Cork" },
    invoices: [
      { reference: "FG-219", amount: 4320, overdue: 19, label: "Taproom benches" },
      { reference: "FG-223", amount: 3100, currency: "USD", overdue: 17, label: "Trade fair stand, Chicago" },
      { reference: "FG-227", amount: 1890, currency: "GBP", overdue: 13, label: "Cellar fittings, Belfast" },
    ],
  },
  {
    customer: {
      name: "Whitlock & Daughters",
      ...AMERICA,
      city: "Portland",
      invoiceContact: { name: "Megan Whitlock", email: "ap@whitlock-daughters.example" },
    },
    invoices: [{ reference: "WD-88041", amount: 6480, currency: "USD", overdue: 13, label: "Boat shop extraction, phase 2" }],
  },
  {
    // Large enough that a person is told at once.
    customer: {
      name: "Nordstern Turbinenbau",
      ...GERMANY,
      city: "Rostock",
      phone: "+49 30 23125017",
      invoiceContact: { name: "Katrin Vogt", email: "kreditoren@nordstern-turbinenbau.example" },
    },
    invoices: [{ reference: "4500117832", amount: 14_600, overdue: 16, label: "Blade assembly cell" }],
  },
];

/** Reminded once or more; the next level is due. */
export const NEXT_LEVEL_DUE: readonly Debt[] = [
  {
    customer: {
      name: "Fonderie Saint-Éloi",
      ...FRANCE,
      city: "Saint-Étienne",
      invoiceContact: { name: "Hélène Marchal", email: "fournisseurs@fonderie-saint-eloi.example" },
    },
    invoices: [
      { reference: "CF-6651", amount: 5320, overdue: 27, label: "Extraction hood, installed" },
      { reference: "CF-6702", amount: 1210, overdue: 6, label: "Spare parts" },
    ],
    reminded: [18],
  },
  {
    customer: { name: "Tidewater Joinery", ...BRITAIN, city: "Whitby" },
    invoices: [{ reference: "TJ/1029", amount: 2890, currency: "GBP", overdue: 33, label: "Workbenches and fittings" }],
    reminded: [22],
  },
  {
    customer: { name: "Oude Haven Restauratie", ...FLANDERS, city: "Antwerpen" },
    invoices: [
      { reference: "OH 2214", amount: 1975.5, overdue: 30, label: "Varnish room, filters" },
      { reference: "OH 2198", amount: 1450, overdue: 41, label: "Trestles, two damaged on arrival", disputed: true },
    ],
    reminded: [21],
  },
  {
    customer: {
      name: "Ostwind Anlagenbau",
      ...GERMANY,
      city: "Magdeburg",
      phone: "+49 30 23125041",
      invoiceContact: { name: "Anke Petersen", email: "rechnungen@ostwind-anlagenbau.example" },
    },
    invoices: [
      { reference: "OW-90217", amount: 22_400, overdue: 35, label: "Welding hall, extraction" },
      { reference: "OW-90233", amount: 3150, overdue: 20, label: "Welding hall, commissioning" },
    ],
    reminded: [25],
  },
  {
    customer: { name: "Kranich Maschinenbau", ...GERMANY, city: "Chemnitz" },
    invoices: [{ reference: "KM-5120", amount: 5640, overdue: 52, label: "Dust extraction, installed" }],
    reminded: [41, 27],
  },
  {
    customer: { name: "Złoty Warsztat", ...abroad("PL", "emil"), city: "Gdańsk" },
    invoices: [{ reference: "ZW/311", amount: 1475, overdue: 48, label: "Tool walls" }],
    reminded: [39, 25],
  },
  {
    customer: { name: "Skipsverft Havnes", ...abroad("NO", "clara"), city: "Bergen" },
    invoices: [{ reference: "SH-7742", amount: 7130, overdue: 55, label: "Slipway tool stations" }],
    reminded: [46, 31],
  },
];

/** All levels were used: a person takes over. */
export const LADDER_USED: readonly Debt[] = [
  {
    customer: { name: "Copper Canyon Robotics", ...AMERICA, city: "Flagstaff", phone: "+1 928 555 0117" },
    invoices: [
      { reference: "CCR-1001", amount: 14_200, currency: "USD", overdue: 74, label: "Assembly cells, phase 1" },
      { reference: "CCR-1014", amount: 3150, currency: "USD", overdue: 41, label: "Assembly cells, fittings" },
    ],
    reminded: [65, 51, 26],
  },
  {
    customer: { name: "Cerámica Albaicín", ...SPAIN, city: "Granada", phone: "+34 958 00 00 41" },
    invoices: [{ reference: "CA-418", amount: 6230, overdue: 96, label: "Kiln extraction, installed" }],
    reminded: [87, 72, 48],
  },
  {
    customer: { name: "Mécanique Saint-Aubin", ...FRANCE, city: "Rouen", phone: "+33 1 99 00 10 57" },
    invoices: [{ reference: "MSA-3120", amount: 4275, overdue: 57, label: "Two-post lift, overhaul" }],
    reminded: [48, 34, 10],
  },
];

/** Reminded, and paid within the last days: thanks are due. */
export const PAID_AFTER_REMINDER: readonly Debt[] = [
  {
    customer: { name: "Sternwarte Optik", ...GERMANY, city: "Potsdam" },
    invoices: [{ reference: "SO-2201", amount: 4120, overdue: 31, label: "Optical bench", paid: { daysAgo: 1 } }],
    reminded: [21],
  },
  {
    customer: {
      name: "Scierie du Vallon",
      ...FRANCE,
      city: "Épinal",
      invoiceContact: { name: "Étienne Rousset", email: "e.rousset@scierie-du-vallon.example" },
    },
    invoices: [{ reference: "SV-0871", amount: 3150, overdue: 38, label: "Saw line guards", paid: { daysAgo: 3 } }],
    reminded: [29, 15],
  },
  {
    customer: { name: "Harrow & Penn", ...BRITAIN, city: "Sheffield" },
    invoices: [
      { reference: "HP-611", amount: 2260, currency: "GBP", overdue: 34, label: "Grinding benches", paid: { daysAgo: 2 } },
      { reference: "HP-618", amount: 1415, currency: "GBP", overdue: 30, label: "Grinding benches, hoods", paid: { daysAgo: 2 } },
    ],
    reminded: [24],
  },
];
