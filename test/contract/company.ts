import type { OdooData } from "#test/support/odooData.ts";

/** The records that the contract reads, by what they are. All dates lie in 2026. */
export interface ContractCompany {
  /** A company in Belgium with a French-speaking invoice contact. */
  readonly alder: number;
  readonly alderBilling: number;
  /** An archived customer. */
  readonly birch: number;
  /** A customer without an address. */
  readonly cedar: number;
  /** 100.00, nothing paid, due 2026-02-01. */
  readonly open: number;
  /** 100.00 of which 40.00 are paid, due 2026-03-01. */
  readonly partial: number;
  readonly paid: number;
  readonly draft: number;
  readonly cancelled: number;
  /** Settled by the credit note `credit`. */
  readonly reversed: number;
  readonly credit: number;
  /** A credit note of 30.00 that settles nothing yet. */
  readonly openCredit: number;
  /** 300.00 in another currency than the company's. */
  readonly foreign: number;
  /** The code of that currency. */
  readonly currency: string;
  readonly disputed: number;
  /** 100.00 in two parts, due 2026-01-11 and 2026-02-10. */
  readonly instalments: number;
  /** A vendor bill of 70.00. */
  readonly bill: number;
  /** 12.50 in the bank's journal on 2026-03-15. */
  readonly bankEntry: number;
  readonly project: number;
  readonly task: number;
  readonly lead: number;
  readonly order: number;
  /** A planned call on `alder` for the administrator. */
  readonly activity: number;
}

export async function makeCompany(data: OdooData): Promise<ContractCompany> {
  const { admin, release, tag } = data;
  const belgium = await admin.find("res.country", [["code", "=", "BE"]]);
  const alder = await data.customer("Alder", {
    email: `Alder ${tag} <Alder.${tag}@Example.com>`,
    lang: "en_US",
    country_id: belgium,
    phone: "+32 470 12 34 56",
    ref: `A-${tag}`,
  });
  const alderBilling = await data.invoiceContact(alder, { email: `billing.${tag}@example.com`, lang: "fr_FR" });
  const birch = await data.customer("Birch", { email: `birch.${tag}@example.com`, active: false });
  const cedar = await data.customer("Cedar_50%", { email: false });

  const of = { partnerId: alder, date: "2026-01-01" };
  const open = await data.invoice({ ...of, amount: 100, due: "2026-02-01" });
  const partial = await data.invoice({ ...of, amount: 100, due: "2026-03-01" });
  await data.pay(partial, { amount: 40, date: "2026-02-10" });
  const paid = await data.invoice({ ...of, amount: 250, due: "2026-03-01" });
  await data.pay(paid, { date: "2026-02-11" });
  const draft = await data.invoice({ ...of, amount: 10, due: "2026-03-01", draft: true });
  const cancelled = await data.invoice({ ...of, amount: 10, due: "2026-03-01", draft: true });
  await admin.call("account.move", "button_cancel", [[cancelled]]);
  const reversed = await data.invoice({ ...of, partnerId: cedar, amount: 200, due: "2026-03-01" });
  const credit = await data.reverse(reversed, "2026-02-20");
  const openCredit = await data.invoice({ ...of, partnerId: cedar, amount: 30, due: "2026-01-01", type: "out_refund" });
  const [own] = await admin.read("res.currency", [
    ["name", "=", "EUR"],
    ["id", "=", await data.companyCurrency()],
  ]);
  const currency = own === undefined ? "EUR" : "USD";
  const foreign = await data.invoice({ ...of, partnerId: cedar, amount: 300, due: "2026-03-05", currency });
  const disputed = await data.invoice({ ...of, partnerId: cedar, amount: 80, due: "2026-03-06" });
  await data.dispute(disputed);
  const termId = await data.instalments([10, 40]);
  const instalments = await data.invoice({ ...of, partnerId: cedar, amount: 100, due: "", termId });
  const bill = await data.invoice({ ...of, amount: 70, due: "2026-03-01", type: "in_invoice" });
  const bankEntry = await data.bankEntry("2026-03-15", 12.5);

  const assignee = await admin.find("res.users", [["login", "=", admin.target.adminLogin]]);
  const project = await admin.create("project.project", {
    name: `Roof ${tag}`,
    partner_id: alder,
    user_id: assignee,
    date: "2026-04-01",
    date_start: "2026-01-05",
  });
  const task = await admin.create("project.task", {
    name: `Measure ${tag}`,
    project_id: project,
    date_deadline: release >= 17 ? "2026-03-20 16:30:00" : "2026-03-20",
    ...(release >= 15 ? { user_ids: [[6, 0, [assignee]]] } : { user_id: assignee }),
    priority: "1",
  });
  const lead = await admin.create("crm.lead", {
    name: `Deal ${tag}`,
    type: "opportunity",
    partner_id: alder,
    user_id: assignee,
    expected_revenue: 1500.5,
    probability: 40,
    date_deadline: "2026-05-01",
  });
  const order = await admin.create("sale.order", { partner_id: alder, opportunity_id: lead });
  const activity = await admin.create("mail.activity", {
    res_model_id: await admin.ref("base.model_res_partner"),
    res_id: alder,
    activity_type_id: await admin.ref("mail.mail_activity_data_call"),
    summary: `Call ${tag}`,
    date_deadline: "2099-01-01",
    user_id: assignee,
  });
  return {
    alder,
    alderBilling,
    birch,
    cedar,
    open,
    partial,
    paid,
    draft,
    cancelled,
    reversed,
    credit,
    openCredit,
    foreign,
    currency,
    disputed,
    instalments,
    bill,
    bankEntry,
    project,
    task,
    lead,
    order,
    activity,
  };
}
