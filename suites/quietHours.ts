/**
 * `npm run quiet-hours`: nobody is contacted outside their hours, beyond the limits, or after they opted out. A year in ten places,
 * every quarter of an hour, against an oracle of its own; sixteen workers that race at every limit; and every way to opt out, against
 * actions in every state. `--long` looks at every deferral of the year and plays more rounds; `--seed=N` replays the races.
 */
import { playCaps } from "./quietHours/caps.ts";
import { PLACES } from "./quietHours/places.ts";
import { playSilence } from "./quietHours/silence.ts";
import { walkYear } from "./quietHours/year.ts";
import { startSuiteDatabase } from "./support/database.ts";
import { runSuite, say } from "./support/report.ts";

const LONG = process.argv.includes("--long");
const SEED = Number(process.argv.find((argument) => argument.startsWith("--seed="))?.slice("--seed=".length) ?? Date.now() % 1_000_000);
const ONLY = process.argv.find((argument) => argument.startsWith("--only="))?.slice("--only=".length) ?? "";
const WORKERS = 16;

await runSuite("quiet-hours", async () => {
  const plays = (part: string): boolean => ONLY === "" || ONLY === part;
  say(`seed ${SEED}`);
  const year = plays("year") ? walkPlaces() : { places: 0, decisions: 0, open: 0, deferrals: 0, breaches: 0 };
  await using database = await startSuiteDatabase({ maxConnections: 2 * WORKERS });
  const caps = plays("caps") ? await playCaps(database, { workers: WORKERS, rounds: LONG ? 25 : 1, seed: SEED }) : null;
  const silence = plays("silence") ? await playSilence(database, { rounds: LONG ? 10 : 1 }) : null;
  const faults = [...(caps?.faults ?? []), ...(silence?.faults ?? [])];
  for (const fault of faults) say(`  NOT OK ${fault}`);
  return {
    ok: year.breaches === 0 && faults.length === 0 && (silence?.sendsAfter ?? 0) === 0,
    form: LONG ? "long" : "short",
    seed: SEED,
    ...year,
    ...(caps === null
      ? {}
      : { races: caps.races, workers: WORKERS, contactsTried: caps.tried, granted: caps.granted, allowed: caps.allowed }),
    ...(silence === null
      ? {}
      : { optOuts: silence.optOuts, silenced: silence.silenced, sendsAfter: silence.sendsAfter, sendsBefore: silence.sendsBefore }),
    faults: faults.length,
  };
});

function walkPlaces() {
  const total = { places: 0, decisions: 0, open: 0, deferrals: 0, breaches: 0 };
  for (const place of PLACES) {
    const { quarters, open, deferrals, breaches } = walkYear(place, { everyDeferral: LONG });
    total.places += 1;
    total.decisions += quarters;
    total.open += open;
    total.deferrals += deferrals;
    total.breaches += breaches.length;
    say(`${place.hours.timezone}: ${quarters} quarters, ${open} open, ${deferrals} deferrals compared, ${breaches.length} breaches`);
    for (const breach of breaches.slice(0, 5)) say(`  NOT OK ${breach}`);
  }
  return total;
}
