import type { SaidMessages } from "../../said.ts";

export const audit: SaidMessages["audit"] = {
  missing: "L’entrée {seq} manque : la suivante est {other}.",
  wrongOrder: "À la place de l’entrée {seq} se trouve l’entrée {other}.",
  brokenLink: "L’entrée {seq} ne suit pas celle qui la précède.",
  alteredEntry: "Le texte de l’entrée {seq} n’est pas celui qui a été écrit.",
  foreignEntry: "L’entrée {seq} n’a pas été écrite pour cette place de cette chaîne.",
  alteredColumn: "Les colonnes de l’entrée {seq} ne disent pas ce que dit son texte.",
  alteredText: "Le texte personnel de l’entrée {seq} n’est pas celui qui a été écrit.",
  cutTail: "La chaîne s’arrête avant l’entrée {seq}, et l’entrée {other} a été publiée.",
  rewritten: "L’entrée {seq} n’est pas celle dont l’empreinte a été publiée : la chaîne a été réécrite.",
};
