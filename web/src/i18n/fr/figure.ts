import type { Messages } from "../types.ts";

export const figure: Messages["figure"] = {
  names: "{names} et {more, number} de plus",
  either: "{one} ou {other}",
  own: "{amount} ({own})",
  plain: { yes: "oui", no: "non", nothing: "rien" },
  record:
    "{kind, select, invoice {Facture {name}} contact {Contact {name}} opportunity {Affaire {name}} task {Tâche {name}} project {Projet {name}} sales_order {Commande {name}} other {{name}}}",
};
