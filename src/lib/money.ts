/**
 * Amounts are decimal numbers in a currency's major unit, as Odoo gives them, with at most `decimals`
 * places. Sums go through minor units so that 0.1 + 0.2 stays 0.3.
 */

/** `amount` rounded half away from zero to the currency's decimal places. */
export function roundMoney(amount: number, decimals: number): number {
  const factor = 10 ** decimals;
  const scaled = Math.abs(amount) * factor;
  return (Math.sign(amount) * Math.round(scaled * (1 + Number.EPSILON))) / factor || 0;
}

/** The sum of amounts of one currency, exact to its decimal places. */
export function sumMoney(amounts: Iterable<number>, decimals: number): number {
  const factor = 10 ** decimals;
  let minor = 0;
  for (const amount of amounts) minor += Math.round(roundMoney(amount, decimals) * factor);
  return minor / factor || 0;
}

/** 16140.5 as 16,140.50, and a whole amount without places; its currency stands elsewhere. */
export function spokenAmount(amount: number): string {
  return amount.toLocaleString("en", { minimumFractionDigits: Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: 2 });
}
