/**
 * `npm run channels`: decisions by mailed links and by SMS. Scanners ask for every link, follow it, run its page and press
 * its buttons, and decide nothing, and the person's click works after all of them; a thousand clicks at one moment are one
 * decision; what is expired, replayed, foreign, edited or bound to another document decides nothing; of SMS only the whole
 * `YES 4821` from the registered number does. A link and a code end with every decision made elsewhere, and whoever brings them
 * after it is told what was decided and by whom. And whoever is told is told once, and is a member. `--long` plays more rounds.
 */
import { verifyAuditChain } from "#src/audit/index.ts";
import { decidedElsewhere } from "./channels/endings.ts";
import { acceptedLinks, clickAtOnce, firstWins, refusedLinks } from "./channels/links.ts";
import { acceptedReplies, refusedReplies } from "./channels/replies.ts";
import { playScanners } from "./channels/scanners.ts";
import { tellAtOnce } from "./channels/telling.ts";
import { openWorld } from "./channels/world.ts";
import { runSuite, say } from "./support/report.ts";

const LONG = process.argv.includes("--long");
const CONNECTIONS = 20;
const CLICKS = 1_000;
const LINKS = LONG ? 90 : 6;
const ROUNDS = LONG ? 10 : 1;
const RACES = LONG ? 50 : 4;

await runSuite("channels", async () => {
  await using world = await openWorld(CONNECTIONS);
  const scanners = await playScanners(world, LINKS);
  say(
    `scanners: ${scanners.scannerRequests} requests and ${scanners.scannerForms} forms over ${LINKS} links, ${scanners.scannerDecisions} decisions`,
  );
  const clicks = await clickAtOnce(world, CLICKS);
  say(`${CLICKS} clicks at one moment: ${clicks.transitions} decision, ${clicks.told} told that it has decided`);
  const races = { transitions: 0, told: 0 };
  for (let race = 0; race < RACES; race++) {
    const { transitions, told } = await firstWins(world);
    races.transitions += transitions;
    races.told += told;
  }
  say(`inbox against link: ${RACES} races, ${races.transitions} decisions`);
  const links = await refusedLinks(world, ROUNDS);
  const goodLinks = await acceptedLinks(world);
  const replies = await refusedReplies(world);
  const goodReplies = await acceptedReplies(world);
  for (const { name } of [...links, ...replies].filter(({ accepted }) => accepted)) say(`  NOT OK accepted: ${name}`);
  say(`${links.length} links and ${replies.length} SMS that must not decide; ${goodLinks} of 4 and ${goodReplies} of 4 that must`);
  const endings = await decidedElsewhere(world);
  for (const { name, accepted, told } of endings)
    if (accepted || !told) say(`  NOT OK ${name}: ${accepted ? "decided again" : "not told"}`);
  const endingsTold = endings.filter(({ told }) => told).length;
  say(`${endings.length} links and codes after a decision elsewhere: ${endingsTold} told by whom and what`);
  const telling = await tellAtOnce(world, { actions: LONG ? 200 : 20, workers: 6 });
  say(
    `${telling.messages} messages about ${telling.actions} actions by 6 workers: ${telling.toldTwice} twice, ${telling.toStrangers} to strangers`,
  );
  const audit = await verifyAuditChain(world.ctx);
  return {
    ok:
      scanners.scannerDecisions === 0 &&
      scanners.leaks === 0 &&
      scanners.clicksThatWorked === LINKS &&
      clicks.transitions === 1 &&
      clicks.accepted === 1 &&
      clicks.told === CLICKS - 1 &&
      races.transitions === RACES &&
      races.told === RACES &&
      [...links, ...replies].every(({ accepted }) => !accepted) &&
      endings.every(({ accepted, told }) => !accepted && told) &&
      goodLinks === 4 &&
      goodReplies === 4 &&
      telling.toldTwice === 0 &&
      telling.toStrangers === 0 &&
      telling.toldNobody === 0 &&
      audit.ok,
    form: LONG ? "long" : "short",
    ...scanners,
    clicks: CLICKS,
    clickTransitions: clicks.transitions,
    races: RACES,
    raceTransitions: races.transitions,
    linksThatMustNotDecide: links.length,
    linksAccepted: links.filter(({ accepted }) => accepted).length,
    repliesThatMustNotDecide: replies.length,
    repliesAccepted: replies.filter(({ accepted }) => accepted).length,
    rightLinks: goodLinks,
    rightReplies: goodReplies,
    endedElsewhere: endings.length,
    acceptedAfterTheEnd: endings.filter(({ accepted }) => accepted).length,
    toldByWhomAndWhat: endingsTold,
    ...telling,
    auditIntact: audit.ok,
  };
});
