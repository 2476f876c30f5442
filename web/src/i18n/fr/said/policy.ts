import type { SaidMessages } from "../../said.ts";

const TYPE =
  "{type, select, send_invoice_reminder {relance de facture} send_payment_confirmation {confirmation de paiement} follow_up_on_stale_deal {suivi d’affaire} send_deal_check_in {point sur une affaire} create_collection_task {tâche de recouvrement} create_follow_up_task {tâche de suivi} update_deal_stage {étape d’affaire} escalate_overdue_invoice {escalade} flag_at_risk_project {projet à risque} schedule_customer_check_in {point avec un client} other {}}";
const level = (name: string): string => `{${name}, select, low {faible} medium {moyen} high {élevé} critical {critique} other {}}`;

export const policy: SaidMessages["policy"] = {
  typeRisk: `Une action du type « ${TYPE} » n’est jamais au-dessous du risque ${level("level")}.`,
  amountReaches: "Le montant en jeu, {amount}, atteint {limit}.",
  manyRecipients: "{count, number} destinataires, c’est plus que {limit, number}.",
  stranger: "Un destinataire est hors du domaine du client.",
  strangers: "{count, number} destinataires sont hors du domaine du client.",
  firstContact: "Ce client n’a jamais été contacté auparavant.",
  ruleGone: "La règle qui l’a approuvée n’existe plus.",
  ruleNarrowed: "La règle qui l’a approuvée ne la couvre plus.",
  autoOff: "L’approbation automatique est désactivée.",
  stopOn: "L’arrêt d’urgence est actif.",
  typeOff: "Les actions de ce type sont désactivées.",
  notOfType: `Elle n’est pas pour les actions du type « ${TYPE} ».`,
  notOurs: "L’action n’a pas été proposée par le système lui-même.",
  riskAbove: `Le risque est ${level("level")} ; la règle va jusqu’à ${level("limit")}.`,
  modelWords: "Le message est dans les mots d’un modèle ; une personne le lit d’abord.",
  moneyAtStake: "De l’argent est en jeu ; la règle est pour les actions sans montant.",
  amountUnknown: "Le montant en jeu n’est pas connu dans la devise de la société.",
  amountAbove: "Le montant en jeu, {amount}, dépasse les {limit} de la règle.",
  firstUnknown: "On ne sait pas si ce client a déjà été contacté.",
  notAmong: "Le client n’est pas de ceux que vise la règle.",
  rulePaused: "La règle est en pause : {reason}",
  ruleEnded: "La règle a pris fin le {at}.",
  noZone: "Le fuseau horaire de l’organisation n’est pas connu, et la règle suit son horloge.",
  outsideHours: "C’est hors des heures de la règle, de {from} à {to} ({zone}).",
  ofTheDay: "Elle a déjà donné ses {count, number} approbations du jour.",
  overLimit: `Le montant en jeu, {amount}, dépasse {limit}, la limite de l’organisation pour les actions du type « ${TYPE} ».`,
  pauseRejected: "Une personne a rejeté une action de ce genre.",
  pauseChanged: "Une personne a modifié une action de ce genre avant son départ.",
  pauseUndone: "Une personne a annulé ce qu’une action de ce genre avait fait.",
  pauseWithdrawn: "Une personne a retiré une action de ce genre avant son exécution.",
  pauseBad: "Une action de ce genre a mal fini : un rebond, une plainte, ou personne ne sait si elle a eu lieu.",
  noLongerSpeaks: "Son historique ne parle plus pour elle : une action de ce genre a été refusée ou a mal fini.",
  soPerson: "Une personne décide donc.",
  ruleRevoked: "La règle qui l’a approuvée a été révoquée ; une personne décide donc.",
  approvalsMissing: "Elle a {given, number} des {needed, number} approbations qu’il lui faut désormais.",
};

export const held: SaidMessages["held"] = {
  cameBack: "Un message à {address} est revenu : l’adresse ne reçoit pas d’e-mails.",
  spam: "{address} a signalé un de nos messages comme indésirable.",
  unsubscribed: "{address} s’est désabonné.",
  stop: "{address} a demandé par SMS qu’on ne lui écrive plus.",
  blacklist: "{address} est sur la liste noire d’Odoo.",
  manual: "{address} a été mis sur la liste de ceux qui ne sont pas contactés.",
  answered: "Le client a répondu par SMS : « {words} »",
  maybeAfterBackup: "La base a été restaurée d’une sauvegarde, et ceci a pu arriver après la sauvegarde.",
  notShown: "L’autre côté ne le montre pas, ce qui ne prouve encore rien.",
  noLookUp: "L’autre côté n’offre aucun moyen de le vérifier.",
  notAsked: "L’autre côté n’a pas encore pu être interrogé.",
};
