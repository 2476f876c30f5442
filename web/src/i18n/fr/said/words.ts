import type { SaidMessages } from "../../said.ts";

export const words: SaidMessages["words"] = {
  kept: "Celui du manuel : {reason}",
  keptLimit: "Celui du manuel : les brouillons d’un passage ({most}) sont allés à des messages plus urgents.",
  keptReplaced: "Celui du manuel : le brouillon de {model} a été remplacé à cause d’une phrase : {why}.",
  drafted: "Rédigé par {model} (consigne {prompt}, phrases {phrases}) et vérifié avec les faits",
  draftedLess: "Rédigé par {model} (consigne {prompt}, phrases {phrases}) et vérifié avec les faits. Laissé de côté : {what}",
};
