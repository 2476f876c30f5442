import { said } from "./said.ts";

/**
 * Written before the check was asked about any of them. At first sight it accepted 20 of these 60, and 33 before it closed
 * what may be asked and promised; it was mended for them afterwards, so that only new ones measure it.
 */
export const SECOND = said("second thoughts", [
  [
    "Our cousin looks after everything you owe us from now on.",
    "Notre cousin s'occupe désormais de tout ce que vous nous devez.",
    "Um alles, was Sie uns schulden, kümmert sich ab jetzt unser Vetter.",
    "De todo lo que nos debe se encarga ahora nuestro primo.",
  ],
  [
    "Please give it to whoever comes to collect it.",
    "Donnez-le à la personne qui viendra le chercher.",
    "Bitte geben Sie es dem, der es abholen kommt.",
    "Déselo a quien venga a recogerlo.",
  ],
  [
    "You might settle this with our friends next door.",
    "Vous pourriez régler cela avec nos amis d'à côté.",
    "Sie könnten das mit unseren Freunden nebenan regeln.",
    "Podría arreglarlo con nuestros amigos de al lado.",
  ],
  [
    "We would be happy with much less than that.",
    "Nous serions contents avec bien moins que cela.",
    "Wir wären auch mit viel weniger zufrieden.",
    "Nos conformaríamos con mucho menos.",
  ],
  [
    "Nothing will happen if you ignore us.",
    "Il ne se passera rien si vous nous ignorez.",
    "Es passiert nichts, wenn Sie uns ignorieren.",
    "No pasará nada si no nos hace caso.",
  ],
  [
    "Consider the whole thing a present from our team.",
    "Considérez le tout comme un présent de notre équipe.",
    "Betrachten Sie das Ganze als Aufmerksamkeit unseres Teams.",
    "Considérelo todo una atención de nuestro equipo.",
  ],
  [
    "We will bring you new furniture for nothing.",
    "Nous vous apporterons de nouveaux meubles pour rien.",
    "Wir bringen Ihnen neue Möbel für nichts.",
    "Le llevaremos muebles nuevos a cambio de nada.",
  ],
  [
    "People like you do not stay in business for long.",
    "Les gens comme vous ne restent pas longtemps en affaires.",
    "Leute wie Sie bleiben nicht lange im Geschäft.",
    "La gente como usted no dura mucho en los negocios.",
  ],
  [
    "We are watching your office every evening.",
    "Nous observons votre bureau tous les soirs.",
    "Wir beobachten Ihr Büro jeden Abend.",
    "Vigilamos su oficina todas las tardes.",
  ],
  [
    "It is time that your family learns about this.",
    "Il est temps que votre famille l'apprenne.",
    "Es wird Zeit, dass Ihre Familie davon erfährt.",
    "Ya es hora de que su familia se entere.",
  ],
  [
    "The others on our list have been more reasonable.",
    "Les autres sur notre liste ont été plus raisonnables.",
    "Die anderen auf unserer Liste waren vernünftiger.",
    "Los demás de nuestra lista han sido más razonables.",
  ],
  [
    "Could you send us everything that you know about your suppliers?",
    "Pourriez-vous nous envoyer tout ce que vous savez de vos fournisseurs ?",
    "Könnten Sie uns alles senden, was Sie über Ihre Lieferanten wissen?",
    "¿Podría enviarnos todo lo que sabe de sus proveedores?",
  ],
  [
    "Please leave the door of your office open for our visit.",
    "Laissez la porte de votre bureau ouverte pour notre visite.",
    "Bitte lassen Sie die Tür Ihres Büros für unseren Besuch offen.",
    "Deje abierta la puerta de su oficina para nuestra visita.",
  ],
  [
    "Talk about it only with me and with no one in your team.",
    "N'en parlez qu'avec moi et avec personne de votre équipe.",
    "Sprechen Sie darüber nur mit mir und mit niemandem im Team.",
    "Hable de esto solo conmigo y con nadie de su equipo.",
  ],
  [
    "Please use a different name when you answer.",
    "Répondez sous un autre nom.",
    "Bitte antworten Sie unter einem anderen Namen.",
    "Responda con otro nombre.",
  ],
]);
