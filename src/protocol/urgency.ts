import { RISK_LEVELS, type RiskLevel } from "./terms.ts";

/** An action that ends within so many hours comes first, whatever else is true of it. */
export const EXPIRING_SOON_HOURS = 4;

/** Where the bands of money at stake begin, in the currency of the company that is owed: below the first is band 0. */
export const MONEY_BANDS = [100, 1_000, 10_000, 100_000] as const;

/** What makes an action urgent. */
export interface UrgencyFacts {
  readonly expires_at: string;
  readonly risk_level: RiskLevel;
  /** In the company's currency; what is not known counts as nothing. */
  readonly amount_at_stake: number | null;
}

/**
 * The band in which an action stands among those that wait: about to expire before all others, then by money at stake, then
 * by risk. Nothing that is known of people's preferences moves an action out of its band.
 */
export interface Urgency {
  readonly expiring: 0 | 1;
  /** 0 to 4, the index of {@link MONEY_BANDS} that is reached, plus one. */
  readonly money: number;
  /** 0 low to 3 critical. */
  readonly risk: number;
}

/** The moment before which an action must end to be about to expire. */
export const expiringBefore = (now: Date): Date => new Date(now.getTime() + EXPIRING_SOON_HOURS * 3_600_000);

export function urgencyOf({ expires_at: expires, risk_level: risk, amount_at_stake: amount }: UrgencyFacts, now: Date): Urgency {
  return {
    expiring: Date.parse(expires) <= expiringBefore(now).getTime() ? 1 : 0,
    money: MONEY_BANDS.filter((from) => (amount ?? 0) >= from).length,
    risk: RISK_LEVELS.indexOf(risk),
  };
}

/** Orders bands: the more urgent one first. */
export function compareUrgency(one: Urgency, other: Urgency): number {
  return other.expiring - one.expiring || other.money - one.money || other.risk - one.risk;
}
