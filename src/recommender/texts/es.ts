import type { OverdueLine, PromiseWords, ReminderWords, Texts } from "./types.ts";

const subjects = { friendly: "Recordatorio de pago", firm: "Pago vencido", final: "Último recordatorio de pago" } as const;

const what = (invoiceCount: number, onlyInvoice: string | null): string =>
  onlyInvoice === null ? `${invoiceCount} facturas` : `factura ${onlyInvoice}`;

const list = new Intl.ListFormat("es", { type: "conjunction" });

/** What the customer told us comes first: a person kept it in mind. */
function promised({ saidOn, until, invoices }: PromiseWords): string {
  const numbers = invoices === null ? "" : `${invoices.length === 1 ? "la factura" : "las facturas"} ${list.format(invoices)} `;
  return `Usted nos comunicó el ${saidOn} que pagaría ${numbers}a más tardar el ${until}. `;
}

function opening({ tone, invoiceCount, remindedOn, promise }: ReminderWords): string[] {
  const one = invoiceCount === 1;
  const invoices = one ? "la factura que figura abajo" : "las facturas que figuran abajo";
  const unpaid = one ? "sigue pendiente de pago" : "siguen pendientes de pago";
  const overdue = one ? "está vencida" : "están vencidas";
  const state =
    remindedOn === null || promise !== null
      ? `Según nuestros registros, ${invoices} ${promise === null ? overdue : unpaid}.`
      : `Le enviamos un recordatorio el ${remindedOn} y ${invoices} ${unpaid}.`;
  const still = `${promise === null ? "" : promised(promise)}${state}`;
  switch (tone) {
    case "friendly":
      return [`${still} Quizá se trate de un simple descuido; le agradeceríamos que efectuara el pago en los próximos días.`];
    case "firm":
      return [`${still} Le rogamos que efectúe el pago ahora o que nos indique qué lo retrasa.`];
    case "final":
      return [
        `${still} Este es nuestro último recordatorio antes de que una persona de nuestro equipo se ponga en contacto con usted.`,
        `Le rogamos que pague sin más demora o que nos responda si hay algún problema con ${one ? "la factura" : "las facturas"}.`,
      ];
  }
}

const daysOverdue = (days: number): string => `${days} ${days === 1 ? "día" : "días"} de retraso`;

function remarks({ openInAll, paymentReference, customerReference }: OverdueLine): string {
  const said = [
    ...(openInAll === null ? [] : [`plazos vencidos; ${openInAll} pendientes en total`]),
    ...(paymentReference === null ? [] : [`referencia de pago ${paymentReference}`]),
    ...(customerReference === null ? [] : [`su referencia ${customerReference}`]),
  ];
  return said.length === 0 ? "" : `(${said.join("; ")})`;
}

/** A greeting that fits whoever is addressed, and “usted” throughout. */
export const es: Texts = {
  greeting: (name) => (name === null ? "Buenos días:" : `Buenos días, ${name}:`),
  regards: "Un cordial saludo,",
  contact: "Si algo no está claro o no es correcto, basta con responder a este mensaje.",
  reminder: {
    subject: ({ tone, invoiceCount, onlyInvoice }) => `${subjects[tone]}: ${what(invoiceCount, onlyInvoice)}`,
    opening,
    line: (line) => {
      const of = line.date === null ? "" : ` del ${line.date}`;
      const after = remarks(line);
      return `Factura ${line.number}${of}, vencida el ${line.dueDate}, ${daysOverdue(line.daysOverdue)}: ${line.residual}${after === "" ? "" : ` ${after}`}`;
    },
    headings: ["Factura", "Fecha", "Vencimiento", "Retraso", "Importe"],
    daysOverdue,
    remarks,
    total: (total) => `Total vencido: ${total}`,
    howToPay: ({ invoiceCount, hasPaymentReferences }) => {
      const one = invoiceCount === 1;
      const quoting = hasPaymentReferences ? "la referencia de pago" : one ? "el número de la factura" : "los números de las facturas";
      return `Cómo pagar: le rogamos que transfiera el total a la cuenta bancaria que figura en ${one ? "la factura" : "las facturas"}, indicando ${quoting}.`;
    },
    ignoreIfPaid: "Si acaba de pagar, no tenga en cuenta este mensaje.",
  },
  dealFollowUp: {
    unnamed: "nuestra oferta",
    subject: (deal) => `Acerca de ${deal}`,
    opening: (deal, again) =>
      again
        ? `Hace algún tiempo le escribimos sobre «${deal}» y todavía nos gustaría saber en qué punto está por su parte.`
        : `Hace algún tiempo que no hablamos sobre «${deal}» y nos gustaría saber en qué punto está por su parte.`,
    closing: "¿Le falta algo para tomar una decisión? Basta con una respuesta breve, también si sus planes han cambiado.",
  },
  // the alphabet of SMS has neither á, í, ó nor ú: one of them would halve what a part holds
  dealCheckIn: ({ name, from, deal, phone }) =>
    `${name === null ? "Hola" : `Hola, ${name}`}, le escribe ${from}. ¿Necesita algo de nosotros para "${deal}"? Le ayudamos con gusto${
      phone === null ? "" : `: ${phone}`
    }.`,
  sellerOf: (seller, company) => `${seller} de ${company}`,
  smsEnding: (code) => `Responda STOP para dejar de recibir mensajes. Ref ${code}`,
  confirmation: {
    subject: (invoiceCount, onlyInvoice) => `Pago recibido: ${what(invoiceCount, onlyInvoice)}`,
    opening: (invoiceCount) =>
      invoiceCount === 1
        ? "Gracias, hemos recibido su pago. La factura que figura abajo está totalmente pagada."
        : "Gracias, hemos recibido su pago. Las facturas que figuran abajo están totalmente pagadas.",
    line: ({ number, date, paidOn, total }) => `Factura ${number}${date === null ? "" : ` del ${date}`}, pagada el ${paidOn}: ${total}`,
    headings: ["Factura", "Fecha", "Pagada el", "Importe"],
    total: (total) => `Total: ${total}`,
  },
};
