import type { SaidMessages } from "../../said.ts";

export const why: SaidMessages["why"] = {
  overdueOne: "{customer} a {count, number} facture en retard de {total}.",
  overdueMany: "{customer} a {count, number} factures en retard, {total} au total.",
  oldest: "La plus ancienne, {invoice}, était due le {due}, il y a {days, plural, one {# jour} other {# jours}}.",
  only: "{invoice} était due le {due}, il y a {days, plural, one {# jour} other {# jours}}.",
  noReminder: "Aucune relance n’a encore été envoyée.",
  lastReminder: "La dernière relance, de niveau {level, number}, est partie le {on}.",
  promiseBroken: "Le {on}, le client a promis de payer au plus tard le {until}, et ne l’a pas fait.",
  leftOut: "{count, plural, one {# autre facture est laissée} other {# autres factures sont laissées}} de côté : {invoices}.",
  levelDue:
    "Le niveau {level, number} de l’échelle de relance ({tone, select, friendly {amical} firm {ferme} final {dernier rappel} other {}}) est à envoyer.",
  effectReminder:
    "{customer} reçoit un e-mail à {addresses} qui liste {count, plural, one {# facture} other {# factures}}, et paie {total} ou répond.",
  eachInvoiceNoted: "Chaque facture reçoit une note dans Odoo.",
  levelsUsed:
    "{count, plural, one {Le seul niveau de relance a été utilisé} other {Les # niveaux de relance ont été utilisés}} et la dette est toujours ouverte.",
  effectCollect: "Une tâche dans Odoo demande à une personne de recouvrer {total} auprès de {customer} d’ici le {by}.",
  effectCollectSometime: "Une tâche dans Odoo demande à une personne de recouvrer {total} auprès de {customer}.",
  nobodyOutside: "Personne n’est contacté à l’extérieur.",
  nobody: "Personne n’est contacté.",
  oldestTooOld: "La facture la plus ancienne, {invoice}, est en retard de {days, number} jours, plus de {limit, number}.",
  overThreshold: "{total} sont en retard, au moins le seuil de {threshold}.",
  effectCall:
    "Un appel à {customer} est planifié pour {caller} d’ici le {by}, sur la facture {invoice}, au sujet de {count, plural, one {# facture} other {# factures}}.",
  effectCallWhoever:
    "Un appel à {customer} est planifié pour la personne responsable d’ici le {by}, sur la facture {invoice}, au sujet de {count, plural, one {# facture} other {# factures}}.",
  paidOne: "{customer} a payé {count, number} facture relancée ({invoices}), {total}.",
  paidMany: "{customer} a payé {count, number} factures relancées ({invoices}), {total} au total.",
  notConfirmed: "Le paiement est rapproché dans Odoo et n’a pas encore été confirmé au client.",
  effectThanks: "{customer} reçoit un e-mail à {addresses} qui remercie du paiement, afin que personne n’ait à demander s’il est arrivé.",
  dealQuiet: "{deal} de {customer}, d’une valeur de {worth}, n’a pas changé d’étape depuis le {since}.",
  nobodyWrote:
    "Depuis {days, plural, one {# jour} other {# jours}}, personne n’a écrit à ce sujet ni terminé d’activité, et aucune n’est planifiée.",
  followUpsUnanswered: "{count, plural, one {# suivi est resté} other {# suivis sont restés}} sans réponse depuis.",
  effectFollowUp: "{customer} reçoit un e-mail à {addresses} qui demande où en est l’affaire, et répond.",
  dealNoted: "L’affaire reçoit une note dans Odoo.",
  closingToday: "{deal} de {customer}, d’une valeur de {worth}, devrait se conclure aujourd’hui, le {on}.",
  closingIn:
    "{deal} de {customer}, d’une valeur de {worth}, devrait se conclure dans {days, plural, one {# jour} other {# jours}}, le {on}.",
  nothingPlanned: "Rien n’y est planifié.",
  effectSms: "{name} reçoit un SMS au {number} qui demande s’il manque quelque chose.",
  dealWon: "{deal} de {customer}, d’une valeur de {worth}, a été gagnée le {on}.",
  nothingBegun: "Il n’y a pour elle ni projet, ni tâche, ni activité planifiée.",
  ownerless:
    "{project} a {count, plural, one {# tâche en retard qui n’est attribuée} other {# tâches en retard qui ne sont attribuées}} à personne ; la plus ancienne est en retard de {days, plural, one {# jour} other {# jours}}.",
  effectTask: "Une tâche dans Odoo demande à {who} de s’en occuper d’ici le {by}.",
  effectTaskProject: "Une tâche dans Odoo demande à l’équipe du projet de s’en occuper d’ici le {by}.",
  effectTaskSometime: "Une tâche dans Odoo demande à {who} de s’en occuper.",
  atRisk: "{project} risque de mal tourner.",
  offTrack: "Il est signalé dans Odoo comme n’étant plus sur les rails.",
  deadlinePassed:
    "Son échéance était le {on}, il y a {days, plural, one {# jour} other {# jours}}, et {open, plural, one {# tâche est ouverte} other {# tâches sont ouvertes}}.",
  milestoneMissed: "Le jalon {milestone} était prévu le {on}, il y a {days, plural, one {# jour} other {# jours}}, et n’est pas atteint.",
  tasksOverdue: "{overdue, number} tâches ouvertes sur {open, number} sont en retard, soit {share, number} %.",
  effectNote: "Une note interne sur le projet le dit à tous ceux qui le suivent dans Odoo.",
  quietSilent:
    "{customer} a été facturé de {revenue} ces {days, number} derniers jours, plus que les {median} du client médian. Personne n’a été en contact depuis au moins {quiet, number} jours.",
  quietSince:
    "{customer} a été facturé de {revenue} ces {days, number} derniers jours, plus que les {median} du client médian. Le dernier contact date du {on}.",
  effectCheckIn: "Le {on}, les faits sont relus ; si personne n’a été en contact d’ici là, une tâche pour appeler {customer} est proposée.",
  stageDrift: "{deal} de {customer} est toujours à l’étape {stage}, alors que la commande {order} de {total} est confirmée.",
  stageDriftSince:
    "{deal} de {customer} est toujours à l’étape {stage}, alors que la commande {order} de {total} est confirmée depuis le {since}.",
  effectStage: "L’affaire est à l’étape {stage} dans Odoo, avec une note qui l’explique.",
  undoWhy: "Une personne annule ce que l’action {action} a fait.",
  effectUndo: "L’enregistrement est de nouveau à l’étape {to}, s’il est toujours à l’étape {from}.",
};
