import type { CompanyBuilder } from "../types.ts";
import { regular } from "./regulars.ts";

/** Projects: one in good shape, one late, one without an owner for what matters. */
export function projects(company: CompanyBuilder): void {
  const of = (name: string) => company.customer(regular(name));
  company
    .project({
      name: "Donaukraft: workshop refit",
      customer: of("Donaukraft"),
      manager: "emil",
      start: "-42d",
      deadline: "+30d",
      status: "on_track",
    })
    .task({ name: "Measure the hall", deadline: "-35d", assignee: "emil", done: true })
    .task({ name: "Drawings approved", deadline: "-20d", assignee: "nadia", done: true })
    .task({ name: "Steel ordered", deadline: "-12d", assignee: "wout", done: true })
    .task({ name: "Assembly of frames", deadline: "+6d", assignee: "wout" })
    .task({ name: "Electrical inspection", deadline: "+20d", assignee: "nadia" })
    .milestone({ name: "Design frozen", deadline: "-18d", reached: true })
    .milestone({ name: "Frames standing", deadline: "+8d" });
  company
    .project({
      name: "Alpenglas: furnace platform",
      customer: of("Alpenglas AG"),
      manager: "nadia",
      start: "-80d",
      deadline: "-3d",
      status: "off_track",
    })
    .task({ name: "Load calculation", deadline: "-48d", assignee: "nadia", done: true })
    .task({ name: "Platform welded", deadline: "-22d", assignee: "wout", priority: true })
    .task({ name: "Heat shields", deadline: "-15d", assignee: "wout" })
    .task({ name: "Site acceptance", deadline: "-4d" })
    .task({ name: "As-built drawings", deadline: "+5d", assignee: "nadia" })
    .milestone({ name: "Platform on site", deadline: "-14d" });
  company
    .project({
      name: "Brasserie du Vieux Phare: taproom",
      customer: of("Brasserie du Vieux Phare"),
      manager: "tomas",
      start: "-25d",
      deadline: "+12d",
      status: "at_risk",
    })
    .task({ name: "Counter templates", deadline: "-9d", assignee: "tomas", done: true })
    .task({ name: "Copper tops", deadline: "-2d" })
    .task({ name: "Lighting plan", deadline: "-1d" })
    .task({ name: "Delivery to Saint-Malo", deadline: "+10d", assignee: "tomas" })
    .milestone({ name: "Counter delivered", deadline: "+10d" });
  company
    .project({ name: "Showroom renewal", manager: "clara", start: "-15d", deadline: "+75d", status: "on_track" })
    .task({ name: "New photographs", deadline: "+9d", assignee: "clara" })
    .task({ name: "Catalogue in French", deadline: "+21d", assignee: "nadia" });
}
