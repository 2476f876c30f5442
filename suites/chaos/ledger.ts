import type { ActionPlan, Fate, LookUpFate } from "./plan.ts";

/** A call that would cause an effect, as it arrived outside. */
export interface Arrival {
  readonly seq: number;
  readonly fate: Fate["kind"];
}

/** What the judge knows of one action, kept in its own process and never in the product's database. */
export interface Entry {
  readonly plan: ActionPlan;
  readonly actionId: string;
  /** When the person began to say yes; null as long as nobody did. */
  approvedAt: number | null;
  /** Whether the product said that it took the yes. */
  approvalTaken: boolean;
  changedAt: number | null;
  readonly arrivals: Arrival[];
  /** When the product read the fact that is changed. */
  readonly reads: number[];
  lookUps: number;
}

/**
 * One sequence over everything that the judge sees: calls arriving at the stand-ins, changes of facts, decisions.
 * Being one process, it needs no clock to know what came before what.
 */
export class Ledger {
  #seq = 0;
  readonly #entries = new Map<string, Entry>();
  /** Actions whose effect, or the question about it, was under way when something was done to the product or its providers. */
  readonly inFlightAtFault = new Set<string>();
  /** What was done to calls, by kind. */
  readonly struck: Record<string, number> = {};
  /** Tokens that arrived and belong to no action. */
  readonly strangers: string[] = [];
  #honest = true;
  #general = 0;

  next(): number {
    return (this.#seq += 1);
  }

  add(plan: ActionPlan, actionId: string): Entry {
    const entry: Entry = {
      plan,
      actionId,
      approvedAt: null,
      approvalTaken: false,
      changedAt: null,
      arrivals: [],
      reads: [],
      lookUps: 0,
    };
    this.#entries.set(actionId, entry);
    return entry;
  }

  get(actionId: string): Entry | undefined {
    return this.#entries.get(actionId);
  }

  entries(): readonly Entry[] {
    return [...this.#entries.values()];
  }

  /** From here on the stand-ins tell the truth and take everything, or no longer. */
  setHonest(honest: boolean): void {
    this.#honest = honest;
  }

  get honest(): boolean {
    return this.#honest;
  }

  /** An effect's call arrives: what is to happen to it. */
  arrive(entry: Entry): Fate {
    const planned = entry.plan.fates[entry.arrivals.length];
    const fate: Fate = this.#honest || planned === undefined ? { kind: "well" } : planned;
    this.#count(fate.kind);
    entry.arrivals.push({ seq: this.next(), fate: fate.kind });
    if (["cut_before", "cut_after", "error_before", "error_after"].includes(fate.kind)) this.inFlightAtFault.add(entry.actionId);
    return fate;
  }

  /** A question that names no action: lied to one time in three. */
  askedOfAll(): LookUpFate {
    this.#general += 1;
    const fate = !this.#honest && this.#general % 3 === 0 ? "lie" : "well";
    this.#count(`look_up_${fate}`);
    return fate;
  }

  /** A question about an effect arrives: how it is answered. */
  asked(entry: Entry): LookUpFate {
    const planned = entry.plan.lookUps[entry.lookUps];
    entry.lookUps += 1;
    const fate = this.#honest || planned === undefined ? "well" : planned;
    this.#count(`look_up_${fate}`);
    return fate;
  }

  #count(kind: string): void {
    this.struck[kind] = (this.struck[kind] ?? 0) + 1;
  }
}
