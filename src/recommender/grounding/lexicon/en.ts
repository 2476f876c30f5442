import { englishAdjective, englishNoun, englishVerb } from "./inflect.ts";
import { isNever } from "./never.ts";
import { listed, vocabulary } from "./vocabulary.ts";

/*
 * The honest words of English reminders, thanks and follow-ups. What is not here cannot be said: no number words, days of
 * the week, months or spans of time; no words of money other than paying an invoice; nothing of law, secrets or threats.
 */

const SMALL = listed(`
elsewhere anyhow sooner-or-later hard-pressed whereas whereby hence amongst albeit lest notwithstanding inasmuch insofar
thrilled excited stressed wrapped tied caught lately overdue upfront hands-on day-to-day face-to-face one-on-one back-and-forth
well-known long-term short-term high-quality user-friendly made-to-measure tailor-made first-class hard-working stop-gap
wasn't hasn't haven't there'll there'd that'd that'll it'd it'll who'd what'd she's he's she'd he'd
sometime sooner someday altogether nowadays midway halfway roughly approximately virtually effectively essentially basically
literally honestly frankly seriously carefully closely jointly mutually respectively accordingly consequently subsequently
now else thus whichever whatever whoever wherever amid amongst alongside upwards forward straight aside etc anymore anywhere
somehow somewhat alike especially particularly mainly mostly largely highly deeply greatly extremely fairly pretty absolutely
totally entirely wholly exactly precisely specifically generally typically occasionally frequently regularly daily initially
originally previously formerly eventually finally lastly firstly namely moreover furthermore additionally besides nevertheless
nonetheless regardless unfortunately hopefully luckily thankfully apparently obviously clearly evidently understandably
accidentally unintentionally simply thereby wherever hereafter beforehand ourselves firmly freely openly gladly
mine's who's we'd how's everything's something's let
agreed agree agrees agreeing disagree disagrees drive drove driven grow grows grew grown growing build builds built building
buy buys bought seek sought teach win won spend spent lead leads led leading ship shipped wonder break fit fits fitted
fitting cut shut fall falls fell fallen rise rose risen wear draw draws drew drawn drawing rely relies relied relying
undergo withstand lay laid overdue's bear bears bore borne arise arises arose arisen awaken spread stuck strike struck
resend resends resent resending redo underway undergone outgoing incoming unanswered unread unresolved unclear untouched
unpaid unsettled unsure uncertain unlike busy older oldest newer newest younger patient impatient
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
hello hi dear good morning afternoon evening greetings sir madam please thank kindly sorry welcome regards sincerely
faithfully best kind warm wishes cheers
ago overdue outstanding unpaid open paid late later latest early earlier earliest first last next final previous following
forthcoming upcoming attached enclosed own able unable aware unaware glad happy pleased grateful thankful delighted sorry keen
better worse bit lot lots kinds sort sorts way ways able behalf afterwards onwards overall altogether anyway
find finds found finding get gets got getting give gives gave given giving go goes went gone going know knows knew known
knowing let lets letting make makes made making mean means meant meaning meet meets met meeting pay pays paying put puts
putting read reads reading reply replies replied replying run runs ran running say says said saying see sees saw seen seeing
send sends sent sending set sets setting show shows showed shown showing slip slips slipped slipping speak speaks spoke
spoken speaking take takes took taken taking tell tells told telling think thinks thought thinking understand understands
understood understanding write writes wrote written writing come comes came coming keep keeps kept keeping hold holds held
holding hear hears heard hearing feel feels felt feeling leave leaves left leaving bring brings brought bringing begin begins
began begun beginning become becomes became becoming choose chooses chose chosen choosing forget forgets forgot forgotten
overlook overlooks overlooked overlooking overlooking lie lies stand stands stood sit sits lost lose slow fast today's
follow-up check-in mix-up get-together sign-off e-mail e-mails ok okay pdf straightforward up-to-date
deal deals dealt dealing cross crossed crossing
worth true false wrong right fine nice great new sure ready hereby herewith thereof accordingly
`);

/** The nouns. */
export const EN_NOUNS = listed(`
discrepancy
hiccup glitch snag bottleneck misprint typo duplicate correction clarification follow-up shuffle whirlwind rush hustle bustle
stack heap pile bundle batch lump excitement enthusiasm thrill eagerness curiosity passion dedication commitment craftsmanship
layout mock-up blueprint sketch rendering showroom catalogue catalog brochure portfolio testimonial case-study roadmap
timeframe time-frame turnaround lead-time availability workload capacity bandwidth calendar invite dial-in
accountant controller treasurer clerk secretary receptionist deputy boss owner founder
heads-up reply-all thread chain trail attachment header footer spreadsheet table chart graph diagram
trace evidence proof acknowledgement acknowledgment gesture favour favor nod thumbs-up
goodwill harmony rapport alliance tie step-up leap stride momentum boost
amount action news direction charge improvement insight answer basis level range role area field sector industry market
group board floor site location address book branch brand category chapter character choice circle class cause
clue column combination command comparison competition complaint component concept conclusion connection
construction consultant consultation consideration content contribution control corner course cover criterion criteria
cycle data debate degree demand dialogue difference dimension edge effect
element example exchange exercise experience expert extent factor failure favour favor feature figure filter finish
form format foundation framework function future gap generation glance goods ground growth guidance guide habit
 human idea impact impression inbox initiative input inspection inspiration instance intention
interaction introduction involvement job journey judgement keyboard kind kindness knowledge lack language layer layout learning
length lesson life light limit location look machine mailbox main maintenance majority manner
material maximum meantime measure method middle mind minimum mission mood motivation movement name need nature network
objective objection occasion offering operation outlook owner owners page pair paper paragraph path pattern
people permission perspective picture pile plan pleasure policy position potential practice preparation
presence pressure principle print procedure proof property proportion prospect purpose puzzle range reaction
reader reality recommendation reception region release remainder report requirement research reserve resource rest
responsibility review revision rhythm routine rule run-through safety sale sales satisfaction saving scenario search section
selection sense sentence series session setup shape share shift shipment shop show sight sign silence simplicity size skill
software source specialist spot staff standard standpoint step-by-step store story strategy stream strength
structure study style supply surprise survey talk target taste technology test theme theory thread tip
title tool topic touch track trade tradition training transition transport travel treatment trend trial
trip truth try turn type understanding unit usage user variety vehicle venture viewpoint vision voice volume walk wall
warehouse whole width window wording world accountant bookkeeper executive representative
sales representative operator planner buyer architect engineer designer technician carpenter supervisor
loop calendar diary slot gentleman lady reconciliation backlog workload mailbox spam folder
coffee tea lunch kitchen room building lamp lighting cabinet shelf wood metal fabric colour color
sincerity clarity transparency continuity reliability flexibility honesty openness willingness readiness determination
holiday vacation season summer winter spring autumn cold weather health hand-over
invoice reminder payment balance sum total record receipt message email mail letter note notice copy reply answer
response question query concern issue problem reason matter error mistake oversight misunderstanding delay date day moment
order delivery quotation quote offer proposal project plan meeting call conversation discussion visit demo demonstration
presentation sample option detail information document attachment list table line item reference number purchase
department team colleague accounting bookkeeping finance office person contact customer client partner partnership
cooperation collaboration relationship business company work service product solution requirement need expectation goal idea
thought feedback decision step timing schedule process part side end attention courtesy convenience patience understanding
help assistance support effort trust confidence loyalty gratitude pleasure appreciation confirmation settlement
status situation circumstance difficulty opportunity chance next beginning start progress update summary overview
request inquiry correspondence communication context background point topic subject view opinion comment remark suggestion
alternative adjustment modification version draft specification design configuration installation implementation budget
priority timeline milestone stage phase scope quantity quality price preference choice possibility result outcome
success value benefit year-end paperwork file page system tool equipment furniture chair desk workshop training
stakeholder management director manager colleague's board counterpart approval signature sign go-ahead feeling hesitation
doubt obstacle hurdle blocker clarification explanation apology inconvenience disturbance persistence urgency importance
while way case fact thing place head hand word time line inbox post reach availability room space
entry ledger booking books statement posting transaction instalment term condition agreement contract supplier vendor
receivable purchasing procurement administration desk organisation organization
`);

/** The verbs that are inflected by rule. */
export const EN_VERBS = listed(`
hesitate excite shift thrill stress recap* fade slide skip* chase nudge ping* loop follow-up flag* square tick review
revert circle reconnect reopen reassure recirculate alert await overrun escape juggle pile accumulate misplace reroute redirect
materialise materialize clarify itemise itemize cite enumerate pertain stem* entail necessitate warrant prefer* elaborate brief
collaborate tailor customise customize upgrade furnish equip* decorate renovate refurbish relocate occupy trial sample pilot
preview weigh mull ponder contemplate deliberate lean settle wind unwind align sync facilitate streamline expedite accelerate
appreciate cherish treasure admire honour honor respect acknowledge applaud congratulate
amount disagree accept improve progress love free organise organize compare suit direct
accommodate achieve acknowledge act advise affect aim announce annoy anticipate appoint approach approve assess assign attend
avoid back base believe benefit blame block care carry celebrate clarify combine comment commit* complain concentrate
conclude conduct connect consult contribute convince coordinate copy count create deal decline define deliver demand describe
deserve design determine develop differ encounter encourage engage enquire ensure enter escape establish estimate exchange
excuse exist expand experience face fail file fill filter finalise finalize focus fulfil fulfill function gain guide
happen highlight host identify imagine implement impress inquire install insist integrate intend introduce invite
invoice involve issue judge jump keep justify label land last launch lead limit line link listen load locate maintain
mark master mean measure miss mistake mix monitor motivate name negotiate notice object observe obtain occupy offer
open operate order outline own participate pause perform persist phrase pick place please point possess practise
practice praise predict print produce profit promote protect prove publish pull purchase push qualify
quote range rate react realign recall recheck recognise recognize recommend refine reflect regret reinforce
relax release reopen repeat rephrase replace represent research resume revise reward revisit rush satisfy
save schedule search secure select separate serve shape ship* shorten sign simplify slow solve specify speed sponsor
stick step* store strengthen study submit* succeed suffer suffice surprise survey suspect tackle target
taste test tidy tie track trace trade train transform transmit* travel treat trigger turn update upset usher vary view
visualise visualize vote weigh widen worry wrap* double-check cross-check reschedule
remind receive arrange settle ask answer contact call check confirm clarify resolve clear sort help assist
appreciate apologise apologize wait await expect hope wish like want need look seem appear happen occur remain
stay return respond inform notify mention note notice refer* relate concern include contain list detail
overlook miss ignore disregard apply process handle manage complete finish close start continue proceed
move change adjust adapt review consider discuss explain explore evaluate compare decide choose prefer* plan* schedule
suggest propose offer provide deliver supply prepare attach enclose forward share present demonstrate walk visit
join follow touch turn reach catch talk chat email mail phone work cooperate collaborate value enjoy thank
welcome trust assume believe understand realise realize remember wonder learn gather match reconcile record register
book post issue date total balance complete correct overlap cover add allow enable support try use serve
delay cause bother trouble disturb differ dispute question raise solve fix address
ensure tick bring pass spare care drop* stop* prompt count express request require welcome arrive owe
`);

const ADJECTIVES = listed(`
excited thrilled hectic swamped overwhelmed stretched tied eager hopeful mindful pertinent overlooked misplaced lost
enclosed aforementioned said above-mentioned below-mentioned applicable pending unsettled unprocessed processed settled cleared posted
attractive appealing inviting cosy cozy bright airy spacious sleek robust durable long-lasting eco-friendly bespoke customised customized
 tailored personalised personalized dependable proactive hands-on approachable amicable fruitful lasting
feasible viable workable doable realistic tangible actionable outstanding unanswered respectful punctual diligent
progressive curious oldest central classic comfortable comparable competent competitive complex comprehensive
considerable consistent constant constructive corporate creative crucial daily dedicated delicate diligent distinct
earnest economical effective efficient elegant enjoyable enthusiastic equal essential eventual evident exceptional exclusive
existing expensive experienced explicit external familiar famous favourable favorable favourite final firm formal fortunate
forward fresh frequent fruitful future generous global grand handy hard heavy helpless honest hopeful huge human ideal
immense impressive independent individual informal informative innovative instant intense interested intelligent international
key known lasting lengthy light likely local logical loose loyal major manual marvellous massive medium minor modern modest
narrow national natural neat neutral normal notable numerous official ongoing operational optimal ordinary organised
organized outstanding painless particular patient perfect permanent physical plain popular positive potential practical precise
preferred premium present previous primary prior productive prominent proud public quick rare real realistic
reasonable refreshed remarkable responsible responsive rich rough satisfied satisfactory secondary seasonal senior sensible
separate sharp silent slow smart soft solid specific splendid stable standard steady straight
structured stylish subsequent subtle sufficient superb sure surprising sustainable terrific tidy tight tiny total
traditional transparent typical ultimate unable unexpected unhappy unique universal unnecessary unusual
upcoming urgent valid versatile visible vital vivid warm weak wide wise wooden worthwhile younger
thorough timely tireless thoughtful trustworthy attentive considerate cooperative courteous accessible accountable
prompt quick swift immediate brief short long timely usual regular recent current present actual direct personal
proper correct accurate exact clear unclear open full complete entire whole partial separate different similar various
certain possible impossible necessary important urgent helpful useful convenient available suitable appropriate easy simple
difficult hard small little large big high low deep great good kind friendly polite gentle warm careful cordial sincere
genuine successful valuable valued professional reliable smooth pleasant productive fruitful excellent wonderful lovely
interesting exciting busy hectic common general particular specific special additional further extra relevant
respective internal original main single initial ultimate definite tentative concrete detailed thorough technical
commercial financial administrative joint mutual continued ongoing long-standing happy glad quiet strong serious
willing flexible fair reasonable understandable inadvertent accidental mistaken slight unfortunate obvious
conscious welcome active near close safe sound
`);

const IRREGULAR = listed(`easily simply possibly fully truly best better sooner longer shorter quicker easier larger smaller bigger
closer smoother happier clearer nearest closest shortest quickest easiest simplest greater greatest higher lower further furthest
busier earliest soonest people persons`);

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
