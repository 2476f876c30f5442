import type { OverdueLine, PromiseWords, ReminderWords, Texts } from "./types.ts";

const subjects = { friendly: "Payment reminder", firm: "Overdue payment", final: "Final reminder" } as const;

const what = (invoiceCount: number, onlyInvoice: string | null): string =>
  onlyInvoice === null ? `${invoiceCount} invoices` : `invoice ${onlyInvoice}`;

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** What the customer told us comes first: a person kept it in mind. */
function promised({ saidOn, until, invoices }: PromiseWords): string {
  const what = invoices === null ? "" : `${invoices.length === 1 ? "invoice" : "invoices"} ${list.format(invoices)} `;
  return `You told us on ${saidOn} that you would pay ${what}by ${until}. `;
}

function opening({ tone, invoiceCount, remindedOn, promise }: ReminderWords): string[] {
  const one = invoiceCount === 1;
  const invoices = one ? "the invoice below is" : "the invoices below are";
  const state =
    remindedOn === null || promise !== null
      ? `According to our records ${invoices} ${promise === null ? "overdue" : "still unpaid"}.`
      : `We reminded you on ${remindedOn}, and ${invoices} still unpaid.`;
  const still = `${promise === null ? "" : promised(promise)}${state}`;
  switch (tone) {
    case "friendly":
      return [
        `${still} Perhaps ${one ? "it has" : "they have"} just slipped through; we would be glad to receive your payment in the next days.`,
      ];
    case "firm":
      return [`${still} Please pay now, or tell us what is holding it up.`];
    case "final":
      return [
        `${still} This is our last reminder before a colleague contacts you in person.`,
        `Please pay without further delay, or reply if something is wrong with ${one ? "the invoice" : "the invoices"}.`,
      ];
  }
}

const daysOverdue = (days: number): string => `${days} ${days === 1 ? "day" : "days"} overdue`;

function remarks({ openInAll, paymentReference, customerReference }: OverdueLine): string {
  const said = [
    ...(openInAll === null ? [] : [`overdue instalments; ${openInAll} open in all`]),
    ...(paymentReference === null ? [] : [`payment reference ${paymentReference}`]),
    ...(customerReference === null ? [] : [`your reference ${customerReference}`]),
  ];
  return said.length === 0 ? "" : `(${said.join("; ")})`;
}

export const en: Texts = {
  greeting: (name) => (name === null ? "Hello," : `Dear ${name},`),
  regards: "Kind regards,",
  contact: "If anything is unclear or wrong, just reply to this message.",
  reminder: {
    subject: ({ tone, invoiceCount, onlyInvoice }) => `${subjects[tone]}: ${what(invoiceCount, onlyInvoice)}`,
    opening,
    line: (line) => {
      const of = line.date === null ? "" : ` of ${line.date}`;
      const after = remarks(line);
      return `Invoice ${line.number}${of}, due ${line.dueDate}, ${daysOverdue(line.daysOverdue)}: ${line.residual}${after === "" ? "" : ` ${after}`}`;
    },
    headings: ["Invoice", "Date", "Due", "Overdue", "Amount"],
    daysOverdue,
    remarks,
    total: (total) => `Total overdue: ${total}`,
    howToPay: ({ invoiceCount, hasPaymentReferences }) =>
      `How to pay: please transfer the total to the bank account stated on the ${invoiceCount === 1 ? "invoice" : "invoices"}, quoting the ${
        hasPaymentReferences ? "payment reference" : `invoice ${invoiceCount === 1 ? "number" : "numbers"}`
      }.`,
    ignoreIfPaid: "If you have just paid, please ignore this message.",
  },
  dealFollowUp: {
    unnamed: "our offer",
    subject: (deal) => `About ${deal}`,
    opening: (deal, again) =>
      again
        ? `We wrote to you about "${deal}" some time ago and would still like to know where it stands on your side.`
        : `We have not heard from each other about "${deal}" for a while and would like to know where it stands on your side.`,
    closing: "Is anything missing for your decision? A short word is enough, also if your plans have changed.",
  },
  dealCheckIn: ({ name, from, deal, phone }) =>
    `${name === null ? "Hello" : `Hello ${name}`}, this is ${from}. Do you still need anything from us for "${deal}"? We are glad to help${
      phone === null ? "" : `: ${phone}`
    }.`,
  sellerOf: (seller, company) => `${seller} of ${company}`,
  smsEnding: (code) => `Reply STOP for no more messages. Ref ${code}`,
  confirmation: {
    subject: (invoiceCount, onlyInvoice) => `Payment received: ${what(invoiceCount, onlyInvoice)}`,
    opening: (invoiceCount) =>
      invoiceCount === 1
        ? "Thank you: we have received your payment. The invoice below is settled in full."
        : "Thank you: we have received your payment. The invoices below are settled in full.",
    line: ({ number, date, paidOn, total }) => `Invoice ${number}${date === null ? "" : ` of ${date}`}, paid ${paidOn}: ${total}`,
    headings: ["Invoice", "Date", "Paid", "Amount"],
    total: (total) => `Total: ${total}`,
  },
};
