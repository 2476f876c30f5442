import type { SaidMessages } from "../../said.ts";

export const page: SaidMessages["page"] = {
  away: "AI COO ne répond pas.",
  checkRunning: "Vérifiez qu’il fonctionne et que cet ordinateur est connecté ; la page réessaie automatiquement.",
  unexplained: "Le serveur a répondu {status, number} sans explication.",
  tryLog: "Réessayez ; si cela dure, regardez le journal d’AI COO.",
  wrong: "Quelque chose s’est mal passé dans cette page.",
  reload: "Rechargez-la ; rien n’a été décidé par là.",
};
