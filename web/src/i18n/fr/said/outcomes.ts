import type { SaidMessages } from "../../said.ts";

const FACT =
  "{what, select, paid_in_full {Payé en totalité} paid_in_part_last {Payé en partie, en dernier} settled_all_or_in_part_by_a_credit_note {Soldé, en tout ou en partie, par un avoir} marked_as_disputed_or_excluded_from_follow_up {Marqué comme contesté ou exclu des relances} the_message_was_delivered {Le message a été remis} the_customer_wrote_back {Le client a répondu} the_message_or_a_later_one_to_the_same_address_came_back {Le message, ou un suivant à la même adresse, est revenu} the_recipient_reported_a_message_as_spam {Le destinataire a signalé un message comme indésirable} the_recipient_asked_for_no_more_messages {Le destinataire a demandé qu’on ne lui écrive plus} the_deal_moved_to_another_stage {L’affaire a changé d’étape} the_deal_was_won {L’affaire a été gagnée} the_deal_was_lost {L’affaire a été perdue} the_record_moved_on_to_another_stage {L’enregistrement est passé à une autre étape} somebody_moved_the_record_back_to_the_stage_it_came_from {Quelqu’un a remis l’enregistrement à son étape d’origine} done {Fait} cancelled {Annulé} somebody_else_is_responsible_for_it_now {Quelqu’un d’autre en est responsable maintenant} past_its_deadline_and_still_open {Échéance passée, toujours ouvert} the_status_of_the_project_changed {Le statut du projet a changé} the_follow_up_became_a_proposal {Le suivi est devenu une proposition} the_follow_up_was_closed_without_a_proposal {Le suivi a été clos sans proposition} a_person_took_it_back {Une personne l’a annulé} the_record_is_gone {L’enregistrement a disparu} other {Suite}}";
const AFTER = "{days, plural, one {# jour} other {# jours}} après";

export const outcome: SaidMessages["outcome"] = {
  on: `${FACT} le {on}.`,
  onAfter: `${FACT} le {on}, ${AFTER}.`,
  onNote: `${FACT} le {on} : {note}.`,
  seen: `${FACT} (vu pour la première fois le {on}).`,
  seenAfter: `${FACT} (vu pour la première fois le {on}), ${AFTER}.`,
  seenNote: `${FACT} (vu pour la première fois le {on}) : {note}.`,
  revenue: "Revenu attendu : {amount}.",
  money: "{parts}.",
};

export const money: SaidMessages["money"] = {
  asked: "{asked} demandés sur {open} ouverts",
  open: "{open} ouverts",
  paid: "{paid} payés depuis",
  before: "{amount} soldés par des paiements arrivés avant",
  credited: "{amount} par avoir",
  other: "{amount} soldés par d’autres écritures",
  nothingLeft: "il ne restait rien à payer",
};

export const note: SaidMessages["note"] = {
  deleted: "supprimé, ou plus visible",
  deletedUndone: "supprimée sans être faite, ou plus visible",
  projectArchived: "le projet a été archivé",
  stageBefore: "l’étape où il se trouvait",
};
