import type { OverdueLine, PromiseWords, ReminderWords, Texts } from "./types.ts";

/** French puts a space that does not break before a colon and a semicolon. */
const NB = "\u00a0";

const subjects = { friendly: "Rappel de paiement", firm: "Retard de paiement", final: "Dernier rappel" } as const;

const what = (invoiceCount: number, onlyInvoice: string | null): string =>
  onlyInvoice === null ? `${invoiceCount} factures` : `facture ${onlyInvoice}`;

const list = new Intl.ListFormat("fr", { type: "conjunction" });

/** What the customer told us comes first: a person kept it in mind. */
function promised({ saidOn, until, invoices }: PromiseWords): string {
  const what = invoices === null ? "" : `${invoices.length === 1 ? "la facture" : "les factures"} ${list.format(invoices)} `;
  return `Vous nous avez indiqué le ${saidOn} que vous paieriez ${what}au plus tard le ${until}. `;
}

function opening({ tone, invoiceCount, remindedOn, promise }: ReminderWords): string[] {
  const one = invoiceCount === 1;
  const unpaid = one ? "la facture ci-dessous reste impayée" : "les factures ci-dessous restent impayées";
  const settle = one ? "à son règlement" : "à leur règlement";
  const state =
    remindedOn === null || promise !== null ? `Sauf erreur de notre part, ${unpaid}.` : `Malgré notre rappel du ${remindedOn}, ${unpaid}.`;
  const still = `${promise === null ? "" : promised(promise)}${state}`;
  switch (tone) {
    case "friendly":
      return [
        `${still} Il s'agit sans doute d'un oubli${NB}; nous vous remercions de bien vouloir procéder ${settle} dans les prochains jours.`,
      ];
    case "firm":
      return [`${still} Merci de procéder ${settle} dès maintenant ou de nous indiquer ce qui le retarde.`];
    case "final":
      return [
        `${still} Ceci est notre dernier rappel avant que l'un de nos collègues ne vous contacte personnellement.`,
        `Merci de procéder ${settle} sans délai ou de nous répondre si ${one ? "cette facture pose" : "ces factures posent"} problème.`,
      ];
  }
}

const daysOverdue = (days: number): string => `${days} ${days === 1 ? "jour" : "jours"} de retard`;

function remarks({ openInAll, paymentReference, customerReference }: OverdueLine): string {
  const said = [
    ...(openInAll === null ? [] : [`échéances dépassées${NB}; ${openInAll} restant dus au total`]),
    ...(paymentReference === null ? [] : [`référence de paiement ${paymentReference}`]),
    ...(customerReference === null ? [] : [`votre référence ${customerReference}`]),
  ];
  return said.length === 0 ? "" : `(${said.join(`${NB}; `)})`;
}

export const fr: Texts = {
  greeting: (name) => (name === null ? "Bonjour," : `Bonjour ${name},`),
  regards: "Cordialement,",
  contact: "Pour toute question ou erreur, il suffit de répondre à ce message.",
  reminder: {
    subject: ({ tone, invoiceCount, onlyInvoice }) => `${subjects[tone]}${NB}: ${what(invoiceCount, onlyInvoice)}`,
    opening,
    line: (line) => {
      const of = line.date === null ? "" : ` du ${line.date}`;
      const after = remarks(line);
      return `Facture ${line.number}${of}, échue le ${line.dueDate}, ${daysOverdue(line.daysOverdue)}${NB}: ${line.residual}${after === "" ? "" : ` ${after}`}`;
    },
    headings: ["Facture", "Date", "Échéance", "Retard", "Montant"],
    daysOverdue,
    remarks,
    total: (total) => `Total échu${NB}: ${total}`,
    howToPay: ({ invoiceCount, hasPaymentReferences }) => {
      const one = invoiceCount === 1;
      const quoting = hasPaymentReferences ? "la référence de paiement" : one ? "le numéro de la facture" : "les numéros des factures";
      return `Pour payer${NB}: merci de virer le total sur le compte bancaire indiqué sur ${one ? "la facture" : "les factures"}, en rappelant ${quoting}.`;
    },
    ignoreIfPaid: "Si vous venez de payer, merci de ne pas tenir compte de ce message.",
  },
  dealFollowUp: {
    unnamed: "notre offre",
    subject: (deal) => `À propos de ${deal}`,
    opening: (deal, again) =>
      again
        ? `Nous vous avons écrit il y a quelque temps au sujet de «${NB}${deal}${NB}» et aimerions toujours savoir où vous en êtes.`
        : `Nous n'avons pas échangé depuis quelque temps au sujet de «${NB}${deal}${NB}» et aimerions savoir où vous en êtes.`,
    closing: `Manque-t-il quelque chose pour votre décision${NB}? Un mot suffit, même si vos projets ont changé.`,
  },
  dealCheckIn: ({ name, from, deal, phone }) =>
    `${name === null ? "Bonjour" : `Bonjour ${name}`}, ici ${from}. Vous manque-t-il quelque chose pour "${deal}" ? Nous sommes là pour vous aider${
      phone === null ? "" : ` : ${phone}`
    }.`,
  sellerOf: (seller, company) => `${seller} de ${company}`,
  smsEnding: (code) => `STOP pour ne plus recevoir de messages. Réf ${code}`,
  confirmation: {
    subject: (invoiceCount, onlyInvoice) => `Paiement reçu${NB}: ${what(invoiceCount, onlyInvoice)}`,
    opening: (invoiceCount) =>
      invoiceCount === 1
        ? `Merci${NB}: nous avons bien reçu votre paiement. La facture ci-dessous est entièrement réglée.`
        : `Merci${NB}: nous avons bien reçu votre paiement. Les factures ci-dessous sont entièrement réglées.`,
    line: ({ number, date, paidOn, total }) => `Facture ${number}${date === null ? "" : ` du ${date}`}, réglée le ${paidOn}${NB}: ${total}`,
    headings: ["Facture", "Date", "Réglée le", "Montant"],
    total: (total) => `Total${NB}: ${total}`,
  },
};
