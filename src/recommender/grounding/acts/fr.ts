import { folded } from "../characters.ts";
import { FR_VERBS } from "../lexicon/fr.ts";
import { listed } from "../lexicon/vocabulary.ts";
import type { Acts } from "./types.ts";

const IRREGULAR = listed(`
etre avoir faire dire aller venir voir savoir pouvoir devoir vouloir prendre mettre tenir rendre perdre vendre attendre entendre descendre
repondre recevoir lire ecrire croire connaitre paraitre vivre suivre sortir partir sentir servir dormir ouvrir couvrir offrir souffrir
courir mourir boire rire fuir battre joindre craindre atteindre apprendre comprendre reprendre permettre promettre remettre transmettre
soumettre admettre revenir devenir parvenir convenir prevenir obtenir retenir maintenir soutenir contenir entretenir produire conduire
traduire construire reduire introduire finir choisir reussir reflechir agir remplir fournir etablir saisir definir unir
`);

const ALLOWED = listed(`
etre avoir faire pouvoir devoir vouloir savoir voir falloir valoir aller venir revenir parvenir convenir prendre reprendre comprendre apprendre
attendre entendre rendre repondre correspondre dire redire lire relire ecrire croire suivre poursuivre servir mettre permettre remettre transmettre
recevoir tenir obtenir maintenir soutenir retenir finir choisir reflechir eclaircir definir etablir fournir reussir agir approfondir elargir
joindre rejoindre rappeler appeler contacter recontacter ecouter parler reparler discuter echanger evoquer aborder traiter examiner etudier
verifier confirmer valider controler regarder jeter consulter chercher rechercher retrouver trouver identifier reperer localiser
payer regler solder regulariser acquitter honorer effectuer proceder virer transferer verser debloquer lever resoudre solutionner denouer
informer prevenir aviser avertir indiquer signaler preciser expliquer eclairer clarifier communiquer mentionner noter exposer presenter
envoyer renvoyer adresser transmettre remettre faire preparer joindre completer corriger rectifier adapter ajuster modifier revoir reviser
aider accompagner epauler assister conseiller guider orienter repondre collaborer cooperer travailler avancer progresser continuer
remercier apprecier esperer souhaiter desirer preferer aimer regretter excuser pardonner accepter autoriser ignorer oublier negliger
hesiter tarder attendre patienter compter penser considerer imaginer supposer deviner presser demander solliciter poser proposer suggerer
recommander organiser planifier programmer fixer convenir rencontrer visiter partager decider trancher choisir comparer evaluer
accorder apporter donner porter passer laisser garder prevoir envisager lancer demarrer commencer terminer finaliser conclure clore classer cloturer
veiller assurer soigner accuser constater remarquer comprendre insister exiger prier inviter respecter tenir privilegier
preserver conserver garder renforcer resserrer eviter empecher freiner lever remedier surmonter manquer plaire convenir interesser
montrer consacrer dedier retourner bloquer joindre rester demeurer sembler arriver suffire servir devenir exister durer figurer concerner
`);

/** Those of the second person plural that are not made from the infinitive. */
const IMPERATIVES = listed(`
faites:faire dites:dire soyez:etre ayez:avoir sachez:savoir veuillez:vouloir allez:aller venez:venir revenez:revenir tenez:tenir prenez:prendre
reprenez:reprendre comprenez:comprendre apprenez:apprendre mettez:mettre remettez:remettre transmettez:transmettre permettez:permettre
voyez:voir revoyez:revoir recevez:recevoir lisez:lire relisez:relire ecrivez:ecrire croyez:croire repondez:repondre attendez:attendre
entendez:entendre rendez:rendre joignez:joindre rejoignez:rejoindre suivez:suivre servez:servir ouvrez:ouvrir sortez:sortir partez:partir
courez:courir buvez:boire vendez:vendre perdez:perdre finissez:finir choisissez:choisir reflechissez:reflechir remplissez:remplir
`).map((pair) => pair.split(":") as [string, string]);

const bases = new Set([...FR_VERBS.map(folded), ...IRREGULAR].filter((word) => /(?:er|ir|re)$/.test(word)));
const imperatives = new Map<string, string>([
  ...Array.from(bases)
    .filter((verb) => verb.endsWith("er"))
    .map((verb): [string, string] => [`${verb.slice(0, -1)}z`, verb]),
  ...IMPERATIVES,
]);

/** `paierons`, `regleront`: the future is made on the infinitive. */
function futureOf(word: string): string | undefined {
  const stem = /^(.+r)(?:ons|ai|a|ez|ont)$/.exec(word)?.[1];
  if (stem === undefined) return undefined;
  return [stem, `${stem}e`].find((verb) => bases.has(verb));
}

export const fr: Acts = {
  trigger:
    /\b(?:veuillez|priere (?:de|d')|merci (?:de|d')|(?:pouvez|pourriez|voulez|voudriez|devez|devriez|auriez|aurez|seriez|souhaitez)-vous|vous (?:\w+ )?(?:pouvez|pourrez|pourriez|devez|devrez|devriez|voudrez|voudriez|allez|seriez|serez)|prions (?:de|d')|demandons (?:de|que|d')|invitons a|(?:nous|je) (?:\w+ )?(?:allons|vais|pouvons|peux|pourrons|pourrions|voulons|veux|voudrions|devons|dois|comptons|pensons|souhaitons|souhaite|aimerions|aimerais)|s'il vous plait|il (?:vous )?(?:faut|suffit|convient|reste)|n'hesitez|permettez|reste(?:ns)? a|va|vont)\b/,
  allowed: new Set(ALLOWED),
  bases,
  bindingForm: (word, before) => {
    const future = futureOf(word);
    if (future !== undefined) return future;
    const verb = imperatives.get(word.replace(/-(?:nous|le|la|les|moi|lui|leur|vous|en|y)(?:-\w+)?$/, ""));
    return verb !== undefined && !before.slice(-4).includes("vous") && !word.endsWith("-vous") ? verb : undefined;
  },
};
