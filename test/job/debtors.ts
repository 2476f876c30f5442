import type { OdooData } from "#test/support/odooData.ts";

export interface Debtor {
  readonly partnerId: number;
  /** Where its mail should go. */
  readonly email: string;
  readonly invoiceIds: readonly number[];
  /** As people read the invoices' numbers. */
  readonly numbers: readonly string[];
  /** What it owes, as a mail in its language writes it; no-break spaces as spaces. */
  readonly total: string;
}

export interface Debtors {
  /** Two invoices in the company's currency. */
  readonly english: Debtor;
  /** One invoice in another currency; French-speaking, with an invoice contact. */
  readonly french: Debtor;
  /** Has paid a part. */
  readonly partlyPaid: Debtor;
  /** Pays between the proposal and its execution. */
  readonly paysInTime: Debtor;
  readonly disputing: Debtor;
  readonly withoutAddress: Debtor;
  /** Was sent every level of the ladder; the last one ten days ago. */
  readonly pastLadder: Debtor;
  /** Overdue for more than sixty days. */
  readonly longOverdue: Debtor;
  payNow(debtor: Debtor): Promise<void>;
}

const MILLISECONDS_PER_DAY = 86_400_000;

/** The date so many days ago, `YYYY-MM-DD`, UTC. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10);

/** Customers with back-dated, posted invoices in two currencies, made as the company's people would. */
export async function makeDebtors(data: OdooData): Promise<Debtors> {
  const { admin, tag } = data;
  const [company] = await admin.read("res.company", [], ["currency_id"]);
  const [, home] = company!["currency_id"] as [number, string];
  const foreign = home === "EUR" ? "USD" : "EUR";
  // The freshness gate: somebody has reconciled the bank today.
  await data.bankEntry(daysAgo(0), 1_000);

  const owe = async (
    partnerId: number,
    email: string,
    total: string,
    invoices: readonly { amount: number; due: number; currency?: string }[],
  ): Promise<Debtor> => {
    const invoiceIds: number[] = [];
    for (const { amount, due, currency } of invoices) {
      invoiceIds.push(
        await data.invoice({
          partnerId,
          amount,
          date: daysAgo(due + 30),
          due: daysAgo(due),
          ...(currency === undefined ? {} : { currency }),
        }),
      );
    }
    const rows = await admin.read("account.move", [["id", "in", invoiceIds]], ["name"]);
    return { partnerId, email, invoiceIds, total, numbers: rows.map((row) => String(row["name"])) };
  };
  const addressOf = (name: string): string => `${name}.${tag}@customer.example`;
  const customer = (name: string, values: Record<string, unknown> = {}) =>
    data.customer(name, { email: addressOf(name.toLowerCase().replaceAll(" ", "-")), lang: "en_US", ...values });

  const english = await customer("Harbour Bakery");
  const french = await customer("Fromagerie Duval", { lang: "fr_FR" });
  const billing = `compta.${tag}@customer.example`;
  await data.invoiceContact(french, { email: billing, lang: "fr_FR" });
  const partly = await customer("Northern Tools");
  const paying = await customer("Quick Payer");
  const disputing = await customer("Quarrel Brothers");
  const stubborn = await customer("Stubborn Sisters");
  const ancient = await customer("Ancient Debts");
  const silent = await data.customer("Silent Partners", { lang: "en_US" });

  const debtors = {
    english: await owe(english, addressOf("harbour-bakery"), money(2_000.5, home, "en-US"), [
      { amount: 1_200, due: 12 },
      { amount: 800.5, due: 10 },
    ]),
    french: await owe(french, billing, money(1_234.5, foreign, "fr-FR"), [{ amount: 1_234.5, due: 15, currency: foreign }]),
    partlyPaid: await owe(partly, addressOf("northern-tools"), money(700, home, "en-US"), [{ amount: 1_000, due: 14 }]),
    paysInTime: await owe(paying, addressOf("quick-payer"), money(450, home, "en-US"), [{ amount: 450, due: 11 }]),
    disputing: await owe(disputing, addressOf("quarrel-brothers"), money(900, home, "en-US"), [{ amount: 900, due: 13 }]),
    pastLadder: await owe(stubborn, addressOf("stubborn-sisters"), money(640, home, "en-US"), [{ amount: 640, due: 58 }]),
    longOverdue: await owe(ancient, addressOf("ancient-debts"), money(75, home, "en-US"), [{ amount: 75, due: 70 }]),
    withoutAddress: await owe(silent, "", money(300, home, "en-US"), [{ amount: 300, due: 9 }]),
  };
  await data.pay(debtors.partlyPaid.invoiceIds[0]!, { amount: 300 });
  await data.dispute(debtors.disputing.invoiceIds[0]!);
  return {
    ...debtors,
    payNow: async ({ invoiceIds }) => {
      for (const id of invoiceIds) await data.pay(id);
    },
  };
}

function money(amount: number, currency: string, locale: string): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency }).format(amount).replaceAll(/[\u00a0\u202f]/g, " ");
}
