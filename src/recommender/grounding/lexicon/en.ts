import { englishAdjective, englishNoun, englishVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/*
 * The honest words of English reminders, thanks and follow-ups. What is not here cannot be said: no number words, days of
 * the week, months or spans of time; no words of money other than paying an invoice; nothing of law, secrets or threats.
 */

const SMALL = listed(`
overdue day-to-day one-on-one seriously accordingly now else whichever whoever forward straight unfortunately hopefully simply
firmly openly gladly how's everything's something's let agreed disagree growing fit fell overdue's resend unanswered unclear
unpaid busy older oldest patient hello hi dear good morning please thank kindly sorry regards best kind warm wishes ago
outstanding open paid late earlier first last next final previous following able glad happy pleased grateful delighted better
sort way find finds get gets getting give go went gone going know make pay paying put reply replying run see send sent set show
shown showing slip slipped speak spoke take taking tell told telling thought understand write wrote written writing come came
coming keep keeps kept holding hear heard hearing feel brought became choosing overlooked stand stands lost lose today's
follow-up check-in get-together up-to-date deal crossed worth wrong right fine great sure ready
seen
a an the and or but nor so yet if unless whether when whenever while because since as than then that this these those there
here which who whose whom what where why how however although though even also too either neither both each every all any
some such same other others another one ones several few many much more most less least enough only just still already again
once soon shortly later lately recently currently presently meanwhile otherwise therefore thus hence instead indeed perhaps
maybe possibly probably certainly surely likely unlikely rather quite very really truly fully simply merely nearly almost
always usually normally often sometimes never ever yes no not none nothing something anything everything someone anyone
everyone somebody anybody everybody nobody somewhere anywhere everywhere well far near close away back forward ahead along
together apart alone about above across after against among around at before behind below beneath beside besides between
beyond by despite down during except for from in inside into like of off on onto out outside over past per regarding
concerning round through throughout till to toward towards under until up upon via with within without according due thanks
i i'm i'd i'll i've me my mine myself we we're we'd we'll we've us our ours ourselves you you're you'd you'll you've your
yours yourself yourselves he him his she her hers it it's its itself they they're they'd they'll they've them their theirs
themselves let's that's there's here's what's
am is are was were be been being isn't aren't wasn't weren't have has had having haven't hasn't hadn't do does did doing done
don't doesn't didn't can can't cannot could couldn't will would won't wouldn't may might must shall should shouldn't ought
`);

/** The nouns. */
export const EN_NOUNS = listed(`
follow-up table amount action news direction charge answer book example inbox kind look mind
need outlook plan pleasure requirement review show step-by-step talk touch
type invoice reminder payment balance sum total record receipt message email letter note notice
copy reply question concern problem reason matter error mistake oversight delay date day moment order quotation offer proposal
project call conversation option detail line department team colleague accounting office
person contact customer cooperation relationship business company work service product thought feedback decision step schedule
part side attention patience help support trust confirmation status situation chance next update point subject priority phase
price value furniture workshop colleague's obstacle explanation apology while way case thing word time
reach
`);

/** The verbs that are inflected by rule. */
export const EN_VERBS = listed(`
hesitate shift nudge follow-up review brief sample settle appreciate amount disagree accept improve progress love free organise
compare suit back believe care copy count deal deliver deserve file happen insist invoice issue keep last line mark miss mistake
notice offer open order please point practice regret satisfy schedule step* treat update remind receive arrange ask answer
contact call check confirm resolve clear sort help apologise wait expect hope wish like want need look seem appear remain return
note relate concern list detail overlook ignore disregard process handle complete close continue proceed move change adjust
adapt consider discuss explain decide choose plan* supply forward visit follow touch reach talk email phone work value enjoy
thank trust assume understand realise wonder match record book date total balance support try delay dispute question pass prompt
request require arrive owe
`);

const ADJECTIVES = listed(`
hopeful overlooked lost processed settled cleared amicable outstanding unanswered curious oldest final firm forward interested
patient perfect plain practical previous quick real silent straight sure total urgent warm prompt immediate brief short recent
personal unclear open full complete whole possible helpful useful available easy simple small little big high great good kind
friendly gentle smooth busy further internal original continued happy glad quiet serious flexible unfortunate close
`);

const IRREGULAR = listed(`
easily simply fully best better longer larger further
`);

/** Said together they are harmless, apart they are not words that a draft may use. */
export const EN_PHRASES = listed(
  "as_of_today until_today in_the_coming_weeks a_few_minutes a_couple_of_days a_couple_of_minutes your_account accounts_payable accounts_department your_interest_in the_interest_in your_transfer the_transfer a_transfer bank_statement bank_statements bank_account_stated_on_the_invoice bank_account_stated_on_the_invoices bank_account_shown_on_the_invoice thank_you_in_advance this_year",
).map((phrase) => phrase.replaceAll("_", " "));

export const en = vocabulary(
  new Set([
    "I",
    "I'm",
    "I'd",
    "I'll",
    "I've",
    "OK",
    "PDF",
    ...SMALL.filter((word) => !/^i(?:'|$)/.test(word)),
    ...EN_NOUNS.flatMap(englishNoun),
    ...EN_VERBS.flatMap(englishVerb),
    ...ADJECTIVES.flatMap(englishAdjective),
    ...IRREGULAR,
  ]),
  { never: isNever.en, possessive: true },
);
