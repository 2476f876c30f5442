import type { CompanyBuilder, InvoiceBuilder } from "../types.ts";
import { bankDay, daysAgo } from "./calendar.ts";
import { regular } from "./regulars.ts";
import { WALLONIA } from "./staff.ts";
import type { Event } from "./timeline.ts";

/** What goes wrong in a year: invoices credited in full or in part, one cancelled, two not sent out yet. */
export function corrections(): Event[] {
  const forge = { name: "La Petite Forge", ...WALLONIA, city: "Dinant" };
  return [
    ...credited(70, 33, (company) => company.customer(forge).invoice({ ...on(company, 70), amount: 860, label: "Workshop anvil" }), 860),
    ...credited(
      118,
      96,
      (company) =>
        company.customer(regular("Vlasfabriek Ooidonk")).invoice({ ...on(company, 118), amount: 4300, label: "Loom stands, first batch" }),
      4300,
    ),
    // A part is credited and the rest not due yet.
    ...credited(
      21,
      9,
      (company) => company.customer(regular("Donaukraft")).invoice({ ...on(company, 21), amount: 7900, label: "Hall partition" }),
      650,
    ),
    {
      daysAgo: 64,
      happen: (company) =>
        company
          .customer(regular("Grachtwerk"))
          .invoice({ ...on(company, 64), amount: 1990, label: "Entered twice" })
          .cancel(),
    },
    {
      daysAgo: 1,
      happen: (company) => {
        company
          .customer(regular("Uhrwerk Süd GmbH"))
          .invoice({ ...on(company, 1), amount: 10_450, draft: true, label: "Bench line, stage 4" });
        company
          .customer(regular("Puffin Instruments"))
          .invoice({ ...on(company, 1), amount: 4980, currency: "GBP", draft: true, label: "Calibration room" });
      },
    },
  ];
}

const TERM_DAYS = 30;
const on = (company: CompanyBuilder, ago: number) => ({ date: bankDay(company, daysAgo(ago)), due: daysAgo(ago - TERM_DAYS) });

function credited(madeAgo: number, creditedAgo: number, make: (company: CompanyBuilder) => InvoiceBuilder, amount: number): Event[] {
  let invoice: InvoiceBuilder | undefined;
  return [
    {
      daysAgo: madeAgo,
      happen: (company) => {
        invoice = make(company);
      },
    },
    {
      daysAgo: creditedAgo,
      happen: (company) => {
        const date = bankDay(company, daysAgo(creditedAgo));
        invoice?.customer.creditNote({ amount, date, reconcileWith: invoice });
      },
    },
  ];
}
