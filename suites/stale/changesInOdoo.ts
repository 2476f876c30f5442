import type { Change, Situation } from "./situation.ts";
import {
  addressField,
  ALL,
  call,
  CONTACT,
  correctInvoice,
  INVOICE,
  MAIL,
  on,
  OPEN_INVOICE,
  RECORD,
  otherCustomer,
  repost,
  WORK,
  write,
  writeRecipient,
} from "./situation.ts";

const priceLine = ({ simulator, subject }: Situation, price: number) => {
  const [line] = simulator.inspect
    .records("account.move.line", [["move_id", "=", subject.record.id]])
    .filter((row) => Number(row["price_unit"]) > 0);
  return { invoice_line_ids: [[1, line!.id, { price_unit: price }]] };
};

const customer = ({ simulator, subject }: Situation) => simulator.company.customer({ name: subject.customerName });

const currencyOther = ({ simulator }: Situation): number => {
  const [found] = simulator.inspect.records("res.currency", [["name", "=", "GBP"]]);
  simulator.company.call("res.currency", "write", [[found!.id], { active: true }]);
  return found!.id;
};

function anotherCompany({ simulator, subject }: Situation): number {
  const { company } = simulator;
  const name = `Sister of ${subject.customerName}`;
  const partner = company.customer({ name, email: `sister.${subject.customerId}@ourcompany.example` });
  const currency = simulator.inspect.records("res.currency", [["name", "=", "USD"]])[0]!.id;
  return Number(company.call("res.company", "create", [{ name, partner_id: partner.id, currency_id: currency }]));
}

const administrator = ({ simulator }: Situation): number =>
  simulator.inspect.records("res.users", [["login", "=", simulator.adminLogin]])[0]!.id;

const NEW_ADDRESS = { email: "new.address@customer.example", phone: "+32470999999" } as const;

/** As Odoo's own merge does: everything points to the other customer, and the one it was is gone from sight. */
function mergeCustomer(at: Situation): void {
  const { customerId, recipientId, record } = at.subject;
  const into = otherCustomer(at);
  if (record.model === "account.move")
    call(at, "account.move", "_backdate", [record.id], { partner_id: into, commercial_partner_id: into });
  else if (record.model !== "res.partner") call(at, record.model, "write", [record.id], { partner_id: into });
  call(at, "res.partner", "write", [recipientId], { parent_id: into });
  call(at, "res.partner", "write", [customerId], { active: false });
}

function removeInvoice(at: Situation): void {
  const { id } = at.subject.record;
  call(at, "account.move", "button_draft", [id]);
  // 14 deletes no entry that ever had a number, short of a way that its own form does not offer
  if (at.simulator.release === 14) call(at, "account.move", "_backdate", [id], { name: "/" });
  call(at, "account.move", "unlink", [id]);
}

function removeRecord(at: Situation): void {
  call(at, at.subject.record.model, "unlink", [at.subject.record.id]);
}

/** What people and payments do in Odoo while an approved action waits. */
export const CHANGES_IN_ODOO: readonly Change[] = (
  [
    {
      name: "the amount was corrected",
      of: {
        ...on(
          INVOICE,
          correctInvoice((at) => priceLine(at, 650)),
        ),
        ...on(["stage", "message"], write({ expected_revenue: 8000 })),
      },
    },
    { name: "a part was paid", of: on(OPEN_INVOICE, ({ subject }) => subject.invoice!.pay({ amount: 100 })) },
    { name: "it was paid in full", of: on(OPEN_INVOICE, ({ subject }) => subject.invoice!.pay()) },
    { name: "the payment was taken back", of: { confirmation: repost({}) } },
    {
      name: "it was credited in full",
      of: on(OPEN_INVOICE, ({ subject }) => subject.invoice!.customer.creditNote({ amount: 900, reconcileWith: subject.invoice! })),
    },
    {
      name: "the due date was moved",
      of: { ...on(INVOICE, write({ invoice_date_due: "2026-03-20" })), note: write({ date_deadline: "2026-03-20" }) },
    },
    { name: "it was disputed", of: on(OPEN_INVOICE, ({ subject }) => subject.invoice!.dispute()) },
    { name: "the invoice was cancelled", of: on(INVOICE, ({ subject }) => subject.invoice!.cancel()) },
    { name: "the record was deleted", of: { ...on(INVOICE, removeInvoice), ...on(WORK, removeRecord) } },
    { name: "the record was archived", of: on(WORK, write({ active: false })) },
    {
      name: "it was moved to another customer",
      of: {
        ...on(
          INVOICE,
          correctInvoice((at) => ({ partner_id: otherCustomer(at) })),
        ),
        ...on(WORK, (at) => write({ partner_id: otherCustomer(at) })(at)),
      },
    },
    {
      name: "the currency was corrected",
      of: on(
        INVOICE,
        correctInvoice((at) => ({ currency_id: currencyOther(at) })),
      ),
    },
    {
      name: "it was moved to another company",
      of: on(RECORD, (at) => call(at, at.subject.record.model, "_backdate", [at.subject.record.id], { company_id: anotherCompany(at) })),
    },
    {
      name: "the customer was given to another salesperson",
      of: on(["checkIn"], (at) => write({ user_id: administrator(at) })(at)),
    },
    {
      name: "the deal moved to another stage",
      of: on(["stage", "message"], (at) => write({ stage_id: stageNamed(at, "Proposition") })(at)),
    },
    { name: "somebody else won the deal already", of: on(["stage", "message"], (at) => write({ stage_id: stageNamed(at, "Won") })(at)) },
    {
      name: "the customer was archived",
      of: on(ALL, (at) => call(at, "res.partner", "write", [at.subject.customerId], { active: false })),
    },
    { name: "the customer was merged into another", of: on(ALL, mergeCustomer) },
    { name: "the address was changed", of: on(CONTACT, (at) => writeRecipient({ [addressField(at)]: NEW_ADDRESS[addressField(at)] })(at)) },
    { name: "the address was removed", of: on(CONTACT, (at) => writeRecipient({ [addressField(at)]: false })(at)) },
    { name: "the recipient was archived", of: on(CONTACT, writeRecipient({ active: false })) },
    { name: "the recipient was moved to another customer", of: on(CONTACT, (at) => writeRecipient({ parent_id: otherCustomer(at) })(at)) },
    { name: "the recipient's language was changed", of: on(MAIL, writeRecipient({ lang: "fr_FR" })) },
    {
      name: "the recipient opted out in Odoo",
      of: on(CONTACT, (at) => {
        const { company } = at.simulator;
        if (addressField(at) === "email") return company.call("mail.blacklist", "create", [{ email: at.subject.address }]);
        return company.call("phone.blacklist", "create", [{ number: at.subject.address }]);
      }),
    },
    { name: "the customer answered", of: { reminder: (at) => customer(at).wrote({ date: "today", body: "We will look at it." }) } },
    { name: "somebody wrote to the customer from Odoo", of: { reminder: (at) => customer(at).mailed({ date: "today" }) } },
    { name: "the customer promised to pay", of: { reminder: (at) => customer(at).promise({ until: "+5d" }) } },
    { name: "money came in that matches no invoice yet", of: { reminder: (at) => customer(at).unappliedPayment({ amount: 900 }) } },
  ] satisfies readonly Omit<Change, "untilEffect">[]
).map((change) => ({ ...change, untilEffect: true }));

function stageNamed({ simulator }: Situation, name: string): number {
  return simulator.inspect.records("crm.stage", [["name", "=", name]])[0]!.id;
}
