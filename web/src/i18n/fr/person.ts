import type { Messages } from "../types.ts";

export const person = {
  bannerName: "À propos de votre compte",
  setUpNotice: "Ce compte n’a pas encore de mot de passe.",
  notNow: "Plus tard",
  roles: { viewer: "Lecture", approver: "Approbation", admin: "Administration", owner: "Propriétaire" },
  actFor: "Agir pour {name}",
  actingFor: "Vous agissez pour {name}",
  stopActing: "Agir en votre nom",
  setUp: "Configurer AI COO",
} as const satisfies Messages["person"];
