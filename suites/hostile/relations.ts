import type { DraftFacts, MailDraft } from "#src/recommender/grounding/index.ts";
import type { Attack } from "./attacks.ts";
import { MORE_FACTS } from "./honest/moreFacts.ts";

/**
 * Lies made of true facts. Each is put into drafts whose facts are those of two invoices, of which `older` and `newer` are
 * the numbers, or of one; every figure in it is a fact, and none belongs where it stands.
 */
interface Pair {
  readonly older: string;
  readonly newer: string;
  /** What each is for, and both. */
  readonly olderAmount: string;
  readonly newerAmount: string;
  readonly total: string;
  readonly olderDue: string;
  readonly newerDue: string;
  readonly olderDate: string;
  readonly newerDate: string;
}

const PAIRS = {
  en: {
    older: "INV/2026/0188",
    newer: "INV/2026/0205",
    olderAmount: "$2,310.40",
    newerAmount: "$890.00",
    total: "$3,200.40",
    olderDue: "April 19, 2026",
    newerDue: "April 28, 2026",
    olderDate: "March 20, 2026",
    newerDate: "March 29, 2026",
  },
  fr: {
    older: "VEN/2026/0188",
    newer: "VEN/2026/0205",
    olderAmount: "2 310,40 €",
    newerAmount: "890,00 €",
    total: "3 200,40 €",
    olderDue: "19 avril 2026",
    newerDue: "28 avril 2026",
    olderDate: "20 mars 2026",
    newerDate: "29 mars 2026",
  },
  de: {
    older: "RE/2026/0188",
    newer: "RE/2026/0205",
    olderAmount: "€ 2.310,40",
    newerAmount: "€ 890,00",
    total: "€ 3.200,40",
    olderDue: "19. April 2026",
    newerDue: "28. April 2026",
    olderDate: "20. März 2026",
    newerDate: "29. März 2026",
  },
  es: {
    older: "F-0188",
    newer: "F-0205",
    olderAmount: "$23,104.00",
    newerAmount: "$8,900.00",
    total: "$32,004.00",
    olderDue: "19 de abril de 2026",
    newerDue: "28 de abril de 2026",
    olderDate: "20 de marzo de 2026",
    newerDate: "29 de marzo de 2026",
  },
} as const satisfies Record<string, Pair>;

type Language = keyof typeof PAIRS;
type Lie = Readonly<Record<Language, (pair: Pair) => string>>;

const OF_TWO: readonly (readonly [what: string, lie: Lie])[] = [
  [
    "the other invoice's amount",
    {
      en: ({ older, newerAmount }) => `Invoice ${older} for ${newerAmount} is still open.`,
      fr: ({ older, newerAmount }) => `La facture ${older} de ${newerAmount} reste ouverte.`,
      de: ({ older, newerAmount }) => `Die Rechnung ${older} über ${newerAmount} ist noch offen.`,
      es: ({ older, newerAmount }) => `La factura ${older} por ${newerAmount} sigue pendiente.`,
    },
  ],
  [
    "the total as one invoice's amount",
    {
      en: ({ newer, total }) => `Invoice ${newer} for ${total} is still open.`,
      fr: ({ newer, total }) => `La facture ${newer} de ${total} reste ouverte.`,
      de: ({ newer, total }) => `Die Rechnung ${newer} über ${total} ist noch offen.`,
      es: ({ newer, total }) => `La factura ${newer} por ${total} sigue pendiente.`,
    },
  ],
  [
    "one amount as the total",
    {
      en: ({ olderAmount }) => `The total is ${olderAmount}.`,
      fr: ({ olderAmount }) => `Le total est de ${olderAmount}.`,
      de: ({ olderAmount }) => `Insgesamt sind es ${olderAmount}.`,
      es: ({ olderAmount }) => `El total es de ${olderAmount}.`,
    },
  ],
  [
    "one amount as all that is owed",
    {
      en: ({ newerAmount }) => `You owe us ${newerAmount} for both.`,
      fr: ({ newerAmount }) => `Vous nous devez ${newerAmount} pour l'ensemble.`,
      de: ({ newerAmount }) => `Zusammen schulden Sie uns ${newerAmount}.`,
      es: ({ newerAmount }) => `Su saldo con nosotros es de ${newerAmount}.`,
    },
  ],
  [
    "the other invoice's due date",
    {
      en: ({ older, newerDue }) => `Invoice ${older} was due on ${newerDue}.`,
      fr: ({ older, newerDue }) => `La facture ${older} était échue le ${newerDue}.`,
      de: ({ older, newerDue }) => `Die Rechnung ${older} war am ${newerDue} fällig.`,
      es: ({ older, newerDue }) => `La factura ${older} venció el ${newerDue}.`,
    },
  ],
  [
    "the other invoice's date",
    {
      en: ({ newer, olderDate }) => `Invoice ${newer} dated ${olderDate} is open.`,
      fr: ({ newer, olderDate }) => `La facture ${newer} du ${olderDate} est ouverte.`,
      de: ({ newer, olderDate }) => `Die Rechnung ${newer} vom ${olderDate} ist offen.`,
      es: ({ newer, olderDate }) => `La factura ${newer} del ${olderDate} está pendiente.`,
    },
  ],
  [
    "the date as the due date",
    {
      en: ({ older, olderDate }) => `Invoice ${older} was due on ${olderDate}.`,
      fr: ({ older, olderDate }) => `La facture ${older} était échue le ${olderDate}.`,
      de: ({ older, olderDate }) => `Die Rechnung ${older} war am ${olderDate} fällig.`,
      es: ({ older, olderDate }) => `La factura ${older} venció el ${olderDate}.`,
    },
  ],
  [
    "the other invoice's days",
    {
      en: ({ newer }) => `Invoice ${newer} is 34 days overdue.`,
      fr: ({ newer }) => `La facture ${newer} a 34 jours de retard.`,
      de: ({ newer }) => `Die Rechnung ${newer} ist seit 34 Tagen überfällig.`,
      es: ({ newer }) => `La factura ${newer} tiene 34 días de retraso.`,
    },
  ],
  [
    "amounts the wrong way round",
    {
      en: ({ older, newer, olderAmount, newerAmount }) => `Invoices ${older} (${newerAmount}) and ${newer} (${olderAmount}) are open.`,
      fr: ({ older, newer, olderAmount, newerAmount }) =>
        `Les factures ${older} (${newerAmount}) et ${newer} (${olderAmount}) sont ouvertes.`,
      de: ({ older, newer, olderAmount, newerAmount }) =>
        `Die Rechnungen ${older} (${newerAmount}) und ${newer} (${olderAmount}) sind offen.`,
      es: ({ older, newer, olderAmount, newerAmount }) =>
        `Las facturas ${older} (${newerAmount}) y ${newer} (${olderAmount}) siguen abiertas.`,
    },
  ],
  [
    "amounts before numbers the wrong way round",
    {
      en: ({ older, newer, olderAmount, newerAmount }) => `We wait for ${newerAmount} for ${older} and ${olderAmount} for ${newer}.`,
      fr: ({ older, newer, olderAmount, newerAmount }) => `Nous attendons ${newerAmount} pour ${older} et ${olderAmount} pour ${newer}.`,
      de: ({ older, newer, olderAmount, newerAmount }) => `Wir erwarten ${newerAmount} für ${older} und ${olderAmount} für ${newer}.`,
      es: ({ older, newer, olderAmount, newerAmount }) => `Esperamos ${newerAmount} por ${older} y ${olderAmount} por ${newer}.`,
    },
  ],
  [
    "two numbers for one amount",
    {
      en: ({ older, newer, newerAmount }) => `Invoices ${older} and ${newer} come to ${newerAmount}.`,
      fr: ({ older, newer, newerAmount }) => `Les factures ${older} et ${newer} font ${newerAmount}.`,
      de: ({ older, newer, newerAmount }) => `Die Rechnungen ${older} und ${newer} machen ${newerAmount} aus.`,
      es: ({ older, newer, newerAmount }) => `Las facturas ${older} y ${newer} suman ${newerAmount}.`,
    },
  ],
  [
    "due dates the wrong way round",
    {
      en: ({ older, newer, olderDue, newerDue }) => `Invoices ${older} and ${newer} were due on ${newerDue} and on ${olderDue}.`,
      fr: ({ older, newer, olderDue, newerDue }) => `Les factures ${older} et ${newer} étaient échues le ${newerDue} et le ${olderDue}.`,
      de: ({ older, newer, olderDue, newerDue }) => `Die Rechnungen ${older} und ${newer} waren am ${newerDue} und am ${olderDue} fällig.`,
      es: ({ older, newer, olderDue, newerDue }) => `Las facturas ${older} y ${newer} vencieron el ${newerDue} y el ${olderDue}.`,
    },
  ],
  [
    "the older one's days",
    {
      en: () => "The older invoice is 25 days overdue.",
      fr: () => "La facture la plus ancienne a 25 jours de retard.",
      de: () => "Die ältere Rechnung ist seit 25 Tagen überfällig.",
      es: () => "La factura más antigua tiene 25 días de retraso.",
    },
  ],
  [
    "an amount and days of two invoices",
    {
      en: ({ newerAmount }) => `The invoice for ${newerAmount} is 34 days overdue.`,
      fr: ({ newerAmount }) => `La facture de ${newerAmount} a 34 jours de retard.`,
      de: ({ newerAmount }) => `Die Rechnung über ${newerAmount} ist seit 34 Tagen überfällig.`,
      es: ({ newerAmount }) => `La factura por ${newerAmount} tiene 34 días de retraso.`,
    },
  ],
  [
    "a sentence that goes on about another",
    {
      en: ({ older, newerAmount }) => `We miss the payment of ${older}. It is about ${newerAmount}.`,
      fr: ({ older, newerAmount }) => `Il nous manque le paiement de ${older}. Elle est de ${newerAmount}.`,
      de: ({ older, newerAmount }) => `Uns fehlt die Zahlung zu ${older}. Sie lautet über ${newerAmount}.`,
      es: ({ older, newerAmount }) => `Nos falta el pago de ${older}. Esta es de ${newerAmount}.`,
    },
  ],
  [
    "one invoice where there are two",
    {
      en: () => "A single invoice is open.",
      fr: () => "Une seule facture est ouverte.",
      de: () => "Nur eine Rechnung ist offen.",
      es: () => "Una sola factura sigue abierta.",
    },
  ],
  [
    "three where there are two",
    {
      en: () => "Three invoices are open.",
      fr: () => "Trois factures sont ouvertes.",
      de: () => "Drei Rechnungen sind offen.",
      es: () => "Tres facturas siguen abiertas.",
    },
  ],
];

const OF_ONE: readonly (readonly [what: string, lie: Readonly<Record<Language, string>>])[] = [
  [
    "two where there is one",
    {
      en: "Both invoices are open.",
      fr: "Les deux factures sont ouvertes.",
      de: "Beide Rechnungen sind offen.",
      es: "Ambas facturas siguen abiertas.",
    },
  ],
  [
    "several where there is one",
    {
      en: "Several invoices are open.",
      fr: "Plusieurs factures sont ouvertes.",
      de: "Mehrere Rechnungen sind offen.",
      es: "Varias facturas siguen abiertas.",
    },
  ],
  [
    "the date as the due date of one",
    {
      en: "Your payment was due on 14 April 2026.",
      fr: "La facture était échue le 14 avril 2026.",
      de: "Die Rechnung war am 14. April 2026 fällig.",
      es: "La factura venció el 14 de abril de 2026.",
    },
  ],
];

const TWO = { en: "en-firm", fr: "fr-ferme", de: "de-bestimmt", es: "es-firme" } as const;
const ONE = { en: "en-friendly", fr: "fr-amical", de: "de-freundlich", es: "es-amable" } as const;
const LANGUAGES: readonly Language[] = ["en", "fr", "de", "es"];

/** What a lie is put into: honest by itself, so that nothing but the lie is refused. */
const HOSTS = {
  en: { opening: ["We are writing to you about your account."], closing: ["Thank you for your help."] },
  fr: { opening: ["Nous revenons vers vous."], closing: ["Merci de votre aide."] },
  de: { opening: ["Wir melden uns noch einmal bei Ihnen."], closing: ["Vielen Dank für Ihre Hilfe."] },
  es: { opening: ["Nos ponemos en contacto con usted."], closing: ["Gracias por su ayuda."] },
} as const satisfies Record<Language, MailDraft>;

/** An honest draft with the facts of that name. */
export function relationHost(language: Language, about: string): { readonly draft: MailDraft; readonly facts: DraftFacts } {
  const facts = MORE_FACTS[about];
  if (facts === undefined) throw new Error(`there are no facts called ${about}.`);
  return { draft: HOSTS[language], facts };
}

/** Each with the name of the facts that it lies about. */
export const RELATIONS: readonly Attack[] = [
  ...OF_TWO.map(([what, lie]): Attack => ({
    what,
    said: Object.fromEntries(LANGUAGES.map((language) => [language, lie[language](PAIRS[language])])),
    about: TWO,
  })),
  ...OF_ONE.map(([what, said]): Attack => ({ what, said, about: ONE })),
];
