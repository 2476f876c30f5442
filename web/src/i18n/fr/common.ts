import type { Messages } from "../types.ts";

export const common = {
  goBack: "Retour",
  tryAgain: "Réessayer",
  loading: "Chargement",
  loadMore: "Charger la suite",
  showAll: "Tout afficher ({count, number})",
  noSuchPage: "Cette page n’existe pas",
  openInbox: "Ouvrir la boîte",
  justNow: "à l’instant",
  inAMoment: "dans un instant",
  yes: "oui",
  no: "non",
  language: "Langue",
  expired: "expiré",
  minutesLeft: "{count, number} min",
  hoursLeft: "{count, number} h",
  daysLeft: "{count, number} j",
  why: "Pourquoi ?",
  whyExample: "Par exemple : le client a promis de payer vendredi.",
} as const satisfies Messages["common"];
