import type { OdooReader } from "#src/odoo/read/index.ts";
import type { AccountFilters } from "./accountTypes.ts";
import type { CompanyRef, OutreachMemory } from "./findings.ts";
import type { AnalysisSettings } from "./settings.ts";

/** What every analysis is given. Nothing in it can change anything. */
export interface AnalysisInput {
  readonly reader: OdooReader;
  /** The moment of the run; "today" is its day in each company's timezone. */
  readonly now: Date;
  readonly settings: AnalysisSettings;
  readonly memory: OutreachMemory;
}

/** The run as seen from one company. */
export interface CompanyScope extends AnalysisInput {
  readonly company: CompanyRef;
  /** `YYYY-MM-DD` in the company's timezone. */
  readonly today: string;
  /** Partners that are companies of this database. */
  readonly ownPartnerIds: ReadonlySet<number>;
}

/** The same with what reading a company's books needs. */
export interface CompanyRun extends CompanyScope {
  readonly accounts: AccountFilters;
  /** The account that holds money between two own bank accounts. */
  readonly transferAccountId: number | null;
}
