import { pick, randomOf, shuffled, weighted, type Random } from "./random.ts";

/** What the actions do, one for each safe operation. */
export const KINDS = ["mail", "sms", "task", "stage", "activity", "note", "followUp"] as const;
export type Kind = (typeof KINDS)[number];

/** Three organisations, so that every provider and both transports of Odoo take part. */
export const ORGS = ["alpha", "beta", "gamma"] as const;
export type Org = (typeof ORGS)[number];

/** What happens to a call that would cause an effect. */
export type Fate =
  | { readonly kind: "well" }
  /** Done at once, answered late. */
  | { readonly kind: "late"; readonly ms: number }
  /** Done late, whoever still waits for it. */
  | { readonly kind: "held"; readonly ms: number }
  | { readonly kind: "cut_before" }
  | { readonly kind: "cut_after" }
  /** 429, or the mail server's "try later": certainly not done. */
  | { readonly kind: "busy" }
  | { readonly kind: "error_before" }
  | { readonly kind: "error_after" };

/** What happens to a question about an effect. `lie`: it is said not to be there. */
export type LookUpFate = "well" | "lie" | "error" | "cut";

export interface ActionPlan {
  readonly index: number;
  readonly org: Org;
  readonly kind: Kind;
  readonly decision: "approve" | "leave" | "reject" | "cancel";
  /** The facts change this long after the approval; null where they stay. */
  readonly changeAfterMs: number | null;
  /** Of its first calls, in their order; those after them go well. */
  readonly fates: readonly Fate[];
  readonly lookUps: readonly LookUpFate[];
}

/** Which worker is met: one that has an effect under way, where there is one soon, or one that has been up for a while. */
export type Aim = { readonly at: "effect" } | { readonly at: "any"; readonly upForMs: number };

export type ProcessFault =
  | { readonly kind: "kill"; readonly org: Org; readonly aim: Aim }
  | { readonly kind: "pause"; readonly org: Org; readonly aim: Aim; readonly ms: number }
  | { readonly kind: "cut"; readonly org: Org; readonly backends: number }
  | { readonly kind: "stop"; readonly downMs: number }
  | { readonly kind: "clock"; readonly org: Org; readonly jumpMs: number; readonly lastsMs: number };

export interface Amounts {
  readonly actions: number;
  readonly kills: number;
  readonly pauses: number;
  readonly cuts: number;
  readonly stops: number;
  readonly jumps: number;
}

export const SHORT: Amounts = { actions: 500, kills: 150, pauses: 12, cuts: 15, stops: 3, jumps: 12 };
export const LONG: Amounts = { actions: 5000, kills: 2000, pauses: 200, cuts: 200, stops: 20, jumps: 200 };

/** Actions of the round without any fault, for each organisation: every operation twice. */
export const CONTROLS = 2 * KINDS.length;

/** Everything that will be done to the product, from the seed alone. When it comes to each depends on the machine. */
export interface Plan {
  readonly controls: readonly ActionPlan[];
  readonly actions: readonly ActionPlan[];
  readonly faults: readonly ProcessFault[];
}

export function planOf(seed: number, amounts: Amounts, leaseMs: number, orgs: readonly Org[] = ORGS): Plan {
  const controls = orgs.flatMap((org, place) =>
    Array.from({ length: CONTROLS }, (_, number): ActionPlan => {
      const index = place * CONTROLS + number;
      const kind = KINDS[number % KINDS.length]!;
      return { index, org, kind, decision: "approve", changeAfterMs: null, fates: [], lookUps: [] };
    }),
  );
  const random = randomOf(seed, "actions");
  const actions = Array.from({ length: amounts.actions }, (_, number) => actionOf(random, controls.length + number, orgs));
  return { controls, actions, faults: faultsOf(randomOf(seed, "faults"), amounts, leaseMs, orgs) };
}

function actionOf(random: Random, index: number, orgs: readonly Org[]): ActionPlan {
  const org = pick(random, orgs);
  const kind = weighted(random, [
    [26, "mail"],
    [26, "sms"],
    [11, "task"],
    [9, "stage"],
    [9, "activity"],
    [13, "note"],
    [6, "followUp"],
  ] as const);
  const decision = weighted(random, [
    [88, "approve"],
    [4, "leave"],
    [4, "reject"],
    [4, "cancel"],
  ] as const);
  const changes = random() < 0.15;
  const after = Math.floor(random() * random() * 4000);
  return {
    index,
    org,
    kind,
    decision,
    // a follow-up is our own row: when it came to be is not for an outsider to see
    changeAfterMs: changes && decision === "approve" && kind !== "followUp" ? after : null,
    fates: Array.from({ length: 2 }, () => fateOf(random)),
    lookUps: Array.from({ length: 4 }, () =>
      weighted(random, [
        [50, "well"],
        [35, "lie"],
        [8, "error"],
        [7, "cut"],
      ] as const),
    ),
  };
}

function fateOf(random: Random): Fate {
  const ms = Math.floor(100 + random() * 1400);
  return weighted<Fate>(random, [
    [28, { kind: "well" }],
    [26, { kind: "late", ms }],
    [20, { kind: "held", ms }],
    [5, { kind: "cut_before" }],
    [7, { kind: "cut_after" }],
    [6, { kind: "busy" }],
    [4, { kind: "error_before" }],
    [4, { kind: "error_after" }],
  ]);
}

const aimOf = (random: Random): Aim =>
  random() < 0.65 ? { at: "effect" } : { at: "any", upForMs: Math.floor(random() * random() * 3000) };

function faultsOf(random: Random, amounts: Amounts, leaseMs: number, orgs: readonly Org[]): ProcessFault[] {
  const many = (count: number, make: () => ProcessFault): ProcessFault[] => Array.from({ length: count }, make);
  return shuffled(random, [
    ...many(amounts.kills, () => ({ kind: "kill", org: pick(random, orgs), aim: aimOf(random) })),
    ...many(amounts.pauses, () => ({
      kind: "pause",
      org: pick(random, orgs),
      aim: aimOf(random),
      ms: Math.floor(leaseMs * (1.2 + random())),
    })),
    ...many(amounts.cuts, () => ({ kind: "cut", org: pick(random, orgs), backends: 1 + Math.floor(random() * 3) })),
    ...many(amounts.stops, () => ({ kind: "stop", downMs: Math.floor(random() * 2500) })),
    ...many(amounts.jumps, () => {
      const jumpMs = Math.floor((random() < 0.5 ? -1 : 1) * (leaseMs / 2 + random() * 5 * leaseMs));
      return { kind: "clock", org: pick(random, orgs), jumpMs, lastsMs: Math.floor(300 + random() * 2000) };
    }),
  ]);
}
