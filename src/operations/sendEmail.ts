import type { OperationDefinition } from "./definition.ts";
import type { ListUnsubscribe } from "./mail/transport.ts";
import { final, retry } from "./outcome.ts";
import { messageIdOf } from "./tokens.ts";

/** Sends the exact mail that was approved. What `repeatable` and the look-up can say is the transport's to know. */
export const sendEmail: OperationDefinition<"send_email"> = {
  type: "send_email",
  repeatable: ({ mail }) => mail.repeatable,
  contacts: "email",
  token: messageIdOf,
  async run(inputs, { orgId, actionId, token }, { mail, clock, listUnsubscribe: linksOf }) {
    // Sending without what was approved would be another mail than the one that was approved.
    if (inputs.attach_invoice_ids.length > 0) return final("This version cannot attach invoices to a mail, so nothing was sent.");
    let listUnsubscribe: ListUnsubscribe | undefined;
    try {
      listUnsubscribe = await linksOf?.({ orgId, actionId });
    } catch {
      return retry("Whether the mail offers to unsubscribe could not be read, so nothing was sent.");
    }
    return mail.send({
      actionId,
      messageId: token,
      to: inputs.to,
      cc: inputs.cc,
      ...(inputs.reply_to === undefined ? {} : { replyTo: inputs.reply_to }),
      subject: inputs.subject,
      text: inputs.body_text,
      ...(inputs.body_html === undefined ? {} : { html: inputs.body_html }),
      language: inputs.language,
      date: clock.now(),
      ...(listUnsubscribe === undefined ? {} : { listUnsubscribe }),
    });
  },
  /** Found when it is found for every recipient: a mail that went to some of them is for a person to judge. */
  async lookUp(inputs, { actionId, since }, { mail }) {
    const refs: string[] = [];
    for (const recipient of inputs.to) {
      const found = await mail.lookUp({ actionId, recipient, since });
      if (found.kind !== "found") return found;
      if (!refs.includes(found.ref)) refs.push(found.ref);
    }
    return { kind: "found", ref: refs.join(",") };
  },
};
