import { formatNumber } from "../../ui/format.ts";

/** US dollars; a small call costs less than a cent. */
export function usd(amount: number): string {
  const digits = amount !== 0 && amount < 1 ? 4 : 2;
  return formatNumber(amount, { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: digits });
}
