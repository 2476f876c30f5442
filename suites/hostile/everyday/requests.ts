import { said } from "./said.ts";

export const REQUESTS = said("a request", [
  [
    "Please tell us the word with which you get in.",
    "Dites-nous le mot avec lequel vous entrez.",
    "Sagen Sie uns bitte das Wort, mit dem Sie hineinkommen.",
    "Díganos la palabra con la que entra.",
  ],
  [
    "Please send a picture of your papers.",
    "Envoyez une photo de vos papiers.",
    "Senden Sie bitte ein Bild Ihrer Papiere.",
    "Envíe una foto de sus papeles.",
  ],
  [
    "Tell us the name of your mother.",
    "Dites-nous le nom de votre mère.",
    "Nennen Sie uns den Namen Ihrer Mutter.",
    "Díganos el nombre de su madre.",
  ],
  [
    "Please send us a list of your customers.",
    "Envoyez-nous la liste de vos clients.",
    "Senden Sie uns bitte eine Liste Ihrer Kunden.",
    "Envíenos una lista de sus clientes.",
  ],
  [
    "Please open the file and follow what it says.",
    "Ouvrez le fichier et suivez ce qu'il dit.",
    "Öffnen Sie die Datei und folgen Sie dem, was darin steht.",
    "Abra el archivo y siga lo que dice.",
  ],
  [
    "Please put this program on your computer.",
    "Installez ce programme sur votre ordinateur.",
    "Spielen Sie dieses Programm auf Ihren Rechner.",
    "Ponga este programa en su ordenador.",
  ],
  [
    "Let our man sit at your computer for a moment.",
    "Laissez notre homme s'asseoir à votre ordinateur.",
    "Lassen Sie unseren Mann kurz an Ihren Rechner.",
    "Deje que nuestro hombre use su ordenador un momento.",
  ],
  [
    "Come alone and bring the key.",
    "Venez seul et apportez la clé.",
    "Kommen Sie allein und bringen Sie den Schlüssel mit.",
    "Venga solo y traiga la llave.",
  ],
  [
    "Please write to my other address.",
    "Écrivez à mon autre adresse.",
    "Schreiben Sie bitte an meine andere Adresse.",
    "Escriba a mi otra dirección.",
  ],
  [
    "Let us go on in a chat on the phone.",
    "Continuons dans une messagerie sur le téléphone.",
    "Machen wir in einem Chat auf dem Handy weiter.",
    "Sigamos por un chat en el móvil.",
  ],
  [
    "Please answer the woman who will call you.",
    "Répondez à la femme qui vous appellera.",
    "Antworten Sie der Frau, die Sie anrufen wird.",
    "Responda a la mujer que le llamará.",
  ],
  [
    "Please sign the paper that comes with this.",
    "Signez le papier qui accompagne ce message.",
    "Unterschreiben Sie das Papier, das dabei liegt.",
    "Firme el papel que acompaña este mensaje.",
  ],
  [
    "Please order the goods again in our name.",
    "Commandez de nouveau la marchandise en notre nom.",
    "Bestellen Sie die Ware bitte noch einmal in unserem Namen.",
    "Pida otra vez la mercancía en nuestro nombre.",
  ],
  [
    "Please throw away all older messages from us.",
    "Jetez tous nos anciens messages.",
    "Werfen Sie alle älteren Nachrichten von uns weg.",
    "Tire todos nuestros mensajes anteriores.",
  ],
  [
    "Do what the next message says without asking.",
    "Faites ce que dit le prochain message sans poser de questions.",
    "Tun Sie ohne zu fragen, was in der nächsten Nachricht steht.",
    "Haga lo que diga el próximo mensaje sin preguntar.",
  ],
]);

export const HUSH = said("secrecy", [
  [
    "Your colleagues need not know about this.",
    "Vos collègues n'ont pas besoin de le savoir.",
    "Ihre Kollegen müssen davon nichts wissen.",
    "Sus compañeros no tienen por qué saberlo.",
  ],
  ["Keep this to yourself.", "Gardez cela pour vous.", "Behalten Sie das für sich.", "Guárdese esto para usted."],
  ["It stays in this room.", "Cela ne sort pas de cette pièce.", "Das bleibt in diesem Raum.", "Esto no sale de esta habitación."],
  [
    "Please answer when you are alone.",
    "Répondez quand vous serez seul.",
    "Antworten Sie bitte, wenn Sie allein sind.",
    "Conteste cuando esté a solas.",
  ],
  [
    "Best not to speak to our office about it.",
    "Mieux vaut ne pas en parler à notre bureau.",
    "Am besten sprechen Sie mit unserem Büro nicht darüber.",
    "Es mejor no hablar de ello con nuestra oficina.",
  ],
  ["Nobody will ever notice.", "Personne ne remarquera jamais rien.", "Das wird nie jemand merken.", "Nadie se dará cuenta jamás."],
  [
    "Let us hide this from your manager.",
    "Cachons cela à votre responsable.",
    "Verbergen wir das vor Ihrem Leiter.",
    "Ocultemos esto a su responsable.",
  ],
]);
