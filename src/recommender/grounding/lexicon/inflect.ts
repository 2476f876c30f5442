/** The regular endings of the four languages. Irregular words are listed with all their forms. */

/** English nouns: `invoice`, `invoices`. */
export const englishNoun = (noun: string): string[] => [noun, thirdPerson(noun)];

/** English verbs: `arrange`, `arranges`, `arranged`, `arranging`; `*` after a verb doubles its last letter: `plan*`. */
export function englishVerb(entry: string): string[] {
  const verb = entry.replace("*", "");
  const stem = entry.endsWith("*") ? verb + verb.slice(-1) : verb.endsWith("e") && !verb.endsWith("ee") ? verb.slice(0, -1) : verb;
  const past = /[^aeiou]y$/.test(verb) ? `${verb.slice(0, -1)}ied` : `${stem}ed`;
  return [verb, thirdPerson(verb), past, `${stem}ing`];
}

function thirdPerson(word: string): string {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

/** English adjectives and their adverbs: `prompt`, `promptly`. */
export function englishAdjective(word: string): string[] {
  if (/[^aeiou]y$/.test(word)) return [word, `${word.slice(0, -1)}ily`];
  if (/[^aeiou]le$/.test(word)) return [word, `${word.slice(0, -1)}y`];
  return [word, `${word}ly`];
}

export function frenchNoun(noun: string): string[] {
  if (/[sxz]$/.test(noun)) return [noun];
  if (noun.endsWith("al")) return [noun, `${noun.slice(0, -1)}ux`];
  return [noun, noun.endsWith("eau") ? `${noun}x` : `${noun}s`];
}

/** French adjectives: masculine given, `prochain`, `prochaine`, `prochains`, `prochaines`. */
export function frenchAdjective(word: string): string[] {
  const feminine = word.endsWith("e")
    ? word
    : word.endsWith("eux")
      ? `${word.slice(0, -1)}se`
      : /el$|en$|on$/.test(word)
        ? `${word + word.slice(-1)}e`
        : word.endsWith("if")
          ? `${word.slice(0, -1)}ve`
          : word.endsWith("er")
            ? `${word.slice(0, -2)}ère`
            : `${word}e`;
  return [...frenchNoun(word), ...frenchNoun(feminine)];
}

const FRENCH_ER =
  "er e es ons ez ent é ée és ées ais ait ions iez aient ant erai eras era erons erez eront erais erait erions eriez eraient".split(" ");

/** French verbs in -er, by their infinitive; those that change their stem are listed twice. */
export function frenchVerb(verb: string): string[] {
  const stem = verb.replace(/er$/, "");
  const soft = stem.endsWith("g") ? `${stem}e` : stem.endsWith("c") ? `${stem.slice(0, -1)}ç` : stem;
  return FRENCH_ER.map((ending) => (/^[ao]/.test(ending) ? soft : stem) + ending);
}

export const spanishNoun = (noun: string): string[] => [noun, spanishPlural(noun)];

function spanishPlural(noun: string): string {
  if (/[aeiouáéó]$/.test(noun)) return `${noun}s`;
  if (noun.endsWith("z")) return `${noun.slice(0, -1)}ces`;
  return /[áéíóú][ns]$/.test(noun)
    ? `${noun.slice(0, -2)}${plainVowel(noun.at(-2) ?? "")}${noun.slice(-1)}es`
    : noun.endsWith("s")
      ? noun
      : `${noun}es`;
}

const plainVowel = (vowel: string): string => vowel.normalize("NFD").charAt(0);

export function spanishAdjective(word: string): string[] {
  if (!word.endsWith("o")) return spanishNoun(word);
  const stem = word.slice(0, -1);
  return ["o", "a", "os", "as"].map((ending) => stem + ending);
}

const SPANISH = {
  ar: "ar o as a amos an é ó aron aba aban ábamos ado ada ados adas ando aré ará aremos arán aría arían aríamos e es emos en ara aran".split(
    " ",
  ),
  er: "er o es e emos en í ió ieron ía ían íamos ido ida idos idas iendo eré erá eremos erán ería erían eríamos a as amos an iera ieran".split(
    " ",
  ),
  ir: "ir o es e imos en í ió ieron ía ían íamos ido ida idos idas iendo iré irá iremos irán iría irían iríamos a as amos an iera ieran".split(
    " ",
  ),
} as const;
const ENCLITICS = "nos lo la los las le les me se selo sela noslo nosla".split(" ");

/** Regular Spanish verbs with the pronouns that hang on to their infinitive. */
export function spanishVerb(verb: string): string[] {
  const stem = verb.slice(0, -2);
  const kind = verb.slice(-2) as keyof typeof SPANISH;
  const accented = { ar: "ár", er: "ér", ir: "ír" }[kind];
  const hung = ENCLITICS.map(
    (pronoun) => (pronoun.length > 3 && pronoun !== "los" && pronoun !== "las" ? stem + accented : verb) + pronoun,
  );
  return [...SPANISH[kind].map((ending) => stem + ending), ...hung];
}

const GERMAN_ADJECTIVE = ["", "e", "en", "er", "es", "em"];

export const germanAdjective = (word: string): string[] => GERMAN_ADJECTIVE.map((ending) => word + ending);

const GERMAN_VERB = ["e", "st", "t", "en", "te", "ten", "tet", "end", "ende", "enden"];

/** Weak German verbs by their stem; `über|weis` keeps its prefix, `ab+klär` parts from it. */
export function germanVerb(entry: string): string[] {
  const [prefix, separable, stem] = entry.includes("+")
    ? [entry.split("+")[0]!, true, entry.split("+")[1]!]
    : entry.includes("|")
      ? [entry.split("|")[0]!, false, entry.split("|")[1]!]
      : ["", false, entry];
  const joined = GERMAN_VERB.map((ending) => prefix + stem + germanEnding(stem, ending));
  const participle = `${stem}${/[dt]$/.test(stem) ? "et" : "t"}`;
  if (separable)
    return [
      ...joined,
      ...germanAdjective(`${prefix}ge${participle}`),
      `${prefix}zu${stem}${germanEnding(stem, "en")}`,
      ...germanVerb(stem),
    ];
  return prefix === "" ? [...joined, ...germanAdjective(`ge${participle}`)] : [...joined, ...germanAdjective(prefix + participle)];
}

/** `erwart-et`, `erinner-n`: the endings of stems that end in a dental, or in an unstressed `er` or `el`. */
function germanEnding(stem: string, ending: string): string {
  if (/(?:[dt]|[^rlh][mn])$/.test(stem) && /^(?:st|t)/.test(ending)) return `e${ending}`;
  return ending.startsWith("en") && /[^i]e[rl]$/.test(stem) ? ending.slice(1) : ending;
}

/** The plurals and cases of German nouns, more than each one has. */
export const germanNoun = (noun: string): string[] => ["", "s", "es", "e", "n", "en", "er", "ern"].map((ending) => noun + ending);
