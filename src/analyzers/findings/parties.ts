export interface CurrencyRef {
  readonly id: number;
  /** ISO 4217, such as `EUR`. */
  readonly code: string;
  /** Decimal places in which amounts of this currency are written. */
  readonly decimals: number;
}

export interface CompanyRef {
  readonly id: number;
  readonly name: string;
  /** The currency its books are kept in. */
  readonly currency: CurrencyRef;
  /** IANA name; decides what "today" is. From the settings, else the company's own contact or calendar, else UTC. */
  readonly timezone: string;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  readonly partnerId: number;
  readonly email: string | null;
  readonly phone: string | null;
}

/** The commercial entity that owes: messages are consolidated on it. */
export interface CustomerRef {
  readonly partnerId: number;
  readonly name: string;
  readonly phone: string | null;
  /** ISO 3166 alpha-2. */
  readonly country: string | null;
  /** Odoo locale such as `fr_FR`. */
  readonly lang: string | null;
}

/** Whom a message to the customer goes to: its invoice address, else the commercial entity. */
export interface Recipient {
  readonly partnerId: number;
  readonly name: string;
  /** One bare address, lower case. */
  readonly email: string;
  /** The partner's `email` exactly as Odoo holds it; revalidation compares with this. */
  readonly emailAsRead: string;
  /** Odoo locale such as `fr_FR`; the commercial entity's when the contact has none. */
  readonly lang: string | null;
  /** IANA name; the commercial entity's when the contact has none, else null. */
  readonly timezone: string | null;
  readonly country: string | null;
  /** Odoo's own mail blacklist. */
  readonly isBlacklisted: boolean;
}

/** The person of the company who answers for the customer: Reply-To of messages, owner of activities. */
export interface Salesperson {
  readonly userId: number;
  readonly name: string;
  readonly email: string | null;
}
