import type { CompanyBuilder } from "../types.ts";
import { regular } from "./regulars.ts";

/** The sales pipeline: deals that move, that have gone quiet, that are won and forgotten. */
export function deals(company: CompanyBuilder): void {
  const of = (name: string) => company.customer(regular(name));
  company
    .deal({
      name: "Turbine Nord: test hall",
      customer: of("Turbine Nord"),
      revenue: 38_500,
      stage: "Proposition",
      created: "-72d",
      lastStageChange: "-26d",
      closing: "+18d",
      salesperson: "emil",
    })
    .message({ date: "-25d", body: "<p>Das Angebot liegt bei der Geschäftsführung.</p>" });
  company
    .deal({
      name: "Puffin Instruments: calibration room",
      customer: of("Puffin Instruments"),
      revenue: 21_900,
      stage: "Proposition",
      created: "-40d",
      lastStageChange: "-9d",
      closing: "+5d",
      salesperson: "clara",
    })
    .plan({ date: "+2d", summary: "Call about the delivery date", type: "call" });
  company.deal({
    name: "Waterlinie Techniek: tool walls",
    customer: of("Waterlinie Techniek"),
    revenue: 9400,
    stage: "Qualified",
    created: "-55d",
    lastStageChange: "-34d",
    closing: "+40d",
    salesperson: "wout",
  });
  company
    .deal({
      name: "Officina Girasole: six benches",
      customer: of("Officina Girasole"),
      revenue: 7200,
      stage: "Qualified",
      created: "-21d",
      lastStageChange: "-6d",
      closing: "+30d",
      salesperson: "tomas",
    })
    .plan({ date: "+7d", summary: "Send samples of the oak", type: "todo" });
  company.deal({
    name: "Taller Luz: acoustic ceiling",
    customer: of("Taller Luz"),
    revenue: 5600,
    stage: "New",
    created: "-19d",
    closing: "+60d",
    salesperson: "tomas",
    contact: { name: "Inés Duarte", email: "ines@taller-luz.example", phone: "+34 600 000 041" },
  });
  company.deal({
    name: "Bluebird Fabrication: second line",
    customer: of("Bluebird Fabrication"),
    revenue: 46_000,
    stage: "Proposition",
    created: "-90d",
    lastStageChange: "-15d",
    closing: "+4d",
    salesperson: "clara",
    contact: { name: "Walt Ferris", email: "walt@bluebird-fabrication.example", phone: "+1 608 555 0142" },
  });
  // Ordered, and nobody has moved the deal.
  company
    .deal({
      name: "Ketel & Kraan: brewhouse benches",
      customer: of("Ketel & Kraan"),
      revenue: 6800,
      stage: "Qualified",
      created: "-33d",
      lastStageChange: "-20d",
      salesperson: "wout",
    })
    .order({ amount: 6650, date: "-3d" });
  // Won, and nothing is planned.
  company
    .deal({
      name: "Vlasfabriek Ooidonk: loom stands",
      customer: of("Vlasfabriek Ooidonk"),
      revenue: 15_300,
      stage: "Proposition",
      created: "-64d",
      salesperson: "wout",
    })
    .won({ date: "-4d" });
  company
    .deal({
      name: "Donaukraft: workshop refit",
      customer: of("Donaukraft"),
      revenue: 27_000,
      stage: "Proposition",
      created: "-110d",
      salesperson: "emil",
    })
    .order({ amount: 26_400, date: "-45d" })
    .won({ date: "-44d" });
  company.deal({
    name: "Walk-in: school workshop in Ghent",
    revenue: 3900,
    stage: "New",
    created: "-5d",
    salesperson: "wout",
    contact: { name: "Sofie Maes", email: "sofie.maes@school.example" },
  });
  company
    .deal({
      name: "Lakeshore Optics: dust-free bench",
      customer: of("Lakeshore Optics"),
      revenue: 12_400,
      stage: "Qualified",
      created: "-47d",
      lastStageChange: "-17d",
      closing: "+25d",
      salesperson: "clara",
    })
    .message({ date: "-8d", body: "<p>Sent the drawings, they will answer after their fair.</p>" });
}
