import type { SafeOperation } from "#src/protocol/index.ts";
import type { CompanyBuilder, InvoiceBuilder, Simulator } from "#simulator/index.ts";

/** What the actions of this suite are about, each with the operation that would run: every one that the product executes today. */
export const SUBJECTS = {
  reminder: "send_email",
  confirmation: "send_email",
  task: "create_odoo_task",
  activity: "log_odoo_activity",
  note: "create_internal_note",
  stage: "update_odoo_stage",
  message: "send_sms",
  checkIn: "schedule_follow_up",
} as const satisfies Record<string, SafeOperation>;

export type SubjectName = keyof typeof SUBJECTS;
export const SUBJECT_NAMES = Object.keys(SUBJECTS) as SubjectName[];

/** A customer of its own, with the record that one action is about. */
export interface Subject {
  readonly name: SubjectName;
  readonly customerId: number;
  readonly customerName: string;
  /** The contact that mail or SMS goes to. */
  readonly recipientId: number;
  /** Where it goes to: a mail address, or a phone number. */
  readonly address: string;
  readonly record: { readonly model: "account.move" | "project.task" | "crm.lead" | "res.partner"; readonly id: number };
  readonly invoice?: InvoiceBuilder;
  /** What our ledger remembers of an earlier reminder: its level, and how many days ago. */
  readonly reminded?: { readonly level: number; readonly daysAgo: number };
}

export const SALESPERSON = "sales@ourcompany.example";

/** Makes the customer and its record; `tag` keeps the customers of one suite apart. */
export function makeSubject({ company, inspect }: Pick<Simulator, "company" | "inspect">, name: SubjectName, tag: string): Subject {
  const address = `billing.${tag}.${name}@customer.example`;
  const customer = company.customer({
    name: `Customer ${tag} ${name}`,
    email: `office.${tag}.${name}@customer.example`,
    salesperson: SALESPERSON,
    invoiceContact: { name: `Billing ${tag} ${name}`, email: address },
  });
  const [contact] = inspect.records("res.partner", [["parent_id", "=", customer.id]]);
  const of = { name, customerId: customer.id, customerName: customer.name, recipientId: contact!.id, address } as const;
  const invoiced = (input: Parameters<typeof customer.invoice>[0]) => {
    const invoice = customer.invoice(input);
    return { invoice, record: { model: "account.move", id: invoice.id } } as const;
  };
  switch (name) {
    case "reminder":
      return { ...of, ...invoiced({ amount: 900, due: "-10d" }) };
    case "confirmation":
      return { ...of, ...invoiced({ amount: 900, due: "-20d", paid: "all", paidOn: "-1d" }), reminded: { level: 1, daysAgo: 9 } };
    case "task":
      return { ...of, ...invoiced({ amount: 900, due: "-58d" }), reminded: { level: 3, daysAgo: 10 } };
    case "activity":
      return { ...of, ...invoiced({ amount: 900, due: "-75d" }) };
    case "note":
      return { ...of, record: { model: "project.task", id: taskOf({ company, inspect }, customer) } };
    case "stage":
      return { ...of, record: { model: "crm.lead", id: dealOf(company, customer) } };
    case "checkIn":
      return { ...of, record: { model: "res.partner", id: customer.id } };
    case "message": {
      const phone = `+3247${String(contact!.id).padStart(7, "0")}`;
      company.call("res.partner", "write", [[contact!.id], { phone }]);
      return { ...of, address: phone, record: { model: "crm.lead", id: dealOf(company, customer) } };
    }
  }
}

type Customer = ReturnType<CompanyBuilder["customer"]>;

/** A late task of a customer's project; people below an administrator may not write on the project itself. */
function taskOf({ company, inspect }: Pick<Simulator, "company" | "inspect">, customer: Customer): number {
  const project = company.project({ name: `Project of ${customer.name}`, customer, manager: SALESPERSON });
  project.task({ name: "Move in", deadline: "-5d" });
  const [task] = inspect.records("project.task", [["project_id", "=", project.id]]);
  company.call("project.task", "write", [[task!.id], { partner_id: customer.id, company_id: 1 }]);
  return task!.id;
}

function dealOf(company: CompanyBuilder, customer: Customer): number {
  const deal = company.deal({ name: `Deal of ${customer.name}`, customer, stage: "Qualified", revenue: 5000, salesperson: SALESPERSON });
  company.call("crm.lead", "write", [[deal.id], { company_id: 1 }]);
  return deal.id;
}
