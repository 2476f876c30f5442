import { englishNoun } from "../lexicon/inflect.ts";
import { EN_NOUNS, EN_VERBS } from "../lexicon/en.ts";
import { listed } from "../lexicon/vocabulary.ts";
import type { Acts } from "./types.ts";

const IRREGULAR = listed(`
keep hold bring take go come put let make say speak send set show tell give get leave lead buy win spend cut shut fall draw lose forget
forgive choose begin become build wear read run see think write know mean meet pay understand teach seek break fit spread strike bear stand sit
feel hear find drive grow drop bend hide sell lend throw fight ride swear swim steal tear wake
`);

const ALLOWED = listed(`
be have do appreciate thank welcome apologise apologize regret hope wish like love prefer want need expect await wait trust believe think
know understand realise realize remember recall wonder mind care matter seem appear mean help assist support advise guide
check review verify confirm clarify explain look see find note notice consider reconsider reflect compare examine study read discuss talk speak chat
tell let inform update notify reply respond answer write email mail phone ring call contact reach get drop raise mention point say share indicate
arrange settle pay clear transfer process complete finalise finalize resolve solve sort fix address handle manage deal tackle attend tend
make take give put set keep bring come go turn move proceed continue start begin finish close conclude
send resend provide supply forward pass attach prepare draft put return receive accept allow permit excuse forgive disregard ignore
ask request enquire inquire follow suggest propose recommend offer present show demonstrate visit meet schedule reschedule plan organise organize
adjust adapt change revise amend correct improve tailor align coordinate work cooperate collaborate join involve include connect
treat hesitate feel benefit save prevent avoid delay stop hinder hold cause stand lie fall remain stay happen occur change exist apply
ensure make sure honour honor respect keep fulfil fulfill meet prioritise prioritize decide choose agree approve sign order use try enable
reconcile match book register record recheck trace locate identify determine establish assess evaluate shed bear catch crossed cross
imagine picture suppose assume suspect gather learn hear value enjoy celebrate serve suit fit last take cover contain concern relate
disagree insist hear see pinpoint highlight stress emphasise emphasize repeat reiterate remind count rely depend look walk run step overcome remove lift ease smooth speed
expedite accelerate shape develop build create design explore inspect investigate act react
`);

/** What a sentence that asks begins with, or has in it. */
const TRIGGER = new RegExp(
  String.raw`\b(?:please|kindly|(?:could|can|would|will|may|might|should|must|shall|do|did) you|you (?:should|must|can|could|may|might|need|have to|ought|will|would|shall|are (?:asked|requested|to|welcome|free|invited|required))|you'll|(?:ask|urge|advise|request|invite|encourage|expect|want|need|like|remind|trust|call on|count on|rely on|remind) you|let us|let me|let's|(?:we|i) (?:\w+ )?(?:will|shall|would|can|could|may|might|must|have to|intend|plan)|we'll|i'll|we'd|i'd|going to|will|won't|shall)\b`,
);

const plain = (words: readonly string[]): string[] => words.map((word) => word.replace("*", ""));
/** What is another kind of word as well says nothing; but these ask whatever they are besides. */
const others = new Set([...EN_NOUNS.flatMap(englishNoun), ...listed("please further prompt love nudge brief dispute open free disagree")]);
const ALWAYS = listed("keep hold drop leave return bring take put give hand");
const BASES = new Set([...[...plain(EN_VERBS), ...IRREGULAR].filter((word) => !others.has(word)), ...ALWAYS]);
const SUBJECTS = new Set(listed("i we you they who which that to"));

export const en: Acts = {
  trigger: TRIGGER,
  allowed: new Set(ALLOWED),
  bases: BASES,
  // an imperative begins a sentence, or goes on after a comma or a joint
  bindingForm: (word, before) => {
    const last = before.at(-1);
    return (last === undefined || /^(?:,|and|or|then|just|simply|so|now)$/.test(last)) &&
      !before.some((other) => SUBJECTS.has(other)) &&
      BASES.has(word)
      ? word
      : undefined;
  },
};
