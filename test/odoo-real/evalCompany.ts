import type { CompanyBuilder } from "#simulator/index.ts";
import type { OdooData } from "#test/support/odooData.ts";
import type { EvalCase } from "../../suites/eval/types.ts";

type Step = (real: Map<number, number>) => Promise<unknown>;

/** A word that a company uses and that is not played on a real server is an error, not a company with less in it. */
function only<T extends object>(words: T, of: string): T {
  return new Proxy(words, {
    get: (known, word) => {
      if (typeof word === "string" && Object.hasOwn(known, word)) return Reflect.get(known, word) as unknown;
      throw new Error(
        `${of}.${String(word)} is not played on a real Odoo: take another company, or teach test/odoo-real/evalCompany.ts the word.`,
      );
    },
  });
}

/** The day that `-20d`, `+5d` or `today` stands for on the real server, whose clock nobody can set. */
const day = (relative: string): string =>
  new Date(Date.now() + (relative === "today" ? 0 : Number.parseInt(relative, 10)) * 86_400_000).toISOString().slice(0, 10);
const later = (relative: string, days: number): string => `${Number.parseInt(relative, 10) + days}d`;

interface InvoiceWords {
  readonly amount: number;
  readonly due: string;
  readonly paid?: number | "all";
  readonly paidOn?: string;
  readonly draft?: boolean;
  readonly disputed?: boolean;
}

/**
 * Makes a company of the quality suite on a real server, step by step as it describes itself, through the API as people
 * would. Its ids are placeholders until then; the answer has those by which the company remembers, as the server knows them.
 */
export async function playCompany(data: OdooData, { build }: Pick<EvalCase, "build">): Promise<Record<string, number>> {
  const { admin, release } = data;
  const steps: Step[] = [];
  let placeholders = 0;
  const make = (work: (real: Map<number, number>) => Promise<number>): number => {
    placeholders -= 1;
    const id = placeholders;
    steps.push(async (real) => real.set(id, await work(real)));
    return id;
  };

  const customer = (input: { name: string; email?: string | null; invoiceContact?: { name: string; email: string } }): unknown => {
    const email = input.email === undefined ? `${input.name.toLowerCase()}-${data.tag}@client.example` : (input.email ?? false);
    const id = make(() => data.customer(input.name, { email }));
    const contact = input.invoiceContact;
    if (contact !== undefined) steps.push((real) => data.invoiceContact(real.get(id)!, { name: contact.name, email: contact.email }));
    const invoice = (over: InvoiceWords): unknown => {
      const { amount, due, draft = false, disputed = false, paid, paidOn = "today" } = over;
      const of = make((real) => data.invoice({ partnerId: real.get(id)!, amount, date: day(later(due, -30)), due: day(due), draft }));
      const settled = { date: day(paidOn), ...(typeof paid === "number" ? { amount: paid } : {}) };
      if (paid !== undefined) steps.push((real) => data.pay(real.get(of)!, settled));
      if (disputed) steps.push((real) => data.dispute(real.get(of)!));
      const cancel = (): void =>
        void steps.push(async (real) => {
          await admin.call("account.move", "button_draft", [[real.get(of)!]]);
          await admin.call("account.move", "button_cancel", [[real.get(of)!]]);
        });
      return only({ id: of, customer: made, cancel }, "invoice");
    };
    const creditNote = ({ date = "today", reconcileWith }: { date?: string; reconcileWith: { id: number } }): void =>
      void steps.push((real) => data.reverse(real.get(reconcileWith.id)!, day(date)));
    const made = only({ id, invoice, creditNote }, "customer");
    return made;
  };

  const project = (input: { name: string; start: string; deadline: string }): unknown => {
    const id = make(() =>
      admin.create("project.project", {
        name: `${input.name} ${data.tag}`,
        user_id: 2,
        date: day(input.deadline),
        date_start: day(input.start),
      }),
    );
    const task = ({ name, deadline, assignee }: { name: string; deadline: string; assignee?: string }): unknown => {
      const due = day(deadline);
      const users = assignee === undefined ? [] : [2];
      steps.push((real) =>
        admin.create("project.task", {
          name: `${name} ${data.tag}`,
          project_id: real.get(id)!,
          date_deadline: release === 14 ? due : `${due} 12:00:00`,
          ...(release === 14 ? { user_id: users[0] ?? false } : { user_ids: [[6, 0, users]] }),
        }),
      );
      return made;
    };
    const made = only({ id, task }, "project");
    return made;
  };

  const ids: Record<string, number> = {};
  // the administrator stands for whoever a company names
  build(only({ customer, project, salesperson: () => 2 }, "company") as unknown as CompanyBuilder, ids);
  const real = new Map<number, number>();
  for (const step of steps) await step(real);
  return Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, real.get(id) ?? id]));
}
