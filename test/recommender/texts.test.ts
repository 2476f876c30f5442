import { describe, expect, test } from "vitest";
import { smsSize } from "#src/protocol/index.ts";
import { longDate, messageLocale, money, type Language } from "#src/recommender/format.ts";
import { TEXTS, type OverdueLine, type ReminderWords, type Texts } from "#src/recommender/texts/index.ts";
import { EUR, inputsOf, overdue, paid, paidInvoice, recipient, recommend, step, reminded, twoInvoices as two } from "./findings.ts";

const LANGUAGES = Object.keys(TEXTS) as Language[];
const german = { ...recipient, name: "Jörg Weiß", lang: "de_DE", timezone: "Europe/Berlin" };
const spanish = { ...recipient, name: "Lucía Pérez", lang: "es_ES", timezone: "Europe/Madrid" };

/** The mail of the only action that the findings give; Intl separates with spaces that are hard to see in a test. */
function mailOf(findings: Parameters<typeof recommend>[0]): { subject: string; text: string; language: string | undefined } {
  const { subject, body_text, language } = inputsOf(recommend(findings).actions[0]!, "send_email");
  const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, " ");
  return { subject: plain(subject), text: plain(body_text), language };
}

describe("a customer of German language", () => {
  test("is reminded in German, with its dates and amounts", () => {
    const finding = overdue({ invoices: two, previousReminder: reminded, reminder: step({ level: 2, tone: "firm", recipient: german }) });
    expect(mailOf({ overdueCustomers: [finding] })).toEqual({
      subject: "Überfällige Zahlung: 2 Rechnungen",
      language: "de-DE",
      text: `Guten Tag Jörg Weiß,

Wir haben Sie am 12. Februar 2026 erinnert, und die unten aufgeführten Rechnungen sind noch immer nicht bezahlt. Bitte zahlen Sie jetzt, oder teilen Sie uns mit, was der Zahlung entgegensteht.

- Rechnung INV/2026/00017 vom 2. Januar 2026, fällig am 1. Februar 2026, 29 Tage überfällig: 1.250,00 € (Zahlungsreferenz RF18 5390 0754; Ihre Referenz PO-7)
- Rechnung INV/2026/00018 vom 2. Januar 2026, fällig am 1. März 2026, 1 Tag überfällig: 99,50 € (überfällige Teilbeträge; insgesamt 300,00 € offen)

Insgesamt überfällig: 1.349,50 €

So können Sie zahlen: Bitte überweisen Sie den Gesamtbetrag unter Angabe der Zahlungsreferenz auf das Bankkonto, das auf den Rechnungen steht.

Falls Sie gerade gezahlt haben, betrachten Sie diese Nachricht bitte als gegenstandslos.
Falls etwas unklar ist oder nicht stimmt, antworten Sie einfach auf diese Nachricht.

Mit freundlichen Grüßen
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("is thanked in German", () => {
    const { subject, text } = mailOf({ paidInvoices: [paid({ invoices: [paidInvoice()], recipient: german })] });
    expect(subject).toBe("Zahlung erhalten: Rechnung INV/2026/00017");
    expect(text).toContain("- Rechnung INV/2026/00017 vom 2. Januar 2026, bezahlt am 27. Februar 2026: 1.250,00 €\n");
  });
});

describe("a customer of Spanish language", () => {
  test("is reminded in Spanish, with its dates and amounts", () => {
    const finding = overdue({ invoices: two, previousReminder: reminded, reminder: step({ level: 3, tone: "final", recipient: spanish }) });
    expect(mailOf({ overdueCustomers: [finding] })).toEqual({
      subject: "Último recordatorio de pago: 2 facturas",
      language: "es-ES",
      text: `Buenos días, Lucía Pérez:

Le enviamos un recordatorio el 12 de febrero de 2026 y las facturas que figuran abajo siguen pendientes de pago. Este es nuestro último recordatorio antes de que una persona de nuestro equipo se ponga en contacto con usted.

Le rogamos que pague sin más demora o que nos responda si hay algún problema con las facturas.

- Factura INV/2026/00017 del 2 de enero de 2026, vencida el 1 de febrero de 2026, 29 días de retraso: 1250,00 € (referencia de pago RF18 5390 0754; su referencia PO-7)
- Factura INV/2026/00018 del 2 de enero de 2026, vencida el 1 de marzo de 2026, 1 día de retraso: 99,50 € (plazos vencidos; 300,00 € pendientes en total)

Total vencido: 1349,50 €

Cómo pagar: le rogamos que transfiera el total a la cuenta bancaria que figura en las facturas, indicando la referencia de pago.

Si acaba de pagar, no tenga en cuenta este mensaje.
Si algo no está claro o no es correcto, basta con responder a este mensaje.

Un cordial saludo,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("is thanked in Spanish", () => {
    const { subject, text } = mailOf({ paidInvoices: [paid({ invoices: [paidInvoice()], recipient: spanish })] });
    expect(subject).toBe("Pago recibido: factura INV/2026/00017");
    expect(text).toContain("- Factura INV/2026/00017 del 2 de enero de 2026, pagada el 27 de febrero de 2026: 1250,00 €\n");
  });
});

/** Everything that a language can say, in every form of it. */
function everything(texts: Texts, tag: string): string[] {
  const day = longDate("2026-02-10", tag);
  const lines = [null, money(300, EUR, tag)].map((openInAll): OverdueLine => ({
    number: "N1",
    date: openInAll,
    dueDate: day,
    daysOverdue: openInAll === null ? 1 : 5,
    residual: money(12, EUR, tag),
    openInAll,
    paymentReference: openInAll,
    customerReference: openInAll,
  }));
  const promises = [null, { saidOn: day, until: day, invoices: null }, { saidOn: day, until: day, invoices: ["N1", "N2"] }];
  const words = (["friendly", "firm", "final"] as const).flatMap((tone) =>
    [1, 2].flatMap((invoiceCount) =>
      promises.flatMap((promise) =>
        [null, day].map((remindedOn): ReminderWords => ({
          tone,
          invoiceCount,
          onlyInvoice: invoiceCount === 1 ? "N1" : null,
          remindedOn,
          promise,
          hasPaymentReferences: remindedOn === null,
        })),
      ),
    ),
  );
  const { reminder, dealFollowUp, confirmation } = texts;
  return [
    texts.greeting(null),
    texts.greeting("X"),
    texts.regards,
    texts.contact,
    ...words.flatMap((one) => [reminder.subject(one), ...reminder.opening(one), reminder.howToPay(one)]),
    ...lines.map(reminder.line),
    ...reminder.headings,
    reminder.total("1"),
    reminder.ignoreIfPaid,
    dealFollowUp.subject(dealFollowUp.unnamed),
    dealFollowUp.opening("X", true),
    dealFollowUp.opening("X", false),
    dealFollowUp.closing,
    ...smsOf(texts, "X"),
    ...[1, 2].flatMap((count) => [confirmation.subject(count, count === 1 ? "N1" : null), confirmation.opening(count)]),
    confirmation.line({ number: "N1", date: day, paidOn: day, total: "1" }),
    ...confirmation.headings,
    confirmation.total("1"),
  ];
}

function smsOf(texts: Texts, filler: string): string[] {
  return [null, filler.slice(0, 30)].map((name) => {
    const from = texts.sellerOf(filler.slice(0, 30), filler.slice(0, 40));
    const deal = name === null ? texts.dealFollowUp.unnamed : filler.slice(0, 50);
    const phone = name === null ? null : "+32 2 555 01 01 01 01";
    return `${texts.dealCheckIn({ name, from, deal, phone })} ${texts.smsEnding("A1B2C3")}`;
  });
}

/** Words that no message of another language holds. */
const OWN_WORDS: Readonly<Record<Language, RegExp>> = {
  en: /\b(?:the|your|you|please|invoices?|with|from|about|is|are|of)\b/iu,
  fr: /(?<!\p{L})(?:votre|vous|nous|merci|factures?|avec|pour|est|sont|réf)(?!\p{L})/iu,
  de: /(?<!\p{L})(?:ihre|ihnen|sie|bitte|rechnung(?:en)?|und|mit|ist|sind|für|ref)(?!\p{L})/iu,
  es: /(?<!\p{L})(?:su|usted|facturas?|una|sobre|el|por|siguen?|mensajes?)(?!\p{L})/iu,
};

describe.each(LANGUAGES)("the texts in %s", (language) => {
  const texts = TEXTS[language];

  test("hold no word of another language", () => {
    const { tag } = messageLocale(language);
    const said = everything(texts, tag).map((text) => text.replace(/ Ref A1B2C3$/, ""));
    const others = LANGUAGES.filter((other) => other !== language);
    expect(said.filter((text) => others.some((other) => OWN_WORDS[other].test(text)))).toEqual([]);
    expect(said.some((text) => OWN_WORDS[language].test(text))).toBe(true);
  });

  test("leave an SMS in the alphabet of SMS, within three parts at the longest", () => {
    for (const text of smsOf(texts, "x".repeat(50))) {
      expect(smsSize(text)).toMatchObject({ encoding: "gsm7" });
      expect(smsSize(text).segments).toBeLessThanOrEqual(3);
    }
  });
});
