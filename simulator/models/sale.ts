import { type Env, existing, linked, nowText } from "../engine/env.ts";
import { userError } from "../engine/errors.ts";
import {
  bool,
  char,
  date,
  datetime,
  float,
  many2many,
  many2one,
  monetary,
  on14,
  on19,
  one2many,
  selection,
  integer,
} from "../engine/fields.ts";
import { guard } from "../engine/methods.ts";
import { defineModel } from "../engine/model.ts";
import { num, ref, round, type Row, text } from "../engine/values.ts";
import { logCreation } from "./mailThread.ts";

export const saleOrder = defineModel({
  name: "sale.order",
  label: "Sales Order",
  order: "date_order desc, id desc",
  thread: true,
  activities: true,
  fields: {
    name: char("Order Reference"),
    state: selection(
      "Status",
      (env) => [
        ["draft", "Quotation"],
        ["sent", "Quotation Sent"],
        ["sale", "Sales Order"],
        ...(env.release === 14 ? ([["done", "Locked"]] as const) : []),
        ["cancel", "Cancelled"],
      ],
      { default: "draft", index: true },
    ),
    partner_id: many2one("Customer", "res.partner", { required: true, index: true }),
    partner_invoice_id: many2one("Invoice Address", "res.partner"),
    opportunity_id: many2one("Opportunity", "crm.lead", { index: true }),
    date_order: datetime("Order Date", { default: (env) => nowText(env) }),
    validity_date: date("Expiration"),
    commitment_date: datetime("Delivery Date"),
    user_id: many2one("Salesperson", "res.users", { default: (env) => env.uid }),
    team_id: many2one("Sales Team", "crm.team", { default: 1 }),
    company_id: many2one("Company", "res.company", { default: 1 }),
    currency_id: many2one("Currency", "res.currency", { default: (env) => ref(existing(env, "res.company", 1), "currency_id") }),
    order_line: one2many("Order Lines", "sale.order.line", "order_id"),
    amount_untaxed: monetary("Untaxed Amount"),
    amount_tax: monetary("Taxes"),
    amount_total: monetary("Total"),
    invoice_status: selection(
      "Invoice Status",
      [
        ["upselling", "Upselling Opportunity"],
        ["invoiced", "Fully Invoiced"],
        ["to invoice", "To Invoice"],
        ["no", "Nothing to Invoice"],
      ],
      { default: "no" },
    ),
    locked: on19(bool("Locked")),
    project_ids: many2many("Projects", "project.project", {
      compute: (env, row) => linked(env, "project.project", "sale_order_id", row.id).map((project) => project.id),
    }),
    tasks_count: integer("Tasks", { compute: () => 0 }),
  },
  hooks: {
    afterCreate: (env, row) => {
      const number = String(row.id).padStart(5, "0");
      if (!text(row, "name")) env.store.update("sale.order", row.id, { name: `S${number}` });
      total(env, row.id);
      logCreation(env, "sale.order", row);
    },
    afterWrite: (env, row, changed) => {
      if (changed.has("order_line")) total(env, row.id);
    },
  },
  methods: {
    action_confirm: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        guard(env, "sale.order", ids, "write");
        for (const id of ids) {
          if (!["draft", "sent"].includes(text(existing(env, "sale.order", id), "state")))
            throw userError("Some orders are not in a state requiring confirmation.");
          env.store.update("sale.order", id, { state: "sale", date_order: nowText(env) });
        }
        return true;
      },
    },
    action_cancel: {
      onRecords: true,
      writes: true,
      params: [],
      run: (env, ids) => {
        guard(env, "sale.order", ids, "write");
        for (const id of ids) env.store.update("sale.order", id, { state: "cancel" });
        return true;
      },
    },
  },
});

function total(env: Env, id: number): void {
  const sum = round(linked(env, "sale.order.line", "order_id", id).reduce((amount, line) => amount + num(line, "price_subtotal"), 0));
  env.store.update("sale.order", id, { amount_untaxed: sum, amount_tax: 0, amount_total: sum });
}

const subtotal = (row: Row): number => round(num(row, "product_uom_qty") * num(row, "price_unit"));

export const saleOrderLine = defineModel({
  name: "sale.order.line",
  label: "Sales Order Line",
  order: "order_id, sequence, id",
  fields: {
    name: char("Description", { required: true, default: "Service" }),
    sequence: integer("Sequence", { default: 10 }),
    order_id: many2one("Order Reference", "sale.order", { required: true, index: true }),
    product_id: many2one("Product", "product.product"),
    product_uom_qty: float("Quantity", { default: 1 }),
    price_unit: float("Unit Price"),
    price_subtotal: monetary("Subtotal", { stored: true, compute: (_env, row) => subtotal(row) }),
    tax_id: on14(many2many("Taxes", "res.groups")),
    tax_ids: on19(many2many("Taxes", "res.groups")),
  },
  hooks: {
    beforeCreate: (_env, draft) => {
      draft["price_subtotal"] = subtotal({ id: 0, ...draft });
    },
    beforeWrite: (_env, row, patch) => {
      patch["price_subtotal"] = subtotal({ ...row, ...patch });
    },
  },
});

export const productProduct = defineModel({
  name: "product.product",
  label: "Product Variant",
  label14: "Product",
  order: "name, id",
  fields: {
    name: char("Name", { required: true }),
    default_code: char("Internal Reference"),
    active: bool("Active", { default: true }),
    list_price: float("Sales Price"),
    type: selection(
      "Product Type",
      [
        ["consu", "Goods"],
        ["service", "Service"],
      ],
      { default: "service" },
    ),
    sale_ok: bool("Can be Sold", { default: true }),
  },
});
