import type { CompanyRef, CustomerRef, Salesperson } from "./parties.ts";

/** One thing that speaks for trouble, with its number. */
export interface RiskSign {
  readonly sign: "overdue_tasks" | "missed_milestone" | "deadline_passed" | "reported_off_track";
  /** A sentence with numbers and dates. */
  readonly sentence: string;
  readonly record: { readonly model: string; readonly id: number } | null;
}

export interface ProjectFacts {
  readonly id: number;
  readonly name: string;
  /** The day it should end. */
  readonly deadline: string | null;
  readonly openTasks: number;
  readonly overdueTasks: number;
  /** A milestone that should have been reached and was not, the earliest. */
  readonly missedMilestone: { readonly id: number; readonly name: string; readonly deadline: string } | null;
  /** Selection as Odoo holds it; null where this release keeps none. */
  readonly reportedStatus: string | null;
  readonly manager: Salesperson | null;
}

/** A project that is likely to go wrong. */
export interface ProjectAtRiskFinding {
  readonly kind: "project_at_risk";
  readonly company: CompanyRef;
  readonly customer: CustomerRef | null;
  readonly project: ProjectFacts;
  /** The worst first; at least one. */
  readonly signs: readonly RiskSign[];
}

/** Overdue tasks of one project that belong to nobody. */
export interface OwnerlessTasksFinding {
  readonly kind: "ownerless_tasks";
  readonly company: CompanyRef;
  readonly customer: CustomerRef | null;
  readonly project: { readonly id: number; readonly name: string; readonly manager: Salesperson };
  /** The longest overdue first; at most twenty. */
  readonly tasks: readonly { readonly id: number; readonly name: string; readonly deadline: string; readonly daysOverdue: number }[];
  readonly omittedTasks: number;
  /** The field that names who does a task on this release. */
  readonly assigneeField: "user_ids" | "user_id";
}

/** The open work of one person. */
export interface PersonLoad {
  readonly userId: number;
  readonly name: string;
  readonly openTasks: number;
  readonly overdueTasks: number;
}

export interface WorkMetrics {
  readonly company: CompanyRef;
  readonly today: string;
  readonly openProjects: number;
  readonly openTasks: number;
  readonly overdueTasks: number;
  readonly unassignedTasks: number;
  /** Most open tasks first. */
  readonly people: readonly PersonLoad[];
}
