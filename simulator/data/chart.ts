/** A small generic chart: code, name, type (release 19's words), whether items are matched. */
export const CHART = [
  ["101000", "Current Assets", "asset_current", false],
  ["101401", "Bank", "asset_cash", false],
  ["101402", "Bank Suspense Account", "asset_current", false],
  ["101403", "Outstanding Receipts", "asset_current", true],
  ["101404", "Outstanding Payments", "asset_current", true],
  ["101501", "Cash", "asset_cash", false],
  ["121000", "Account Receivable", "asset_receivable", true],
  ["151000", "Fixed Asset", "asset_fixed", false],
  ["201000", "Current Liabilities", "liability_current", false],
  ["211000", "Account Payable", "liability_payable", true],
  ["251000", "Tax Received", "liability_current", false],
  ["301000", "Capital", "equity", false],
  ["400000", "Product Sales", "income", false],
  ["441000", "Foreign Exchange Gain", "income_other", false],
  ["500000", "Cost of Goods Sold", "expense_direct_cost", false],
  ["600000", "Expenses", "expense", false],
  ["612000", "Rent", "expense", false],
  ["630000", "Salary Expenses", "expense", false],
  ["641000", "Foreign Exchange Loss", "expense", false],
] as const;

export const JOURNALS = [
  { name: "Sales", name14: "Customer Invoices", code: "INV", type: "sale", account: "400000", sequence: 5 },
  { name: "Purchases", name14: "Vendor Bills", code: "BILL", type: "purchase", account: "600000", sequence: 6 },
  { name: "Miscellaneous Operations", name14: "Miscellaneous Operations", code: "MISC", type: "general", account: "", sequence: 9 },
  { name: "Exchange Difference", name14: "Exchange Difference", code: "EXCH", type: "general", account: "", sequence: 9 },
  { name: "Bank", name14: "Bank", code: "BNK1", type: "bank", account: "101401", sequence: 7 },
  { name: "Cash", name14: "Cash", code: "CSH1", type: "cash", account: "101501", sequence: 8 },
] as const;

/** Payment terms; `days` after the invoice's day. */
export const TERMS = [
  { name: "Immediate Payment", parts: [{ percent: 100, days: 0 }] },
  { name: "15 Days", parts: [{ percent: 100, days: 15 }] },
  { name: "30 Days", parts: [{ percent: 100, days: 30 }] },
  { name: "45 Days", parts: [{ percent: 100, days: 45 }] },
  {
    name: "30% Now, Balance 60 Days",
    parts: [
      { percent: 30, days: 0 },
      { percent: 70, days: 60 },
    ],
  },
] as const;
