import { folded } from "../characters.ts";
import { ES_VERBS } from "../lexicon/es.ts";
import { listed } from "../lexicon/vocabulary.ts";
import type { Acts } from "./types.ts";

const ALLOWED = listed(`
ser estar haber tener hacer poder deber querer saber ver ir venir dar decir poner salir seguir conocer creer pensar sentir entender comprender
esperar aguardar desear necesitar preferir gustar encantar agradecer apreciar valorar lamentar disculpar perdonar confiar contar
revisar comprobar verificar confirmar aclarar explicar examinar estudiar analizar consultar mirar echar buscar encontrar localizar hallar identificar
pagar abonar saldar liquidar regularizar cubrir cancelar transferir realizar efectuar tramitar gestionar procesar atender cumplir
indicar comunicar informar avisar notificar senalar comentar mencionar contestar responder escribir llamar contactar hablar conversar charlar platicar
preguntar consultar plantear exponer contar compartir tratar abordar resolver solucionar subsanar corregir rectificar superar salvar
enviar reenviar remitir mandar facilitar proporcionar hacer llegar adjuntar entregar recibir aceptar permitir
ayudar acompanar apoyar asesorar orientar colaborar cooperar trabajar avanzar continuar retomar proceder
ajustar adaptar modificar cambiar mejorar completar precisar detallar concretar definir preparar presentar mostrar proponer sugerir recomendar
acordar organizar programar planificar concertar reunir visitar quedar
decidir elegir comparar evaluar valorar considerar reconsiderar contemplar tener tomar dejar llevar pasar prestar dedicar conceder dar
ignorar olvidar omitir tardar demorar retrasar impedir evitar dificultar dudar molestar
encargar ocupar asegurar procurar intentar tratar lograr conseguir regularizar zanjar cerrar terminar finalizar concluir archivar
mantener conservar cuidar reforzar preservar disponer contar estar quedar permanecer suponer imaginar
atraer llamar dirigir poner insistir pedir solicitar rogar exigir requerir instar recordar reiterar destacar subrayar
volver sustituir figurar constar faltar bastar existir aparecer suceder ocurrir llegar servir seguir
guardar repasar meter comparar aclarar gustaria participar implicar involucrar incluir actuar reaccionar leer oir escuchar interesar aprovechar beneficiar facilitar agilizar
`);

const infinitive = /(?:ar|er|ir)$/;
const bases = new Set(ES_VERBS.map(folded).filter((word) => infinitive.test(word)));
const ENCLITIC = /(?:me|te|se|nos|le|les|lo|la|los|las|selo|sela|selos|selas|noslo|nosla|melo|mela)$/;
/** The infinitive that pronouns hang on to. */
const withPronouns = (word: string): string | undefined => {
  const bare = word.replace(ENCLITIC, "");
  return bare !== word && bases.has(bare) ? bare : undefined;
};

/** The regular forms in which somebody is asked. */
const imperatives = new Map<string, string>(
  [...bases].flatMap((verb): [string, string][] => {
    const stem = verb.slice(0, -2);
    const endings = verb.endsWith("ar") ? ["e", "en", "emos"] : ["a", "an", "amos"];
    const soft = verb.endsWith("ar") ? stem.replace(/c$/, "qu").replace(/g$/, "gu").replace(/z$/, "c") : stem;
    return endings.map((ending) => [soft + ending, verb]);
  }),
);
for (const other of listed(
  "una unan sobre sobren pese pesen entre entren este esten nada cuenta cuente parte tarde tarden acuse haga base bases basta diga vea conste fije vista visto",
))
  imperatives.delete(other);
const LINKS = new Set(listed("que cuando como aunque si mientras donde cuanto quien ojala"));

export const es: Acts = {
  trigger:
    /\b(?:por favor|(?:podria|puede|podrian|pueden|querria|quisiera|le importaria|seria tan amable|desea|quiere|debe|deben|deberia|debera|tiene que|tendria|tendra|hay que|necesita)|(?:dig|hag|pong|veng|traig|teng|salg)a(?:n?(?:nos|me|le|les|se)(?:lo|la)?)|(?:haga|ponga|venga|traiga|diga)n?|(?:le|les) (?:rogamos|ruego|pedimos|pido|solicitamos|agradecer\w+|instamos|invitamos|exigimos)|sirvase|no dude|(?:vamos|voy|va|van) a|podemos|puedo|podriamos|podremos|queremos|quisieramos|debemos|tenemos que|permit\w+|\w{3,}(?:aremos|eremos|iremos|are|ire|ara|era|ira|aran|eran|iran))\b/,
  allowed: new Set(ALLOWED),
  bases,
  bindingForm: (word, before) => {
    const verb = imperatives.get(word) ?? imperatives.get(word.replace(ENCLITIC, ""));
    const last = before.at(-1);
    if (
      verb !== undefined &&
      !before.slice(-4).some((other) => LINKS.has(other)) &&
      (last === undefined || /^(?:,|y|o|e|favor|entonces|luego|no|simplemente|pues|mejor)$/.test(last))
    )
      return verb;
    const stem = /^(.+[aei]r)(?:emos|e|a|an|ia|iamos|ian)$/.exec(word)?.[1];
    if (stem !== undefined && bases.has(stem) && /r(?:emos|e|a|an)$/.test(word)) return stem;
    return undefined;
  },
};

export { withPronouns as spanishInfinitiveOf };
