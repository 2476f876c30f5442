import type { OverdueLine, PromiseWords, ReminderWords, Texts } from "./types.ts";

const subjects = { friendly: "Zahlungserinnerung", firm: "Überfällige Zahlung", final: "Letzte Zahlungserinnerung" } as const;

const what = (invoiceCount: number, onlyInvoice: string | null): string =>
  onlyInvoice === null ? `${invoiceCount} Rechnungen` : `Rechnung ${onlyInvoice}`;

const list = new Intl.ListFormat("de", { type: "conjunction" });

/** What the customer told us comes first: a person kept it in mind. */
function promised({ saidOn, until, invoices }: PromiseWords): string {
  const numbers = invoices === null ? "" : `${invoices.length === 1 ? "die Rechnung" : "die Rechnungen"} ${list.format(invoices)} `;
  return `Sie haben uns am ${saidOn} mitgeteilt, dass Sie ${numbers}bis zum ${until} bezahlen würden. `;
}

function opening({ tone, invoiceCount, remindedOn, promise }: ReminderWords): string[] {
  const one = invoiceCount === 1;
  const [invoices, are] = one ? ["die unten aufgeführte Rechnung", "ist"] : ["die unten aufgeführten Rechnungen", "sind"];
  const state =
    remindedOn === null || promise !== null
      ? `Nach unseren Unterlagen ${are} ${invoices} ${promise === null ? "überfällig" : "noch nicht bezahlt"}.`
      : `Wir haben Sie am ${remindedOn} erinnert, und ${invoices} ${are} noch immer nicht bezahlt.`;
  const still = `${promise === null ? "" : promised(promise)}${state}`;
  switch (tone) {
    case "friendly":
      return [
        `${still} Vielleicht ${are} sie nur übersehen worden; wir würden uns freuen, Ihre Zahlung in den nächsten Tagen zu erhalten.`,
      ];
    case "firm":
      return [`${still} Bitte zahlen Sie jetzt, oder teilen Sie uns mit, was der Zahlung entgegensteht.`];
    case "final":
      return [
        `${still} Dies ist unsere letzte Erinnerung, bevor sich jemand aus unserem Haus persönlich bei Ihnen meldet.`,
        `Bitte zahlen Sie ohne weitere Verzögerung, oder antworten Sie uns, falls mit ${one ? "der Rechnung" : "den Rechnungen"} etwas nicht stimmt.`,
      ];
  }
}

const daysOverdue = (days: number): string => `${days} ${days === 1 ? "Tag" : "Tage"} überfällig`;

function remarks({ openInAll, paymentReference, customerReference }: OverdueLine): string {
  const said = [
    ...(openInAll === null ? [] : [`überfällige Teilbeträge; insgesamt ${openInAll} offen`]),
    ...(paymentReference === null ? [] : [`Zahlungsreferenz ${paymentReference}`]),
    ...(customerReference === null ? [] : [`Ihre Referenz ${customerReference}`]),
  ];
  return said.length === 0 ? "" : `(${said.join("; ")})`;
}

/** A greeting that fits whoever is addressed, and the polite form throughout. */
export const de: Texts = {
  greeting: (name) => (name === null ? "Guten Tag," : `Guten Tag ${name},`),
  // no comma follows in German
  regards: "Mit freundlichen Grüßen",
  contact: "Falls etwas unklar ist oder nicht stimmt, antworten Sie einfach auf diese Nachricht.",
  reminder: {
    subject: ({ tone, invoiceCount, onlyInvoice }) => `${subjects[tone]}: ${what(invoiceCount, onlyInvoice)}`,
    opening,
    line: (line) => {
      const of = line.date === null ? "" : ` vom ${line.date}`;
      const after = remarks(line);
      return `Rechnung ${line.number}${of}, fällig am ${line.dueDate}, ${daysOverdue(line.daysOverdue)}: ${line.residual}${after === "" ? "" : ` ${after}`}`;
    },
    headings: ["Rechnung", "Datum", "Fällig am", "Überfällig", "Betrag"],
    daysOverdue,
    remarks,
    total: (total) => `Insgesamt überfällig: ${total}`,
    howToPay: ({ invoiceCount, hasPaymentReferences }) => {
      const one = invoiceCount === 1;
      const quoting = hasPaymentReferences ? "Zahlungsreferenz" : one ? "Rechnungsnummer" : "Rechnungsnummern";
      return `So können Sie zahlen: Bitte überweisen Sie den Gesamtbetrag unter Angabe der ${quoting} auf das Bankkonto, das auf ${
        one ? "der Rechnung" : "den Rechnungen"
      } steht.`;
    },
    ignoreIfPaid: "Falls Sie gerade gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.",
  },
  dealFollowUp: {
    unnamed: "unser Angebot",
    subject: (deal) => `Wie ist der Stand: ${deal}`,
    opening: (deal, again) =>
      again
        ? `Wir haben Ihnen vor einiger Zeit zu „${deal}“ geschrieben und würden weiterhin gern wissen, wie der Stand bei Ihnen ist.`
        : `Wir haben uns seit einiger Zeit nicht mehr zu „${deal}“ ausgetauscht und würden gern wissen, wie der Stand bei Ihnen ist.`,
    closing: "Fehlt Ihnen noch etwas für Ihre Entscheidung? Eine kurze Antwort genügt, auch wenn sich Ihre Pläne geändert haben.",
  },
  dealCheckIn: ({ name, from, deal, phone }) =>
    `${name === null ? "Guten Tag" : `Guten Tag ${name}`}, hier ist ${from}. Brauchen Sie noch etwas von uns für "${deal}"? Wir helfen Ihnen gern${
      phone === null ? "" : `: ${phone}`
    }.`,
  sellerOf: (seller, company) => `${seller} von ${company}`,
  smsEnding: (code) => `Keine Nachrichten mehr? Antworten Sie STOP. Ref ${code}`,
  confirmation: {
    subject: (invoiceCount, onlyInvoice) => `Zahlung erhalten: ${what(invoiceCount, onlyInvoice)}`,
    opening: (invoiceCount) =>
      invoiceCount === 1
        ? "Vielen Dank, wir haben Ihre Zahlung erhalten. Die unten aufgeführte Rechnung ist vollständig beglichen."
        : "Vielen Dank, wir haben Ihre Zahlung erhalten. Die unten aufgeführten Rechnungen sind vollständig beglichen.",
    line: ({ number, date, paidOn, total }) => `Rechnung ${number}${date === null ? "" : ` vom ${date}`}, bezahlt am ${paidOn}: ${total}`,
    headings: ["Rechnung", "Datum", "Bezahlt am", "Betrag"],
    total: (total) => `Summe: ${total}`,
  },
};
