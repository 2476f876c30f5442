import type { DomainPart, OdooReader } from "#src/odoo/read/index.ts";
import { receivableFilter } from "#src/signals/index.ts";

/**
 * How journal items are filtered by the type of their account on this server. From release 16 accounts have
 * `account_type`; before, `internal_type`, with the finer types in `account.account.type`.
 */
export interface AccountFilters {
  readonly receivable: DomainPart;
  readonly payable: DomainPart;
  /** Bank and cash, without credit cards. */
  readonly cash: readonly DomainPart[];
  /** Null where the user may not see what tells current from fixed. */
  readonly current: { readonly assets: DomainPart; readonly liabilities: DomainPart } | null;
}

const CURRENT_ASSETS = ["asset_receivable", "asset_cash", "asset_current", "asset_prepayments"];
const CURRENT_LIABILITIES = ["liability_payable", "liability_credit_card", "liability_current"];

/** Odoo's own account types up to release 15, by their untranslated names. */
const OLD_CURRENT_ASSETS = ["Receivable", "Bank and Cash", "Current Assets", "Prepayments"];
const OLD_CURRENT_LIABILITIES = ["Payable", "Credit Card", "Current Liabilities"];

/** Chooses by the fields that the server has, never by its version. */
export async function accountFilters(reader: OdooReader): Promise<AccountFilters> {
  const fields = await reader.fields("account.account");
  const receivable = await receivableFilter(reader);
  if (fields.has("account_type")) {
    return {
      receivable,
      payable: ["account_id.account_type", "=", "liability_payable"],
      cash: [["account_id.account_type", "=", "asset_cash"]],
      current: {
        assets: ["account_id.account_type", "in", CURRENT_ASSETS],
        liabilities: ["account_id.account_type", "in", CURRENT_LIABILITIES],
      },
    };
  }
  return {
    receivable,
    payable: ["account_id.internal_type", "=", "payable"],
    cash: [
      ["account_id.internal_type", "=", "liquidity"],
      ["account_id.internal_group", "=", "asset"],
    ],
    current: await oldCurrentTypes(reader),
  };
}

async function oldCurrentTypes(reader: OdooReader): Promise<AccountFilters["current"]> {
  if (!(await reader.hasModel("account.account.type"))) return null;
  const rows = await reader.searchRead({
    model: "account.account.type",
    domain: [],
    fields: ["name"],
    context: { lang: "en_US" },
  });
  const ids = (names: readonly string[]): unknown[] => rows.filter(({ name }) => names.includes(String(name))).map(({ id }) => id);
  const assets = ids(OLD_CURRENT_ASSETS);
  const liabilities = ids(OLD_CURRENT_LIABILITIES);
  if (assets.length < OLD_CURRENT_ASSETS.length || liabilities.length < OLD_CURRENT_LIABILITIES.length) return null;
  return { assets: ["account_id.user_type_id", "in", assets], liabilities: ["account_id.user_type_id", "in", liabilities] };
}
