/**
 * The words in which tests, the demo and the quality suite describe a company.
 *
 * Days are relative to today: `"-30d"` is thirty days ago, `"+5d"` in five days, `"today"`; an absolute
 * `2026-05-01` works too. Amounts are in the document's currency, major unit. Every call does what a person
 * in Odoo would do (create, post, register a payment), so the records are consistent.
 */
export type Day = string;

export interface Company {
  /** Written into the journal; a journal of another company is refused. */
  readonly name: string;
  readonly seed: string;
  /** The company's own currency; default EUR. */
  readonly currency?: string;
  build(company: CompanyBuilder): void;
  /** What happens on a day after the first, called once for each day that has come, also after a pause. */
  everyDay?(company: CompanyBuilder, day: string): void;
}

export interface CustomerInput {
  readonly name: string;
  /** `null`: nobody knows an address. Default: derived from the name, `.example`. */
  readonly email?: string | null;
  readonly phone?: string;
  readonly mobile?: string;
  /** Odoo's code, default `en_US`. */
  readonly lang?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  readonly street?: string;
  readonly zip?: string;
  readonly city?: string;
  readonly isCompany?: boolean;
  /** On the mail blacklist (`is_blacklisted`). */
  readonly optedOut?: boolean;
  /** On the phone blacklist (`phone_blacklisted`). */
  readonly optedOutOfSms?: boolean;
  /** A contact of type `invoice`; reminders go there. */
  readonly invoiceContact?: { readonly name: string; readonly email: string | null; readonly lang?: string };
  /** Login. The customer's invoices are this person's too. */
  readonly salesperson?: string;
}

/** The company that runs this Odoo. */
export interface OwnCompanyInput {
  readonly name: string;
  readonly email: string;
  readonly phone?: string;
  readonly street?: string;
  readonly zip?: string;
  readonly city?: string;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** IANA name among Odoo's choices, e.g. `Europe/Brussels`. */
  readonly timezone?: string;
  /** The name of the administrator, who keeps the books. */
  readonly administrator?: { readonly name: string; readonly email: string };
}

export interface InvoiceInput {
  /** Untaxed total; a negative amount is not allowed, use `creditNote`. */
  readonly amount: number;
  readonly currency?: string;
  /** Default: `due` minus 30 days. */
  readonly date?: Day;
  readonly due: Day;
  /** Paid so far, on `paidOn` (default: today). `"all"` pays it in full. */
  readonly paid?: number | "all";
  readonly paidOn?: Day;
  readonly draft?: boolean;
  readonly label?: string;
  readonly reference?: string;
  readonly disputed?: boolean;
  /** Several due dates with their share of the total; `due` is then the last one. */
  readonly instalments?: readonly { readonly due: Day; readonly share: number }[];
  /** Collected by direct debit. 19 only: 14 keeps no payment method on an invoice. */
  readonly directDebit?: boolean;
}

export interface CompanyBuilder {
  /** The base date, `YYYY-MM-DD`. */
  readonly today: string;
  day(day: Day): string;
  /** Names the company itself, whose contact is the sender of everything. */
  own(input: OwnCompanyInput): void;
  /** Finds a customer made earlier, or makes one. */
  customer(input: CustomerInput): CustomerBuilder;
  vendor(input: CustomerInput): VendorBuilder;
  salesperson(input: { readonly name: string; readonly login: string; readonly email?: string }): number;
  /**
   * Money on the company's bank account: one reconciled journal entry, positive in, negative out.
   * `account` is the name of the counterpart in the chart; default sales or expenses.
   */
  bankEntry(input: { readonly amount: number; readonly date: Day; readonly label?: string; readonly account?: string }): number;
  /** Units of the currency per unit of the company's currency, from this day on. */
  rate(input: { readonly currency: string; readonly perUnit: number; readonly date?: Day }): void;
  deal(input: DealInput): DealBuilder;
  project(input: ProjectInput): ProjectBuilder;
  /** Anything else, as the administrator, in this process. */
  call(model: string, method: string, args?: readonly unknown[], kwargs?: Readonly<Record<string, unknown>>): unknown;
  /** Runs `work` with the server's clock at noon UTC of that day, so that create dates and messages are back-dated. */
  on<T>(day: Day, work: () => T): T;
}

export interface CustomerBuilder {
  readonly id: number;
  readonly name: string;
  /** Adds an invoice and returns it; `customer.invoice({…}).customer` leads back. */
  invoice(input: InvoiceInput): InvoiceBuilder;
  creditNote(input: {
    readonly amount: number;
    readonly currency?: string;
    readonly date?: Day;
    readonly reconcileWith?: InvoiceBuilder;
  }): InvoiceBuilder;
  /** Money that came in and matches no invoice yet. */
  unappliedPayment(input: { readonly amount: number; readonly currency?: string; readonly date?: Day }): number;
  /** A planned activity on the customer: "promised to pay by". */
  promise(input: { readonly until: Day; readonly summary?: string }): number;
  /** A mail that a person sent from Odoo. */
  mailed(input: { readonly date: Day; readonly subject?: string; readonly body?: string; readonly by?: string }): number;
  /** A mail from the customer that Odoo took in. */
  wrote(input: { readonly date: Day; readonly subject?: string; readonly body: string }): number;
  write(values: Readonly<Record<string, unknown>>): CustomerBuilder;
}

export interface VendorBuilder {
  readonly id: number;
  bill(input: {
    readonly amount: number;
    readonly currency?: string;
    readonly date?: Day;
    readonly due: Day;
    readonly paid?: number | "all";
    readonly paidOn?: Day;
    readonly reference?: string;
  }): InvoiceBuilder;
}

export interface InvoiceBuilder {
  readonly id: number;
  /** The number given by posting, e.g. `INV/2026/00017`; `/` for a draft. */
  readonly number: string;
  readonly customer: CustomerBuilder;
  pay(input?: { readonly amount?: number; readonly date?: Day }): InvoiceBuilder;
  /** Marks the receivable lines as disputed: `no_followup` on 19, `blocked` on 14. */
  dispute(value?: boolean): InvoiceBuilder;
  reminded(input: { readonly date: Day; readonly body?: string }): InvoiceBuilder;
  cancel(): InvoiceBuilder;
}

export interface DealInput {
  readonly name: string;
  readonly customer?: CustomerBuilder;
  readonly revenue?: number;
  readonly probability?: number;
  /** New, Qualified, Proposition, Won. */
  readonly stage?: string;
  readonly created?: Day;
  readonly lastStageChange?: Day;
  readonly closing?: Day;
  readonly salesperson?: string;
  readonly contact?: { readonly name: string; readonly email?: string; readonly phone?: string };
}

export interface DealBuilder {
  readonly id: number;
  message(input: { readonly date: Day; readonly body: string }): DealBuilder;
  plan(input: { readonly date: Day; readonly summary: string; readonly type?: "call" | "email" | "meeting" | "todo" }): DealBuilder;
  won(input: { readonly date: Day }): DealBuilder;
  /** A confirmed sales order of this opportunity. */
  order(input: { readonly amount: number; readonly date: Day }): DealBuilder;
}

export interface ProjectInput {
  readonly name: string;
  readonly customer?: CustomerBuilder;
  readonly manager?: string;
  readonly start?: Day;
  readonly deadline?: Day;
  /** 19 only: `on_track`, `at_risk`, `off_track`, `on_hold`. */
  readonly status?: string;
}

export interface ProjectBuilder {
  readonly id: number;
  task(input: {
    readonly name: string;
    readonly deadline?: Day;
    readonly assignee?: string;
    readonly done?: boolean;
    readonly stage?: string;
    readonly priority?: boolean;
  }): ProjectBuilder;
  /** 19 only; ignored on 14, which has none. */
  milestone(input: { readonly name: string; readonly deadline: Day; readonly reached?: boolean }): ProjectBuilder;
}
