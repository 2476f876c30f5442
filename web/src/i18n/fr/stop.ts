import type { Messages } from "../types.ts";

export const stop: Messages["stop"] = {
  stop: "Arrêter",
  everything: "Tout arrêter…",
  stopTitle: "Tout arrêter ?",
  stopLead: "Plus rien ne démarre, approuvé ou non, jusqu’à la reprise. Ce qui est en cours en ce moment se termine et est consigné.",
  stopVerb: "Tout arrêter",
  stopExample: "Par exemple : les montants dans Odoo sont faux.",
  stopped: "Tout est arrêté",
  by: "par {name}, <ago></ago>",
  resume: "Reprendre…",
  resumeTitle: "Reprendre ?",
  resumeLead: "Les actions approuvées s’exécutent de nouveau, chacune après une relecture de ses faits.",
  resumeVerb: "Reprendre",
  resumeExample: "Par exemple : les montants sont corrigés.",
};
