import type { SaidMessages } from "../../said.ts";

export const title: SaidMessages["title"] = {
  cashLasts: "La trésorerie suffit pour {months, number} mois",
  overdue60: "{share, number} % des créances sont en retard de plus de 60 jours",
  workingCapital: "Le fonds de roulement est de {amount}",
  concentration: "{customer} doit {share, number} % de toutes les créances",
  bankStale: "La banque n’est pas à jour : les relances sont retenues",
  overdue90: "{amount} de {side, select, receivables {créances} payables {dettes} other {}} en retard de plus de 90 jours",
  load: "{name} a {count, plural, one {# tâche ouverte} other {# tâches ouvertes}}",
  answered: "{customer} a répondu : les relances ont pris fin",
  action:
    "{type, select, send_invoice_reminder {Envoyer une relance de facture} send_payment_confirmation {Confirmer un paiement} follow_up_on_stale_deal {Relancer une affaire dormante} send_deal_check_in {Prendre des nouvelles d’une affaire} create_collection_task {Créer une tâche de recouvrement} create_follow_up_task {Créer une tâche de suivi} update_deal_stage {Changer l’étape d’une affaire} escalate_overdue_invoice {Faire remonter une facture en retard} flag_at_risk_project {Signaler un projet à risque} schedule_customer_check_in {Planifier un point avec un client} other {}} : {about}",
};

export const seen: SaidMessages["seen"] = {
  cash: "{cash} en banque et en caisse, {outflow} de sorties par mois.",
  overdue60: "{amount} sur {total} sont en retard de plus de 60 jours.",
  workingCapital: "Un actif circulant de {assets} fait face à un passif à court terme de {liabilities}.",
  concentration: "{customer} doit {amount}, soit {share, number} % de ce que doivent les clients.",
  bankNever: "La banque n’a jamais été rapprochée.",
  bankSince: "La banque n’a pas été rapprochée depuis le {since}.",
  remindersHeld: "Les relances de {company} sont retenues jusque-là.",
  overdue90:
    "{amount} sur {total} de {side, select, receivables {créances} payables {dettes} other {}} sont en retard de plus de 90 jours.",
  answered:
    "Le client a répondu le {on} ; {count, plural, one {# facture est en retard et n’est plus réclamée} other {# factures sont en retard et ne sont plus réclamées}} tant qu’une personne ne reprend pas les relances.",
  load: "{name} a {open, plural, one {# tâche ouverte} other {# tâches ouvertes}}, dont {overdue, number} en retard ; une personne devrait en avoir au plus {limit, number}.",
};
