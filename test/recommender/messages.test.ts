import { describe, expect, test } from "vitest";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { JPY, overdue, paid, paidInvoice, recipient, recommend, step, USD, reminded, twoInvoices as two } from "./findings.ts";

/** The mail of the only action that the findings give. */
function mailOf(findings: Parameters<typeof recommend>[0]): { subject: string; text: string; html: string; language: string } {
  const { actions, notProposed } = recommend(findings);
  expect(notProposed).toEqual([]);
  expect(actions).toHaveLength(1);
  return mail(actions[0]!);
}

function mail({ operation }: ActionProtocol) {
  if (operation.type !== "send_email") throw new Error("not a mail");
  const { subject, body_text, body_html = "", language } = operation.inputs;
  // Intl separates groups and the currency with spaces that do not break; they are hard to see in a test
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, " ");
  return { subject: plain(subject), text: plain(body_text), html: plain(body_html), language };
}

const french = { ...recipient, name: "Élodie Martin", lang: "fr_FR", timezone: "Europe/Paris" };

describe("the reminder in English", () => {
  test("level 1, friendly, one invoice", () => {
    expect(mailOf({ overdueCustomers: [overdue()] })).toMatchObject({
      subject: "Payment reminder: invoice INV/2026/00017",
      language: "en-US",
      text: `Dear Brandon Freeman,

According to our records the invoice below is overdue. Perhaps it has just slipped through; we would be glad to receive your payment in the next days.

- Invoice INV/2026/00017 of January 2, 2026, due February 1, 2026, 29 days overdue: €1,250.00

Total overdue: €1,250.00

How to pay: please transfer the total to the bank account stated on the invoice, quoting the invoice number.

If you have just paid, please ignore this message.
If anything is unclear or wrong, just reply to this message.

Kind regards,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("level 2, firm, several invoices with references and instalments", () => {
    const finding = overdue({ invoices: two, previousReminder: reminded, reminder: step({ level: 2, tone: "firm" }) });
    expect(mailOf({ overdueCustomers: [finding] })).toMatchObject({
      subject: "Overdue payment: 2 invoices",
      text: `Dear Brandon Freeman,

We reminded you on February 12, 2026, and the invoices below are still unpaid. Please pay now, or tell us what is holding it up.

- Invoice INV/2026/00017 of January 2, 2026, due February 1, 2026, 29 days overdue: €1,250.00 (payment reference RF18 5390 0754; your reference PO-7)
- Invoice INV/2026/00018 of January 2, 2026, due March 1, 2026, 1 day overdue: €99.50 (overdue instalments; €300.00 open in all)

Total overdue: €1,349.50

How to pay: please transfer the total to the bank account stated on the invoices, quoting the payment reference.

If you have just paid, please ignore this message.
If anything is unclear or wrong, just reply to this message.

Kind regards,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("level 3, final: a colleague is next", () => {
    const finding = overdue({ previousReminder: { level: 2, at: "2026-02-12T10:00:00Z" }, reminder: step({ level: 3, tone: "final" }) });
    const { subject, text } = mailOf({ overdueCustomers: [finding] });
    expect(subject).toBe("Final reminder: invoice INV/2026/00017");
    expect(text).toContain(
      "We reminded you on February 12, 2026, and the invoice below is still unpaid. This is our last reminder before a colleague contacts you in person.\n\nPlease pay without further delay, or reply if something is wrong with the invoice.\n",
    );
  });
});

describe("the reminder in French", () => {
  test("level 1, friendly, one invoice", () => {
    expect(mailOf({ overdueCustomers: [overdue({ reminder: step({ recipient: french }) })] })).toMatchObject({
      subject: "Rappel de paiement : facture INV/2026/00017",
      language: "fr-FR",
      text: `Bonjour Élodie Martin,

Sauf erreur de notre part, la facture ci-dessous reste impayée. Il s'agit sans doute d'un oubli ; nous vous remercions de bien vouloir procéder à son règlement dans les prochains jours.

- Facture INV/2026/00017 du 2 janvier 2026, échue le 1 février 2026, 29 jours de retard : 1 250,00 €

Total échu : 1 250,00 €

Pour payer : merci de virer le total sur le compte bancaire indiqué sur la facture, en rappelant le numéro de la facture.

Si vous venez de payer, merci de ne pas tenir compte de ce message.
Pour toute question ou erreur, il suffit de répondre à ce message.

Cordialement,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("level 2, firm, several invoices with references and instalments", () => {
    const finding = overdue({ invoices: two, previousReminder: reminded, reminder: step({ level: 2, tone: "firm", recipient: french }) });
    const { subject, text } = mailOf({ overdueCustomers: [finding] });
    expect(subject).toBe("Retard de paiement : 2 factures");
    expect(text)
      .toContain(`Malgré notre rappel du 12 février 2026, les factures ci-dessous restent impayées. Merci de procéder à leur règlement dès maintenant ou de nous indiquer ce qui le retarde.

- Facture INV/2026/00017 du 2 janvier 2026, échue le 1 février 2026, 29 jours de retard : 1 250,00 € (référence de paiement RF18 5390 0754 ; votre référence PO-7)
- Facture INV/2026/00018 du 2 janvier 2026, échue le 1 mars 2026, 1 jour de retard : 99,50 € (échéances dépassées ; 300,00 € restant dus au total)

Total échu : 1 349,50 €

Pour payer : merci de virer le total sur le compte bancaire indiqué sur les factures, en rappelant la référence de paiement.
`);
  });

  test("level 3, final: a colleague is next", () => {
    const finding = overdue({ previousReminder: reminded, reminder: step({ level: 3, tone: "final", recipient: french }) });
    const { subject, text } = mailOf({ overdueCustomers: [finding] });
    expect(subject).toBe("Dernier rappel : facture INV/2026/00017");
    expect(text).toContain(
      "Malgré notre rappel du 12 février 2026, la facture ci-dessous reste impayée. Ceci est notre dernier rappel avant que l'un de nos collègues ne vous contacte personnellement.\n\nMerci de procéder à son règlement sans délai ou de nous répondre si cette facture pose problème.\n",
    );
  });
});

describe("a promise that was not kept", () => {
  const brokenPromise = { commitmentId: "p1", promisedOn: "2026-02-10", until: "2026-02-20", amount: null, currency: null };
  const openingOf = (finding: Parameters<typeof overdue>[0]) => mailOf({ overdueCustomers: [overdue(finding)] }).text.split("\n\n")[1];
  const all = { brokenPromise: { ...brokenPromise, invoiceIds: [17, 18] }, invoices: two, previousReminder: reminded };
  const one = { ...all, brokenPromise: { ...brokenPromise, invoiceIds: [18] } };

  test("opens the reminder, in English", () => {
    expect(openingOf({ ...all, reminder: step({ level: 2, tone: "firm" }) })).toBe(
      "You told us on February 10, 2026 that you would pay by February 20, 2026. According to our records the invoices below are still unpaid. Please pay now, or tell us what is holding it up.",
    );
    expect(openingOf(one)).toMatch(/^You told us on February 10, 2026 that you would pay invoice INV\/2026\/00018 by February 20, 2026\. /);
  });

  test("and in French", () => {
    expect(openingOf({ ...all, reminder: step({ level: 2, tone: "firm", recipient: french }) })).toBe(
      "Vous nous avez indiqué le 10 février 2026 que vous paieriez au plus tard le 20 février 2026. Sauf erreur de notre part, les factures ci-dessous restent impayées. Merci de procéder à leur règlement dès maintenant ou de nous indiquer ce qui le retarde.",
    );
    expect(openingOf({ ...one, reminder: step({ recipient: french }) })).toMatch(
      /^Vous nous avez indiqué le 10 février 2026 que vous paieriez la facture INV\/2026\/00018 au plus tard le 20 février 2026\. /,
    );
  });

  test("is among the evidence and in the reasoning, in the currency of the debt only", () => {
    const { actions } = recommend({ overdueCustomers: [overdue({ ...all, brokenPromise: { ...all.brokenPromise, amount: 500 } })] });
    expect(actions[0]!.evidence).toContainEqual({
      label: "Broken promise",
      value: "on 2026-02-10 the customer promised to pay 500.00 EUR by 2026-02-20",
    });
    expect(actions[0]!.reasoning).toContain("On 2026-02-10 the customer promised to pay by 2026-02-20, and has not.");
    const foreign = overdue({ ...all, brokenPromise: { ...all.brokenPromise, amount: 500, currency: "USD" } });
    expect(JSON.stringify(recommend({ overdueCustomers: [foreign] }).actions[0]!.evidence)).not.toContain("500.00");
  });
});

describe("the confirmation", () => {
  test("in English", () => {
    expect(mailOf({ paidInvoices: [paid()] })).toMatchObject({
      subject: "Payment received: invoice INV/2026/00017",
      text: `Dear Brandon Freeman,

Thank you: we have received your payment. The invoice below is settled in full.

- Invoice INV/2026/00017 of January 2, 2026, paid February 27, 2026: €1,250.00

If anything is unclear or wrong, just reply to this message.

Kind regards,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });

  test("in French, of several invoices", () => {
    const invoices = [paidInvoice(), paidInvoice({ id: 18, number: "INV/2026/00018", date: null, total: 0.1 })];
    expect(mailOf({ paidInvoices: [paid({ invoices, recipient: french })] })).toMatchObject({
      subject: "Paiement reçu : 2 factures",
      text: `Bonjour Élodie Martin,

Merci : nous avons bien reçu votre paiement. Les factures ci-dessous sont entièrement réglées.

- Facture INV/2026/00017 du 2 janvier 2026, réglée le 27 février 2026 : 1 250,00 €
- Facture INV/2026/00018, réglée le 27 février 2026 : 0,10 €

Total : 1 250,10 €

Pour toute question ou erreur, il suffit de répondre à ce message.

Cordialement,
Marie Curie
Meubles Duval
+32 2 555 01 01
`,
    });
  });
});

describe("languages, money and dates", () => {
  const lineFor = (lang: string | null, over: Parameters<typeof overdue>[0] = {}): string => {
    const { text } = mailOf({ overdueCustomers: [overdue({ reminder: step({ recipient: { ...recipient, lang } }), ...over })] });
    return text.split("\n").find((line) => line.startsWith("- "))!;
  };

  test.each([
    ["en_GB", "- Invoice INV/2026/00017 of 2 January 2026, due 1 February 2026, 29 days overdue: €1,250.00"],
    ["fr_BE", "- Facture INV/2026/00017 du 2 janvier 2026, échue le 1 février 2026, 29 jours de retard : 1 250,00 €"],
    ["de_DE", "- Rechnung INV/2026/00017 vom 2. Januar 2026, fällig am 1. Februar 2026, 29 Tage überfällig: 1.250,00 €"],
    ["de_AT", "- Rechnung INV/2026/00017 vom 2. Jänner 2026, fällig am 1. Februar 2026, 29 Tage überfällig: € 1.250,00"],
    ["es_ES", "- Factura INV/2026/00017 del 2 de enero de 2026, vencida el 1 de febrero de 2026, 29 días de retraso: 1250,00 €"],
    ["es_MX", "- Factura INV/2026/00017 del 2 de enero de 2026, vencida el 1 de febrero de 2026, 29 días de retraso: EUR 1,250.00"],
    ["nl_NL", "- Invoice INV/2026/00017 of 2 January 2026, due 1 February 2026, 29 days overdue: €1,250.00"],
    ["sr@latin", "- Invoice INV/2026/00017 of 2 January 2026, due 1 February 2026, 29 days overdue: €1,250.00"],
    ["no such language", "- Invoice INV/2026/00017 of 2 January 2026, due 1 February 2026, 29 days overdue: €1,250.00"],
    [null, "- Invoice INV/2026/00017 of 2 January 2026, due 1 February 2026, 29 days overdue: €1,250.00"],
  ])("%s", (lang, line) => {
    expect(lineFor(lang)).toBe(line);
  });

  test("a currency is written in its own places and cannot be mistaken for another", () => {
    expect(lineFor("fr_FR", { currency: USD })).toMatch(/ 1 250,00 \$US$/);
    expect(lineFor("en_GB", { currency: USD })).toMatch(/US\$1,250\.00$/);
    expect(lineFor("en_US", { currency: JPY })).toMatch(/¥1,250$/);
  });
});

test("text and HTML say the same, in the same order", () => {
  const { text, html } = mailOf({ overdueCustomers: [overdue({ invoices: two })] });
  const words = html.replaceAll(/<[^>]+>/g, " ");
  for (const said of [
    "Dear Brandon Freeman,",
    "INV/2026/00017",
    "€1,250.00",
    "INV/2026/00018",
    "1 day overdue",
    "€99.50",
    "Total overdue: €1,349.50",
  ]) {
    expect(text).toContain(said);
    expect(words).toContain(said);
  }
  expect(html).not.toMatch(/<(a|img|script|style|link|iframe)\b/i);
});
