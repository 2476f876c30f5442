import type { CompanyBuilder } from "#simulator/index.ts";
import { debtor, type EvalCase } from "../types.ts";
import { invoiceOf } from "./parts.ts";

/** What books look like when there is more than one invoice, payment, contact or company. */

const idsOf = (company: CompanyBuilder, model: string, domain: readonly unknown[]): number[] =>
  company.call(model, "search", [domain]) as number[];
const create = (company: CompanyBuilder, model: string, values: object): number => {
  const made = company.call(model, "create", [[values]]) as number[];
  return made[0]!;
};

/** A second company of the same Odoo, which the product may see; moves invoices to it. */
function branch(company: CompanyBuilder): { readonly partnerId: number; readonly take: (moveId: number) => void } {
  const [currency] = idsOf(company, "res.currency", [["name", "=", "EUR"]]);
  const partnerId = create(company, "res.partner", { name: "Branch" });
  const id = create(company, "res.company", { name: "Branch", partner_id: partnerId, currency_id: currency });
  company.call("res.users", "write", [idsOf(company, "res.users", [["login", "=", "aicoo"]]), { company_ids: [[4, id]] }]);
  return {
    partnerId,
    take: (moveId) => {
      company.call("account.move", "write", [[moveId], { company_id: id }]);
      company.call("account.move.line", "write", [idsOf(company, "account.move.line", [["move_id", "=", moveId]]), { company_id: id }]);
    },
  };
}

export const BOOKS: readonly EvalCase[] = [
  {
    about: "collected by direct debit",
    only: 19,
    build: (company) => void company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d", directDebit: true }),
    right: ["held direct_debit: Alder, 90.00 EUR"],
  },
  {
    about: "one of two is collected by direct debit",
    only: 19,
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      customer.invoice({ amount: 90, due: "-20d", directDebit: true });
      customer.invoice({ amount: 70, due: "-15d" });
    },
    right: ["left out direct_debit: Alder, invoice 1", "reminder 1: Alder, accounts@alder.example, 70.00 EUR, invoice 2"],
  },
  {
    about: "a payment is on its way",
    build: (company) => {
      const { id } = company.customer({ name: "Alder" }).invoice({ amount: 90, due: "-20d" });
      company.call("account.move", "write", [[id], { payment_state: "in_payment" }]);
    },
    right: [],
  },
  {
    about: "one of two is being paid",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      const { id } = customer.invoice({ amount: 90, due: "-30d" });
      customer.invoice({ amount: 70, due: "-9d" });
      company.call("account.move", "write", [[id], { payment_state: "in_payment" }]);
    },
    right: ["reminder 1: Alder, accounts@alder.example, 70.00 EUR, invoice 2"],
  },
  {
    about: "an archived customer",
    build: (company) => void debtor(company, "Alder", 20).write({ active: false }),
    right: ["held customer_archived: Alder, 500.00 EUR"],
  },
  {
    about: "the company owes itself",
    build: (company) => void debtor(company, "My Company", 20),
    right: ["held own_company: My Company, 500.00 EUR"],
  },
  {
    about: "more invoices than a message lists",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      for (let index = 0; index < 3; index++) customer.invoice({ amount: 10, due: `-${20 + index}d` });
    },
    settings: { reminders: { maxInvoicesPerMessage: 2 } },
    right: ["held too_many_invoices: Alder, 30.00 EUR"],
  },
  {
    about: "as many as a message lists",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      for (let index = 0; index < 3; index++) customer.invoice({ amount: 10, due: `-${20 + index}d` });
    },
    settings: { reminders: { maxInvoicesPerMessage: 3 } },
    right: ["reminder 1: Alder, accounts@alder.example, 30.00 EUR, invoice 1 2 3"],
  },
  {
    about: "more customers than a run is for: the largest first",
    build: (company) => {
      debtor(company, "Alder", 20, 100);
      debtor(company, "Birch", 20, 300);
      debtor(company, "Cedar", 20, 200);
    },
    settings: { reminders: { maxCustomersPerRun: 1 } },
    right: [
      "reminder 1: Birch, accounts@birch.example, 300.00 EUR, invoice 2",
      "held over_run_limit: Cedar, 200.00 EUR",
      "held over_run_limit: Alder, 100.00 EUR",
    ],
  },
  {
    about: "two companies beside each other, and a customer of both",
    build: (company) => {
      const { partnerId, take } = branch(company);
      const alder = company.customer({ name: "Alder" });
      alder.invoice({ amount: 90, due: "-20d" });
      take(alder.invoice({ amount: 70, due: "-30d" }).id);
      take(company.customer({ name: "Birch" }).invoice({ amount: 50, due: "-15d" }).id);
      invoiceOf(company, partnerId, 20, 30);
    },
    right: [
      "reminder 1: Alder, accounts@alder.example, 90.00 EUR, invoice 1",
      "held recently_contacted: Alder, 70.00 EUR",
      "reminder 1: Birch, accounts@birch.example, 50.00 EUR, invoice 3",
      "held own_company: Branch, 20.00 EUR",
    ],
  },
  {
    about: "one of two companies is looked at",
    build: (company) => {
      const { take } = branch(company);
      debtor(company, "Alder", 20);
      take(company.customer({ name: "Birch" }).invoice({ amount: 50, due: "-15d" }).id);
    },
    settings: { companyIds: [1] },
    right: ["reminder 1: Alder, accounts@alder.example, 500.00 EUR, invoice 1"],
  },
  {
    about: "contacts of a customer owe with it",
    build: (company) => {
      const customer = debtor(company, "Alder", 20, 90);
      const shop = create(company, "res.partner", { name: "Shop", parent_id: customer.id, email: "shop@alder.example" });
      invoiceOf(company, shop, 60, 9);
    },
    right: ["reminder 1: Alder, accounts@alder.example, 150.00 EUR, invoice 1 2"],
  },
  {
    about: "a contact alone owes, and the customer's invoice address is written to",
    build: (company) => {
      const customer = company.customer({ name: "Alder", invoiceContact: { name: "Billing", email: "billing@alder.example" } });
      invoiceOf(company, create(company, "res.partner", { name: "Shop", parent_id: customer.id }), 60, 9);
    },
    right: ["reminder 1: Alder, billing@alder.example, 60.00 EUR, invoice 1"],
  },
  {
    about: "two addresses: the second gets a copy",
    build: (company) =>
      void company.customer({ name: "Alder", email: "one@alder.example, two@alder.example" }).invoice({ amount: 90, due: "-20d" }),
    right: ["reminder 1: Alder, one@alder.example cc two@alder.example, 90.00 EUR, invoice 1"],
  },
  {
    about: "everything overdue is in one message, and nothing that is not due",
    build: (company) => {
      const customer = company.customer({ name: "Alder" });
      customer.invoice({ amount: 90, due: "-20d" });
      customer.invoice({ amount: 5, due: "+3d" });
      customer.invoice({ amount: 60, due: "-1d" });
    },
    right: ["reminder 1: Alder, accounts@alder.example, 150.00 EUR, invoice 1 3"],
  },
  {
    about: "the instalment that is overdue, not the invoice",
    build: (company) =>
      void company.customer({ name: "Alder" }).invoice({
        amount: 300,
        due: "+20d",
        date: "-40d",
        instalments: [
          { due: "-10d", share: 0.4 },
          { due: "+20d", share: 0.6 },
        ],
      }),
    right: ["reminder 1: Alder, accounts@alder.example, 120.00 EUR, invoice 1"],
  },
  {
    about: "a debt in dollars is asked for in dollars",
    build: (company) => {
      company.rate({ currency: "USD", perUnit: 2 });
      company.customer({ name: "Alder" }).invoice({ amount: 900, due: "-20d", currency: "USD" });
    },
    right: ["reminder 1: Alder, accounts@alder.example, 900.00 USD, invoice 1"],
  },
];
