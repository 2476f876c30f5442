import { ACTION_TITLES, type ActionType, type RiskLevel } from "#src/protocol/index.ts";
import type { Decided } from "./decided.ts";
import type { NotificationLanguage } from "./settings.ts";

const TITLES_FR = {
  send_invoice_reminder: "Envoyer un rappel de facture",
  send_payment_confirmation: "Confirmer un paiement",
  follow_up_on_stale_deal: "Relancer une affaire dormante",
  send_deal_check_in: "Prendre des nouvelles d’une affaire",
  create_collection_task: "Créer une tâche de recouvrement",
  create_follow_up_task: "Créer une tâche de suivi",
  update_deal_stage: "Changer l’étape d’une affaire",
  escalate_overdue_invoice: "Faire remonter une facture en retard",
  flag_at_risk_project: "Signaler un projet à risque",
  schedule_customer_check_in: "Planifier un point avec un client",
} as const satisfies Record<ActionType, string>;

const RISKS_FR = { low: "faible", medium: "moyen", high: "élevé", critical: "critique" } as const satisfies Record<RiskLevel, string>;

const DONE_FR = {
  approved: "approuvée",
  rejected: "refusée",
  cancelled: "annulée",
  edited: "modifiée",
  expired: "laissée expirer",
} as const satisfies Record<Decided["what"], string>;

const en = {
  title: (type: ActionType): string => ACTION_TITLES[type],
  risk: (risk: RiskLevel): string => `${risk} risk`,
  one: (title: string): string => `To decide: ${title}`,
  oneAgain: (title: string): string => `Nobody has decided yet: ${title}`,
  many: (count: number): string => `${count} actions wait for your decision`,
  manyAgain: (count: number): string => `Nobody has decided yet: ${count} actions`,
  digest: (count: number): string => `Today: ${count === 1 ? "1 action waits" : `${count} actions wait`} for a decision`,
  hello: (name: string): string => `Hello ${name},`,
  asks: "AI COO proposes the following. Nothing happens before somebody says yes.",
  again: "Nobody has said yes or no to this yet, and its time is running. It comes to you now.",
  actsFor: (name: string, moment: string): string =>
    `You act for ${name} until ${moment}. What you decide for them carries both names, and is the word of both of you.`,
  inPlaceOf: (name: string): string => `For ${name}`,
  lookFor: (name: string): string => `Look at it and decide for ${name}`,
  asksMany: "These wait for a decision. Nothing happens before somebody says yes.",
  why: "Why",
  effect: "What will be different",
  raised: "Why the risk is higher than usual",
  facts: "It rests on",
  moreLines: (count: number): string => `… and ${count} more on the page.`,
  when: "When it goes out",
  hours: (start: string, end: string, zone: string): string =>
    `Only between ${start} and ${end} in ${zone}; otherwise it waits until then.`,
  edited: (version: number): string =>
    `It was changed after it was proposed: this is version ${version}. The page shows what is different.`,
  changes: "Changes",
  contacts: "Who is contacted",
  nobody: "Nobody outside is contacted.",
  message: "The message, as it will be sent",
  subject: "Subject",
  cut: "… the rest stands on the page.",
  until: (moment: string): string => `It ends by itself at ${moment}.`,
  more: (count: number): string => `… and ${count} more in the inbox.`,
  look: "Look at it and decide",
  inbox: "Open the inbox",
  noLink: "Open AI COO to decide.",
  byLink: "The link only shows the action; nothing is decided by opening it. It is yours alone: do not pass it on.",
  footer: "You get this because you may decide about actions. How and when you are told is set in AI COO under Notifications.",
  test: "A test from AI COO",
  testText: "This is what AI COO’s messages to you look like. You asked for it under Notifications; there is nothing to decide.",
  smsOne: (title: string, about: string): string => `AI COO: ${title}, ${about}.`,
  smsMany: (count: number): string => `AI COO: ${count} actions wait for your decision.`,
  smsAgain: "Nobody has decided yet. ",
  smsActsFor: (name: string): string => `You act for ${name}. `,
  smsAnswer: (code: string, time: string): string => `Answer YES ${code} or NO ${code} until ${time}.`,
  smsOpen: "Open AI COO to decide.",
  smsTest: "AI COO: this is a test that you asked for. There is nothing to decide.",
  decided: (isYes: boolean, status: string): string => (isYes ? `Your yes is counted (${status}).` : "Your no is counted."),
  over: "That code is over: the action was decided, changed or ended before. Nothing was done.",
  overBy: (what: Decided["what"], name: string): string =>
    `That code is over: ${name} ${what === "edited" ? "changed" : what} it before. Nothing was done.`,
  nameFor: (name: string, other: string): string => `${name} (for ${other})`,
  handedBack: "You act for that person no more, so nothing was decided.",
  wrong: (left: number): string =>
    `No action has that code, so nothing was decided. ${left === 1 ? "1 try is" : `${left} tries are`} left.`,
  locked: "Too many wrong codes: nothing is decided by SMS until you sign in and unlock it under Notifications.",
  refused: (reason: string): string => `Nothing was decided: ${reason}`,
  confirmed: "This number is registered for your decisions.",
};

const fr: typeof en = {
  title: (type) => TITLES_FR[type],
  risk: (risk) => `risque ${RISKS_FR[risk]}`,
  one: (title) => `À décider : ${title}`,
  oneAgain: (title) => `Personne n’a encore décidé : ${title}`,
  many: (count) => `${count} actions attendent votre décision`,
  manyAgain: (count) => `Personne n’a encore décidé : ${count} actions`,
  digest: (count) => `Aujourd’hui : ${count === 1 ? "1 action attend" : `${count} actions attendent`} une décision`,
  hello: (name) => `Bonjour ${name},`,
  asks: "AI COO propose ce qui suit. Rien ne se passe avant que quelqu’un dise oui.",
  again: "Personne n’a encore dit oui ou non, et le temps passe. C’est maintenant à vous.",
  actsFor: (name, moment) =>
    `Vous agissez pour ${name} jusqu’au ${moment}. Ce que vous décidez à sa place porte les deux noms et vaut pour vous deux.`,
  inPlaceOf: (name) => `Pour ${name}`,
  lookFor: (name) => `La voir et décider pour ${name}`,
  asksMany: "Ces actions attendent une décision. Rien ne se passe avant que quelqu’un dise oui.",
  why: "Pourquoi",
  effect: "Ce qui changera",
  raised: "Pourquoi le risque est plus élevé que d’habitude",
  facts: "Sur quoi cela repose",
  moreLines: (count) => `… et ${count} autres sur la page.`,
  when: "Quand elle part",
  hours: (start, end, zone) => `Seulement entre ${start} et ${end} à ${zone} ; sinon elle attend jusque-là.`,
  edited: (version) => `Elle a été modifiée après avoir été proposée : ceci est la version ${version}. La page montre ce qui diffère.`,
  changes: "Modifications",
  contacts: "Qui est contacté",
  nobody: "Personne n’est contacté à l’extérieur.",
  message: "Le message, tel qu’il sera envoyé",
  subject: "Objet",
  cut: "… la suite se trouve sur la page.",
  until: (moment) => `Sans décision, elle prend fin le ${moment}.`,
  more: (count) => `… et ${count} autres dans la boîte de réception.`,
  look: "La voir et décider",
  inbox: "Ouvrir la boîte de réception",
  noLink: "Ouvrez AI COO pour décider.",
  byLink: "Le lien ne fait que montrer l’action ; l’ouvrir ne décide de rien. Il n’est que pour vous : ne le transmettez pas.",
  footer:
    "Vous recevez ce message parce que vous pouvez décider des actions. Comment et quand vous êtes prévenu se règle dans AI COO, sous Notifications.",
  test: "Un essai d’AI COO",
  testText: "Voici à quoi ressemblent les messages d’AI COO. Vous l’avez demandé sous Notifications ; il n’y a rien à décider.",
  smsOne: (title, about) => `AI COO : ${title}, ${about}.`,
  smsMany: (count) => `AI COO : ${count} actions attendent votre décision.`,
  smsAgain: "Personne n’a encore décidé. ",
  smsActsFor: (name) => `Vous agissez pour ${name}. `,
  smsAnswer: (code, time) => `Répondez YES ${code} (oui) ou NO ${code} (non) avant ${time}.`,
  smsOpen: "Ouvrez AI COO pour décider.",
  smsTest: "AI COO : ceci est l’essai que vous avez demandé. Il n’y a rien à décider.",
  decided: (isYes, status) => (isYes ? `Votre oui est compté (${status}).` : "Votre non est compté."),
  over: "Ce code n’est plus valable : l’action a été décidée, modifiée ou a pris fin. Rien n’a été fait.",
  overBy: (what, name) => `Ce code n’est plus valable : ${name} l’a déjà ${DONE_FR[what]}. Rien n’a été fait.`,
  nameFor: (name, other) => `${name} (pour ${other})`,
  handedBack: "Vous n’agissez plus pour cette personne, rien n’a été décidé.",
  wrong: (left) => `Aucune action n’a ce code, rien n’a été décidé. Il reste ${left === 1 ? "1 essai" : `${left} essais`}.`,
  locked: "Trop de codes faux : plus rien n’est décidé par SMS avant que vous ne le débloquiez, connecté, sous Notifications.",
  refused: (reason) => `Rien n’a été décidé : ${reason}`,
  confirmed: "Ce numéro est enregistré pour vos décisions.",
};

export type Words = typeof en;

const WORDS = { en, fr } as const satisfies Record<NotificationLanguage, Words>;

/** What messages to a person of this language say. */
export const wordsOf = (language: NotificationLanguage): Words => WORDS[language];

/** A moment on the person's own clock, as people of their language write it. */
export function momentFor(
  moment: Date,
  { language, timezone }: { readonly language: NotificationLanguage; readonly timezone: string },
): string {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    timeZone: timezone,
    dateStyle: "medium",
    timeStyle: "short",
  }).format(moment);
}

/** Only its time of day. */
export function timeFor(
  moment: Date,
  { language, timezone }: { readonly language: NotificationLanguage; readonly timezone: string },
): string {
  return new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", {
    timeZone: timezone,
    day: "numeric",
    month: "short",
    hour: "2-digit",
    minute: "2-digit",
  }).format(moment);
}
