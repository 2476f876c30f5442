import { chunk } from "#src/lib/asynchronous.ts";
import { defineModel, messageModel, partnerModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { ActionType } from "#src/protocol/index.ts";
import { addressesIn } from "#src/signals/index.ts";
import { dated, earliestEffect, listAmong, type Observer, type Subject } from "../observer.ts";

const message = defineModel("mail.message", {
  date: messageModel.shape.date,
  author_id: messageModel.shape.author_id,
  email_from: messageModel.shape.email_from,
});
const contact = defineModel("res.partner", {
  email: partnerModel.shape.email,
  commercial_partner_id: partnerModel.shape.commercial_partner_id,
});

/** Actions that a customer can answer: those that wrote to them, and those that had a person do so. */
const ANSWERABLE: readonly ActionType[] = [
  "send_invoice_reminder",
  "send_payment_confirmation",
  "create_collection_task",
  "escalate_overdue_invoice",
  "follow_up_on_stale_deal",
  "send_deal_check_in",
];
const ANSWERED = ["account.move", "crm.lead"] as const;
const IDS_PER_CALL = 500;
/** A mail that came in, or what somebody wrote on the record: out-of-office messages have a type of their own. */
const WRITTEN = ["email", "comment"];

/** Whether the customer's side wrote in Odoo after the effect: on the invoices or the deal of the action, or on the customer. */
export const replyObserver: Observer = {
  isFor: ({ actionType, partnerId }) => partnerId !== null && ANSWERABLE.includes(actionType),
  async observe(subjects, { reader }) {
    const customers = await readCustomers(reader, subjects);
    const written = new Map<number, string[]>();
    for await (const { customerId, at } of messagesFrom(reader, subjects, customers)) {
      const moments = written.get(customerId);
      if (moments === undefined) written.set(customerId, [at]);
      else moments.push(at);
    }
    return new Map(
      subjects.map((subject) => {
        const customerId = customers.customerOf.get(subject.partnerId ?? 0);
        const moments = customerId === undefined ? [] : (written.get(customerId) ?? []);
        const after = moments.filter((at) => Date.parse(at) > subject.effectAt.getTime()).toSorted();
        return [subject.actionId, { facts: after[0] === undefined ? [] : [dated("replied", after[0])] }];
      }),
    );
  },
};

interface Customers {
  /** The commercial entity of each contact. */
  readonly customerOf: ReadonlyMap<number, number>;
  /** Whose address it is; where several customers share one, nobody's. */
  readonly byEmail: ReadonlyMap<string, number | null>;
}

async function readCustomers(reader: OdooReader, subjects: readonly Subject[]): Promise<Customers> {
  const named = await reader.byIds(contact, [...new Set(subjects.flatMap(({ partnerId }) => (partnerId === null ? [] : [partnerId])))]);
  const customerIds = [...new Set(named.map((row) => row.commercial_partner_id?.id ?? row.id))];
  const family = await listAmong(reader, contact, "commercial_partner_id", customerIds);
  const customerOf = new Map<number, number>();
  const byEmail = new Map<string, number | null>();
  for (const row of [...named, ...family]) {
    const customerId = row.commercial_partner_id?.id ?? row.id;
    customerOf.set(row.id, customerId);
    for (const address of addressesIn(row.email)) {
      const owner = byEmail.get(address);
      byEmail.set(address, owner === undefined || owner === customerId ? customerId : null);
    }
  }
  return { customerOf, byEmail };
}

/** Messages that somebody of the customers wrote, a page at a time. */
async function* messagesFrom(
  reader: OdooReader,
  subjects: readonly Subject[],
  { customerOf, byEmail }: Customers,
): AsyncGenerator<{ readonly customerId: number; readonly at: string }> {
  const records = ANSWERED.map((model) => ({
    model: model as string,
    ids: subjects.flatMap(({ document: { affected_records: affected } }) => (affected.model === model ? affected.ids : [])),
  }));
  records.push({ model: "res.partner", ids: [...customerOf.keys()] });
  const since = earliestEffect(subjects);
  for (const { model, ids } of records) {
    for (const part of chunk([...new Set(ids)], IDS_PER_CALL)) {
      const pages = reader.each(message, {
        domain: [
          ["model", "=", model],
          ["res_id", "in", part],
          ["date", ">=", since],
          ["message_type", "in", WRITTEN],
        ],
      });
      for await (const page of pages) {
        for (const { date: at, author_id: author, email_from: from } of page) {
          if (at === null) continue;
          const customerId = author === null ? ownerOf(from, byEmail) : customerOf.get(author.id);
          if (customerId !== undefined) yield { customerId, at };
        }
      }
    }
  }
}

function ownerOf(from: string | null, byEmail: Customers["byEmail"]): number | undefined {
  for (const address of addressesIn(from)) {
    const owner = byEmail.get(address);
    if (owner !== undefined && owner !== null) return owner;
  }
  return undefined;
}
