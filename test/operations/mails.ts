import type { MailMessage } from "#src/operations/index.ts";

export const ACTION_ID = "019cad1a-4c00-7000-8000-000000000001";

/** A mail as `send_email` hands it to a transport. */
export function mail(over: Partial<MailMessage> = {}): MailMessage {
  const actionId = over.actionId ?? ACTION_ID;
  return {
    actionId,
    messageId: `<${actionId}@ai-coo>`,
    to: ["billing@azure.example"],
    cc: [],
    replyTo: "owner@company.example",
    subject: "Facture échue: 1 250,00 €",
    text: "Bonjour,\n\n.la facture INV/2026/00017 est échue.\n",
    language: "fr",
    date: new Date("2026-03-02T09:00:00Z"),
    ...over,
  };
}
