import type { SaidMessages } from "../../said.ts";

const CANNOT =
  "{verb, select, approve {Approbation} reject {Rejet} edit {Modification} snooze {Remise à plus tard} wake {Reprise} take_back {Reprise} cancel {Retrait} execute {Exécution} expire {Expiration} undo {Annulation} other {Action}} impossible";
const STATUS =
  "{status, select, it_waits_for_approval {elle attend une approbation} it_is_approved_already {elle est déjà approuvée} it_is_being_executed_right_now {elle est en cours d’exécution} it_is_done {elle est faite} it_failed {elle a échoué} it_was_blocked {elle a été bloquée} nobody_knows_yet_whether_it_happened {personne ne sait encore si elle a eu lieu} it_was_rejected {elle a été rejetée} it_has_expired {elle a expiré} it_was_cancelled {elle a été annulée} other {}}";

export const can: SaidMessages["can"] = {
  status: `${CANNOT} : ${STATUS}.`,
  expired: `${CANNOT} : elle a expiré le {at}.`,
  isHeld: `${CANNOT} : elle est retenue : {reason}`,
  undoNotRun: "Annulation impossible : elle ne s’est pas exécutée ; retirez-la plutôt.",
  undoNever: "Annulation impossible : ce qu’elle a fait ne s’annule pas.",
  undoByHand: "Annulation impossible : elle s’annule par une personne, dans Odoo.",
  undoMessage: "Annulation impossible : un message ne se rappelle pas ; une correction est un autre message.",
  undoOnlyStage: "Annulation impossible : seul un changement d’étape s’annule automatiquement.",
  undoneAlready: "Annulation impossible : c’est déjà annulé.",
  undoStands: "Annulation impossible : une action qui l’annule existe déjà.",
  undoContacted: "Annulation impossible : quelqu’un a été contacté, ce qui ne s’annule pas.",
  undoNoBefore: "Annulation impossible : elle ne dit pas ce qui se trouvait là avant.",
  undoNoStage: "Annulation impossible : l’enregistrement n’était à aucune étape avant.",
  undoNothing: "Annulation impossible : elle n’a rien changé.",
  undoUnreadable: "Annulation impossible : l’action enregistrée ne peut plus être lue.",
  notPutOff: "Reprise impossible : personne ne l’a remise à plus tard.",
  rejectedLongAgo: "Reprise impossible : elle a été rejetée il y a plus de {seconds, number} secondes.",
  waitsAlready: "Reprise impossible : elle attend déjà une décision.",
  rejectInstead: "Retrait impossible : elle attend une approbation ; rejetez-la plutôt.",
  notApproved: "Exécution impossible : elle n’est pas approuvée.",
  stopOn: "Exécution impossible : l’arrêt d’urgence est actif.",
  waitsUntil: "Exécution impossible : elle attend jusqu’au {until}.",
  goodUntil: "Expiration impossible : elle est valable jusqu’au {until}.",
  nothingToResolve: `Rien à régler : ${STATUS}.`,
  notInDoubt: "Rien à régler : son issue ne fait pas de doute.",
  decidedAtOnce: `${CANNOT} : quelqu’un d’autre a décidé au même moment.`,
  changedAtOnce: `${CANNOT} : elle a changé au même moment.`,
  takenAtOnce: "Retrait impossible : elle a été prise pour exécution au même moment.",
  takenNow: "Exécution impossible : elle, ou une autre action du même client, est en train d’être prise ou exécutée.",
  heldOtherwise: "Libération impossible : elle est retenue pour une autre raison que celle que vous avez vue : {reason}",
  heldByRecord: "Libération impossible : ce qui la retient est noté chez le client, et c’est là que cela prend fin : {reason}",
  notHeld: "Libération impossible : elle n’est pas retenue.",
  settledAtOnce: "Quelqu’un d’autre l’a réglée au même moment.",
};
