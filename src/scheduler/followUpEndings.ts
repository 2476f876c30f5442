import { openCommitmentRows } from "#src/db/access/customerCommitments.ts";
import { repliedSince } from "#src/db/access/customerReplies.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { FollowUpView } from "#src/followups/index.ts";
import { defineModel, invoiceModel, leadModel, partnerModel, taskModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { asksForMoney, commitmentOf } from "#src/outreach/index.ts";
import { OPERATION_OF, type ActionType } from "#src/protocol/index.ts";
import { addressesIn, commitmentSentence, isFromCustomer, readMessages, strongestFirst, type Commitment } from "#src/signals/index.ts";

const [lead, task, invoice, partner] = [leadModel.shape, taskModel.shape, invoiceModel.shape, partnerModel.shape];

const dealModel = defineModel("crm.lead", {
  active: lead.active,
  probability: lead.probability,
  partner_id: lead.partner_id,
});
const workModel = defineModel("project.task", { active: task.active, is_closed: task.is_closed, partner_id: task.partner_id });
const owedModel = defineModel("account.move", {
  state: invoice.state,
  payment_state: invoice.payment_state,
  commercial_partner_id: invoice.commercial_partner_id,
});
const customerModel = defineModel("res.partner", {
  active: partner.active,
  email: partner.email,
  commercial_partner_id: partner.commercial_partner_id,
});

/** Which customer a follow-up is about, and the invoice where it is about one. */
interface Subject {
  readonly partnerId: number | null;
  readonly invoiceIds: readonly number[];
}

type Looked = { readonly ended: string } | { readonly about: Subject };

/**
 * Why what a follow-up is about has ended, over the facts as they are now: a paid invoice, a won or lost deal, a done task, a customer
 * who is archived, has answered since, promised to pay or disputes it, or whose reminders a person stopped. Null where it goes on.
 * @throws what the reader throws.
 */
export async function endingOf(ctx: Context, reader: OdooReader, followUp: FollowUpView): Promise<string | null> {
  const looked = await lookAt(reader, followUp);
  if ("ended" in looked) return looked.ended;
  const { partnerId, invoiceIds } = looked.about;
  if (partnerId === null) return null;
  const family = await reader.list(customerModel, {
    domain: [["commercial_partner_id", "=", partnerId]],
    context: { active_test: false },
  });
  if (family.find(({ id }) => id === partnerId)?.active === false) return "The customer is archived in Odoo.";
  const standing = await standingOf(ctx, followUp.actionType, partnerId, invoiceIds);
  if (standing !== undefined) return commitmentSentence(standing, standing.recordedAt.slice(0, 10));
  return contacts(followUp.actionType) ? answeredSince(ctx, reader, followUp, partnerId, family) : null;
}

const contacts = (actionType: ActionType): boolean => ["send_email", "send_sms"].includes(OPERATION_OF[actionType]);

async function lookAt(reader: OdooReader, { contextType, contextId, actionType }: FollowUpView): Promise<Looked> {
  switch (contextType) {
    case "deal": {
      const [deal] = await reader.byIds(dealModel, [contextId]);
      if (deal === undefined) return { ended: "The deal no longer exists in Odoo, or may no longer be seen." };
      if (deal.probability >= 100) return { ended: "The deal is won." };
      if (!deal.active || deal.probability <= 0) return { ended: "The deal is lost." };
      return { about: { partnerId: await commercialOf(reader, deal.partner_id?.id), invoiceIds: [] } };
    }
    case "task": {
      const [work] = await reader.byIds(workModel, [contextId]);
      if (work === undefined) return { ended: "The task no longer exists in Odoo, or may no longer be seen." };
      if (!work.active) return { ended: "The task is archived." };
      if (work.is_closed) return { ended: "The task is done." };
      return { about: { partnerId: await commercialOf(reader, work.partner_id?.id), invoiceIds: [] } };
    }
    case "invoice": {
      const [owed] = await reader.byIds(owedModel, [contextId]);
      if (owed === undefined) return { ended: "The invoice no longer exists in Odoo, or may no longer be seen." };
      if (owed.state !== "posted") return { ended: `The invoice is ${owed.state === "cancel" ? "cancelled" : "no longer posted"}.` };
      // thanks for a payment are about nothing else
      const end = actionType === "send_payment_confirmation" ? undefined : SETTLED[owed.payment_state ?? ""];
      if (end !== undefined) return { ended: end };
      return { about: { partnerId: owed.commercial_partner_id?.id ?? null, invoiceIds: [contextId] } };
    }
    case "customer":
      return { about: { partnerId: await commercialOf(reader, contextId), invoiceIds: [] } };
  }
}

const SETTLED: Readonly<Record<string, string>> = {
  paid: "The invoice is paid.",
  in_payment: "The invoice is paid.",
  reversed: "The invoice was credited.",
};

async function commercialOf(reader: OdooReader, id: number | undefined): Promise<number | null> {
  if (id === undefined) return null;
  const [row] = await reader.byIds(customerModel, [id]);
  return row?.commercial_partner_id?.id ?? id;
}

/** What stands recorded against it: nobody is written to who disputes something, and nobody asks for what is promised. */
async function standingOf(
  ctx: Context,
  actionType: ActionType,
  partnerId: number,
  invoiceIds: readonly number[],
): Promise<Commitment | undefined> {
  const isForMoney = asksForMoney(actionType);
  if (actionType === "send_payment_confirmation" || (!isForMoney && !contacts(actionType))) return undefined;
  const kinds = isForMoney ? (["promise", "dispute", "stop"] as const) : (["dispute", "stop"] as const);
  const rows = await withTransaction(ctx, (inner) => openCommitmentRows(inner, { partnerIds: [partnerId], kinds }));
  const about = rows.flatMap((row) => commitmentOf(row) ?? []).filter((one) => isAbout(one, invoiceIds));
  return strongestFirst(about)[0];
}

/** One about some invoices concerns a follow-up about one of them; the others are sorted out by the analysis. */
const isAbout = ({ invoiceIds: named }: Commitment, ids: readonly number[]): boolean =>
  named.length === 0 || ids.some((id) => named.includes(id));

/** Who has answered since it was scheduled is answered by a person, unless one has let the reminders go on since. */
async function answeredSince(
  ctx: Context,
  reader: OdooReader,
  { createdAt, contextType, contextId }: FollowUpView,
  partnerId: number,
  family: readonly { readonly id: number; readonly email: string | null }[],
): Promise<string | null> {
  const since = new Date(createdAt);
  const { repliedAt, resumedAt } = await withTransaction(ctx, (inner) => repliedSince(inner, { partnerId, since }));
  const partnerIds = new Set([partnerId, ...family.map(({ id }) => id)]);
  const emails = new Set(family.flatMap(({ email }) => addressesIn(email)));
  const invoiceIds = contextType === "invoice" ? [contextId] : (await openInvoices(reader, [...partnerIds])).map(({ id }) => id);
  const messages = await readMessages(reader, { invoiceIds, partnerIds: [...partnerIds] }, since);
  const wrote = messages.find((message) => isFromCustomer(message, partnerIds, emails));
  const last = [repliedAt, wrote === undefined ? null : new Date(wrote.at)].reduce(later, null);
  if (last === null || (resumedAt !== null && resumedAt >= last)) return null;
  return `The customer has answered since it was scheduled, on ${last.toISOString().slice(0, 10)}.`;
}

const later = (best: Date | null, at: Date | null): Date | null => (at === null || (best !== null && best >= at) ? best : at);

async function openInvoices(reader: OdooReader, partnerIds: readonly number[]): Promise<readonly { readonly id: number }[]> {
  return reader.list(owedModel, {
    domain: [
      ["move_type", "=", "out_invoice"],
      ["state", "=", "posted"],
      ["payment_state", "in", ["not_paid", "partial"]],
      ["partner_id", "in", partnerIds],
    ],
  });
}
