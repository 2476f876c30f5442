import { NO_FACTS, type DraftFacts, type NameFact } from "#src/recommender/grounding/index.ts";

/** The facts of the second and the unseen drafts, as the recommender gives them for a reminder, a payment and a deal. */

interface Invoice {
  readonly number: string;
  readonly amount: number;
  readonly date: string;
  readonly due: string;
  readonly daysOverdue: number;
}

const INVOICES = {
  friendly: { amount: 1480, date: "2026-04-14", due: "2026-05-14", daysOverdue: 9 },
  older: { amount: 2310.4, date: "2026-03-20", due: "2026-04-19", daysOverdue: 34 },
  newer: { amount: 890, date: "2026-03-29", due: "2026-04-28", daysOverdue: 25 },
  last: { amount: 5617.25, date: "2026-02-25", due: "2026-03-27", daysOverdue: 57 },
} as const satisfies Record<string, Omit<Invoice, "number">>;

/** Customer, who is written to, own company, who answers for it. */
function names([customer, recipient, company, salesperson]: readonly [string, string, string, string]): NameFact[] {
  return [
    { text: recipient, kind: "person" },
    { text: customer, kind: "company" },
    { text: company, kind: "company" },
    { text: salesperson, kind: "person" },
  ];
}

const money = (currency: string, values: readonly number[]): DraftFacts["amounts"] =>
  [...new Set(values)].map((value) => ({ value, currency, decimals: 2 }));

const sum = (values: readonly number[]): number => Math.round(values.reduce((total, value) => total + value, 0) * 100) / 100;

interface Reminder {
  readonly locale: string;
  readonly currency: string;
  readonly level: number;
  readonly people: readonly [string, string, string, string];
  readonly invoices: readonly Invoice[];
  readonly reminded?: string;
  readonly promised?: readonly [string, string];
  readonly phone?: string;
}

function reminder({ locale, currency, level, people, invoices, reminded, promised, phone }: Reminder): DraftFacts {
  const dates = invoices.flatMap(({ date, due }) => [date, due]);
  return {
    ...NO_FACTS,
    locale,
    amounts: money(currency, [...invoices.map(({ amount }) => amount), sum(invoices.map(({ amount }) => amount))]),
    identifiers: invoices.map(({ number }) => number),
    dates: [...dates, ...(reminded === undefined ? [] : [reminded]), ...(promised ?? [])],
    deadlines: promised === undefined ? [] : [promised[1]],
    counts: [{ value: invoices.length, of: "invoice" }],
    daysOverdue: invoices.map(({ daysOverdue }) => daysOverdue),
    documents: invoices.map((invoice) => ({
      identifiers: [invoice.number],
      amounts: [invoice.amount],
      issuedOn: invoice.date,
      dueOn: invoice.due,
      paidOn: null,
      daysOverdue: invoice.daysOverdue,
    })),
    totals: [sum(invoices.map(({ amount }) => amount))],
    reminderLevel: level,
    names: names(people),
    phones: phone === undefined ? [] : [phone],
  };
}

const PAID_ON = "2026-06-01";
const PAID = [640, 215.5] as const;

function thanks(locale: string, currency: string, prefix: string, people: Reminder["people"]): DraftFacts {
  return {
    ...NO_FACTS,
    locale,
    amounts: money(currency, [...PAID, sum(PAID)]),
    identifiers: [`${prefix}/2026/0290`, `${prefix}/2026/0297`],
    dates: ["2026-04-02", "2026-04-09", PAID_ON],
    counts: [{ value: 2, of: "invoice" }],
    documents: PAID.map((amount, index) => ({
      identifiers: [`${prefix}/2026/${index === 0 ? "0290" : "0297"}`],
      amounts: [amount],
      issuedOn: index === 0 ? "2026-04-02" : "2026-04-09",
      dueOn: null,
      paidOn: PAID_ON,
      daysOverdue: null,
    })),
    totals: [sum(PAID)],
    names: names(people),
  };
}

function deal(locale: string, name: string, people: Reminder["people"]): DraftFacts {
  return { ...NO_FACTS, locale, names: [...names(people), { text: name, kind: "deal" }] };
}

const PROMISED = { reminded: "2026-05-02", promised: ["2026-05-15", "2026-05-18"] } as const;
const REMINDED = "2026-05-08";

const numbered = (invoice: Omit<Invoice, "number">, number: string): Invoice => ({ ...invoice, number });

const EN_FIRM = [numbered(INVOICES.older, "INV/2026/0188"), numbered(INVOICES.newer, "INV/2026/0205")];
const EN_NOTE = reminder({ locale: "en-US", currency: "USD", level: 2, people: ["", "", "", ""], invoices: EN_FIRM });

export const MORE_FACTS: Readonly<Record<string, DraftFacts>> = {
  "en-friendly": reminder({
    locale: "en-GB",
    currency: "GBP",
    level: 1,
    people: ["Harbour & Finch Ltd", "Emily Carter", "Kestrel Supplies Ltd", "Owen Price"],
    invoices: [numbered(INVOICES.friendly, "INV/2026/0311")],
  }),
  "en-firm": reminder({
    locale: "en-US",
    currency: "USD",
    level: 2,
    people: ["Blue Mesa Catering LLC", "Rafael Ortiz", "Lakeside Linen Co.", "Hannah Brooks"],
    invoices: EN_FIRM,
    reminded: REMINDED,
    phone: "+1 312 555 0142",
  }),
  "en-final": reminder({
    locale: "en-GB",
    currency: "EUR",
    level: 3,
    people: ["Thornbury Dental Practice", "Aisha Malik", "Northgate Instruments", "Peter Lowe"],
    invoices: [numbered(INVOICES.last, "INV/2026/0074")],
    ...PROMISED,
  }),
  "en-thanks": thanks("en-GB", "GBP", "INV", ["Fern & Co Interiors", "Molly Grant", "Kestrel Supplies Ltd", "Owen Price"]),
  "en-deal": deal("en-GB", "Warehouse shelving, phase 2", ["Oakridge Logistics", "Daniel Reeves", "Kestrel Supplies Ltd", "Owen Price"]),
  "en-sms": deal("en-GB", "Annual service contract", ["Pinewood School", "Grace Turner", "Northgate Instruments", "Peter Lowe"]),
  // what a sentence of the ranking may say: figures and no names
  "en-note": {
    ...NO_FACTS,
    locale: "en-GB",
    amounts: EN_NOTE.amounts,
    counts: EN_NOTE.counts,
    daysOverdue: EN_NOTE.daysOverdue,
    documents: EN_NOTE.documents ?? [],
    totals: EN_NOTE.totals ?? [],
    reminderLevel: 2,
  },

  "fr-amical": reminder({
    locale: "fr-FR",
    currency: "EUR",
    level: 1,
    people: ["Menuiserie Carpentier", "Sophie Lambert", "Papeterie du Canal", "Thomas Girard"],
    invoices: [numbered(INVOICES.friendly, "FAC/2026/0311")],
  }),
  "fr-ferme": reminder({
    locale: "fr-BE",
    currency: "EUR",
    level: 2,
    people: ["Garage Vandamme SPRL", "Luc Vandamme", "Pneus de Meuse", "Nathalie Simon"],
    invoices: [numbered(INVOICES.older, "VEN/2026/0188"), numbered(INVOICES.newer, "VEN/2026/0205")],
    reminded: REMINDED,
    phone: "+32 4 222 33 44",
  }),
  "fr-final": reminder({
    locale: "fr-FR",
    currency: "EUR",
    level: 3,
    people: ["Clinique des Tilleuls", "Karim Haddad", "Atelier Nord", "Julie Morel"],
    invoices: [numbered(INVOICES.last, "FAC/2026/0074")],
    ...PROMISED,
  }),
  "fr-merci": thanks("fr-FR", "EUR", "FAC", ["Fleurs de Juin", "Claire Petit", "Papeterie du Canal", "Thomas Girard"]),
  "fr-affaire": deal("fr-FR", "Rayonnages entrepôt, phase 2", ["Logistique Chênaie", "Antoine Rey", "Papeterie du Canal", "Thomas Girard"]),
  "fr-sms": deal("fr-FR", "Contrat d'entretien annuel", ["École Pinède", "Camille Roux", "Atelier Nord", "Julie Morel"]),

  "de-freundlich": reminder({
    locale: "de-DE",
    currency: "EUR",
    level: 1,
    people: ["Tischlerei Hartmann", "Sandra Vogel", "Papierhaus Elbe GmbH", "Jens Krüger"],
    invoices: [numbered(INVOICES.friendly, "RE/2026/0311")],
  }),
  "de-bestimmt": reminder({
    locale: "de-AT",
    currency: "EUR",
    level: 2,
    people: ["Gasthof Lindner KG", "Matthias Lindner", "Alpen Textil GmbH", "Eva Berger"],
    invoices: [numbered(INVOICES.older, "RE/2026/0188"), numbered(INVOICES.newer, "RE/2026/0205")],
    reminded: REMINDED,
    phone: "+43 512 555 014",
  }),
  "de-letzte": reminder({
    locale: "de-DE",
    currency: "EUR",
    level: 3,
    people: ["Praxis am Markt", "Leyla Demir", "Nordtor Geräte AG", "Uwe Lange"],
    invoices: [numbered(INVOICES.last, "RE/2026/0074")],
    ...PROMISED,
  }),
  "de-dank": thanks("de-DE", "EUR", "RE", ["Blumen Juni", "Clara Klein", "Papierhaus Elbe GmbH", "Jens Krüger"]),
  "de-deal": deal("de-DE", "Lagerregale Phase 2", ["Eichenhof Logistik", "Daniel Reuter", "Papierhaus Elbe GmbH", "Jens Krüger"]),
  "de-sms": deal("de-DE", "Jahreswartung", ["Schule am Pinienweg", "Greta Thoma", "Nordtor Geräte AG", "Uwe Lange"]),

  "es-amable": reminder({
    locale: "es-ES",
    currency: "EUR",
    level: 1,
    people: ["Carpintería Robledo", "Marta Gil", "Papelería del Puerto", "Javier Soto"],
    invoices: [numbered(INVOICES.friendly, "FAC/2026/0311")],
  }),
  "es-firme": reminder({
    locale: "es-MX",
    currency: "MXN",
    level: 2,
    people: ["Banquetes Mesa Azul", "Rafael Ortiz", "Blancos del Lago", "Ana Brizuela"],
    invoices: [numbered({ ...INVOICES.older, amount: 23_104 }, "F-0188"), numbered({ ...INVOICES.newer, amount: 8900 }, "F-0205")],
    reminded: REMINDED,
    phone: "+52 33 5555 0142",
  }),
  "es-final": reminder({
    locale: "es-ES",
    currency: "EUR",
    level: 3,
    people: ["Clínica Los Tilos", "Carmen Ruiz", "Instrumentos Norte S.L.", "Pedro Lozano"],
    invoices: [numbered(INVOICES.last, "FAC/2026/0074")],
    ...PROMISED,
  }),
  "es-gracias": thanks("es-ES", "EUR", "FAC", ["Flores de Junio", "Clara Pérez", "Papelería del Puerto", "Javier Soto"]),
  "es-trato": deal("es-ES", "Estanterías almacén, fase 2", ["Logística Robles", "Daniel Reyes", "Papelería del Puerto", "Javier Soto"]),
  "es-sms": deal("es-ES", "Mantenimiento anual", ["Colegio Pinar", "Graciela Torres", "Instrumentos Norte S.L.", "Pedro Lozano"]),
};
