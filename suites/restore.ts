/**
 * `npm run restore-drill`: the product as its owner runs it, backed up, worked with, and restored to the backup. It must notice,
 * start locked, send nothing again before a person unlocks, settle by look-up all that can be asked about, leave the rest to a
 * person, and repeat nothing afterwards. The judge is what reached the stand-ins. `--long` does 200 things after the backup.
 */
import { runSuite, say } from "./support/report.ts";
import { drill } from "./restore/drill.ts";

const LONG = process.argv.includes("--long");
/** Of the 200 of the long form. */
const many = (count: number): number => (LONG ? count : Math.ceil(count / 8));

await runSuite("restore-drill", async () => {
  const drills = [
    await drill("smtp2go", {
      approved: { mail: many(30), sms: many(20), task: many(15), note: many(15), stage: many(5), activity: many(5) },
      pending: { mail: many(20), sms: many(10), task: many(10), note: many(5) },
      undecided: { mail: 2, sms: 1 },
      unknown: {},
    }),
    await drill("smtp", {
      approved: { mail: many(30), task: many(10) },
      pending: { mail: many(20), sms: many(5) },
      undecided: { mail: 2 },
      unknown: {},
    }),
  ];
  const faults = drills.flatMap((one) => one.faults.map((fault) => `${one.mail}: ${fault}`));
  for (const fault of faults.slice(0, 20)) say(`  NOT OK ${fault}`);
  const total = (of: (one: (typeof drills)[number]) => number): number => drills.reduce((sum, one) => sum + of(one), 0);
  const figures = {
    sendsAfterBackup: total((one) => one.sendsAfterBackup),
    lostEntries: total((one) => one.lostEntries),
    sentAgainBeforeUnlock: total((one) => one.sentAgainBeforeUnlock),
    settledByLookUp: total((one) => one.settledByLookUp),
    judgedByPerson: total((one) => one.judgedByPerson),
    duplicates: total((one) => one.duplicates),
    repeatedNotes: total((one) => one.repeatedNotes),
  };
  const { sentAgainBeforeUnlock, duplicates, repeatedNotes } = figures;
  return {
    ok: faults.length === 0 && sentAgainBeforeUnlock === 0 && duplicates === 0 && repeatedNotes === 0,
    form: LONG ? "long" : "short",
    ...figures,
    faults: faults.length,
  };
});
