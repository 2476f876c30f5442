import type { Messages } from "../types.ts";

export const notChased: Messages["notChased"] = {
  title: "Non relancés",
  lead: "Ce qui appelle une action et n’en reçoit pas, chacun avec la raison.",
  views: "Quelle liste",
  customers: "Clients en retard",
  others: "Affaires, projets et tâches",
  noAnalysis: "Pas encore d’analyse",
  noAnalysisLead: "La première remplit cette liste.",
  everybody: "Tous les retards sont à décider",
  everybodyLead: "Aucun client n’est laissé de côté.",
  noOthers: "Rien n’est laissé de côté",
  noOthersLead: "Tout ce que les analyses des ventes et des opérations ont trouvé est à décider.",
  invoices:
    "{count, plural, one {# facture} other {# factures}}, la plus ancienne en retard de {days, plural, one {# jour} other {# jours}}",
  until: "Jusqu’au {day}.",
  asOf: "D’après l’analyse <ago></ago>",
  customer: "Client",
  company: "Société",
  amount: "Montant",
  currency: "Devise",
  invoicesHead: "Factures",
  days: "Jours de retard",
  reason: "Pourquoi",
  what: "Quoi",
  record: "Enregistrement",
};
