import type { CompanyRef, CurrencyRef, CustomerRef, Recipient, Salesperson } from "./parties.ts";

/** An opportunity as it was read. */
export interface DealFacts {
  readonly id: number;
  readonly name: string;
  readonly stage: { readonly id: number; readonly name: string };
  /** Percent. */
  readonly probability: number;
  /** In the company's currency. */
  readonly expectedRevenue: number;
  /** The expected closing day. */
  readonly closing: string | null;
  /** When it came into its stage; null where Odoo does not know. */
  readonly stageSince: string | null;
  readonly createdAt: string | null;
  /** Odoo's ids as read; revalidation compares with them. */
  readonly asRead: { readonly partnerId: number | null; readonly closing: string | null };
}

/** What every finding about a deal says. */
interface AboutDeal {
  readonly company: CompanyRef;
  /** The company's: deals are valued in it. */
  readonly currency: CurrencyRef;
  /** The commercial entity behind the deal's contact. */
  readonly customer: CustomerRef;
  readonly deal: DealFacts;
  readonly salesperson: Salesperson | null;
}

/** An open deal that nobody has touched for a while: its contact is asked by mail. */
export interface StaleDealFinding extends AboutDeal {
  readonly kind: "stale_deal";
  readonly recipient: Recipient;
  /** Further addresses of the same contact. They stay Cc. */
  readonly cc: readonly Recipient[];
  /** The last day on which its stage changed or it was made. */
  readonly quietSince: string;
  readonly quietDays: number;
  /** Follow-ups that went out since then, unanswered. */
  readonly earlierFollowUps: number;
}

/** The person who is sent an SMS. */
export interface SmsRecipient {
  readonly partnerId: number;
  readonly name: string;
  /** E.164. */
  readonly number: string;
  /** The field of the partner that the number stands in, and its text exactly as Odoo holds it. */
  readonly field: "mobile" | "phone";
  readonly numberAsRead: string;
  readonly lang: string | null;
  readonly timezone: string | null;
  readonly country: string | null;
  /** Whether this Odoo keeps a phone blacklist that it can be asked about. */
  readonly hasBlacklist: boolean;
}

/** A deal that should close within days: its contact is asked by SMS whether anything is missing. */
export interface ClosingDealFinding extends AboutDeal {
  readonly kind: "closing_deal";
  readonly recipient: SmsRecipient;
  readonly daysToClosing: number;
}

/** A confirmed sales order of a deal whose stage is not won. */
export interface StageDriftFinding extends AboutDeal {
  readonly kind: "stage_drift";
  readonly order: {
    readonly id: number;
    readonly name: string;
    readonly state: string;
    readonly total: number;
    readonly currency: CurrencyRef;
    /** The day of the order, in the company's timezone. */
    readonly date: string | null;
  };
  readonly wonStage: { readonly id: number; readonly name: string };
}

/** Won in the last days, and nobody has begun. */
export interface WonDealFinding extends AboutDeal {
  readonly kind: "won_deal";
  readonly wonOn: string;
}

/** A good customer that nobody has been in touch with. */
export interface QuietCustomerFinding {
  readonly kind: "quiet_customer";
  readonly company: CompanyRef;
  readonly currency: CurrencyRef;
  readonly customer: CustomerRef;
  readonly salesperson: Salesperson | null;
  /** Invoiced without tax, net of credit notes, over the period, in the company's currency. */
  readonly revenue: number;
  readonly revenueDays: number;
  readonly medianRevenue: number;
  /** The day of the last contact that our own database knows of; Odoo was asked only about the last `quietAfterDays`. */
  readonly lastContact: string | null;
  readonly quietAfterDays: number;
}

/** Sums over a company's open deals, in its currency. */
export interface PipelineMetrics {
  readonly company: CompanyRef;
  readonly today: string;
  readonly openDeals: number;
  readonly expectedRevenue: number;
  /** Each deal's revenue times its probability. */
  readonly weightedRevenue: number;
  readonly stages: readonly {
    readonly stageId: number;
    readonly name: string;
    readonly deals: number;
    readonly expectedRevenue: number;
  }[];
  readonly wonLast30Days: { readonly deals: number; readonly expectedRevenue: number };
  /** Open deals that nobody touched for the organisation's number of days. */
  readonly staleDeals: number;
}
