import { readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Kind } from "../chaos/plan.ts";
import { say } from "../support/report.ts";
import { openOutside, type MailKind, type Outside } from "./outside.ts";
import { Product } from "./product.ts";
import { effectsOf, makeWork, repeatedNotes, type Group, type Work } from "./work.ts";

export interface DrillFigures {
  readonly mail: MailKind;
  /** Effects after the backup, before the restore. */
  readonly sendsAfterBackup: number;
  readonly lostEntries: number;
  readonly sentAgainBeforeUnlock: number;
  readonly settledByLookUp: number;
  readonly judgedByPerson: number;
  readonly duplicates: number;
  readonly repeatedNotes: number;
  readonly faults: readonly string[];
}

interface RestoreStatus {
  readonly restore: {
    readonly chain_seq: number;
    readonly published_seq: number | null;
    readonly looked_up_at: string | null;
    readonly unlocked_at: string | null;
    readonly found: number;
    readonly in_doubt: number;
    readonly held: number;
  } | null;
  readonly stopped: boolean;
  readonly inDoubt: readonly string[];
  readonly held: readonly string[];
}

interface Status {
  readonly actions: Readonly<Record<string, number>>;
}

/** Everybody may be written to at any hour: what holds a second message back here is the restore lock and nothing else. */
const OUTREACH = {
  businessHours: { start: "00:00", end: "23:59", days: [1, 2, 3, 4, 5, 6, 7] },
  publicHolidays: false,
  limits: {
    email: { perHour: 10_000, perDay: 10_000, perPartnerAndDay: 100 },
    sms: { perHour: 10_000, perDay: 10_000, perPartnerAndDay: 100 },
  },
};

const LONGEST_WAIT_MS = 300_000;

async function until(what: string, holds: () => Promise<boolean>): Promise<void> {
  const began = performance.now();
  while (!(await holds())) {
    if (performance.now() - began > LONGEST_WAIT_MS) throw new Error(`waited in vain until ${what}`);
    await delay(200);
  }
}

/** Backs up, works on, restores, and follows what happens to everything that was done in between. `plan`: how many of which, in each group. */
export async function drill(mail: MailKind, plan: Readonly<Record<Group, Partial<Record<Kind, number>>>>): Promise<DrillFigures> {
  const faults: string[] = [];
  await using outside = await openOutside(mail);
  await using product = await Product.install("alpha", outside.environment);
  const work = (group: Group): Work[] =>
    Object.entries(plan[group]).flatMap(([kind, many]) => Array.from({ length: many }, () => makeWork(outside, group, kind as Kind)));

  await product.start();
  await product.command(["settings", "set", "outreach", JSON.stringify(OUTREACH)]);
  await product.command(["stop", "--reason", "Nothing runs before the backup"]);
  const approved = work("approved");
  await product.propose(approved.map(({ document }) => document));
  await product.command(["actions", "approve", "--all-pending"]);
  const pending = work("pending");
  const undecided = work("undecided");
  await product.propose([...pending, ...undecided].map(({ document }) => document));
  await product.stop();
  await product.backUp();

  await product.start();
  const unknown = work("unknown");
  await product.propose(unknown.map(({ document }) => document));
  await product.command(["resume", "--reason", "The backup is made"]);
  // an approval wakes the worker, which takes along what was approved before
  await product.command(["actions", "approve", ...[...pending, ...unknown].map(({ document }) => document.action_id)]);
  const done = [...approved, ...pending, ...unknown];
  const all = [...done, ...undecided];
  await until("everything is done", async () => done.every((one) => effectsOf(outside, one) > 0));
  await until("everything is recorded", async () => (await product.command<Status>(["status"])).actions["completed"] === done.length);
  await product.stop();
  const sent = count(outside, all);
  const sendsAfterBackup = sum(sent);
  if (sendsAfterBackup !== done.length) faults.push(`${sendsAfterBackup} effects of ${done.length} actions before the restore`);
  say(`${mail}: ${sendsAfterBackup} effects since the backup; now it is restored`);

  await product.restore();
  const ready = await product.start();
  if (!(ready.stopped ?? "").startsWith("Restored from a backup?")) faults.push(`it started with: ${ready.stopped ?? "no stop"}`);
  const status = () => product.command<RestoreStatus>(["restore", "status"]);
  await until("the look-ups are done", async () => typeof (await status()).restore?.looked_up_at === "string");
  // whoever is in a hurry: nothing of this may send
  await product.command(["actions", "approve", "--all-pending"], { mayFail: true });
  await product.command(["run"], { mayFail: true });
  const locked = await status();
  const sentAgainBeforeUnlock = sum(count(outside, all)) - sendsAfterBackup;
  say(`${mail}: locked, ${locked.restore?.found ?? 0} found, ${locked.inDoubt.length} in doubt, ${locked.held.length} held`);
  if (!locked.stopped) faults.push("it is not stopped after the restore");

  const judgedByPerson = await judge(product, outside, all, locked, faults);
  await product.command(["restore", "unlock", "--reason", "Everything was looked at"]);
  await product.command(["run"], { mayFail: true });
  await until("what was left has run", async () => {
    const { actions } = await product.command<Status>(["status"]);
    return (actions["approved"] ?? 0) + (actions["executing"] ?? 0) === 0;
  });
  await product.command(["run"], { mayFail: true });
  const after = count(outside, all);
  const duplicates = done.filter((one) => effectsOf(outside, one) > 1).length;
  for (const [index, one] of all.entries()) {
    const wanted = one.group === "undecided" ? 0 : 1;
    if (after[index] !== wanted) faults.push(`${one.group} ${one.kind} happened ${after[index]} times, not ${wanted}`);
  }
  faults.push(...(await auditFaults(product)));
  await product.stop();
  return {
    mail,
    sendsAfterBackup,
    lostEntries: (locked.restore?.published_seq ?? 0) - (locked.restore?.chain_seq ?? 0),
    sentAgainBeforeUnlock,
    settledByLookUp: locked.restore?.found ?? 0,
    judgedByPerson,
    duplicates,
    repeatedNotes: repeatedNotes(outside),
    faults,
  };
}

const count = (outside: Outside, works: readonly Work[]): number[] => works.map((one) => effectsOf(outside, one));
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

/** A person looks at what the product could not find out, in the logs outside, and says so. How many they judged. */
async function judge(
  product: Product,
  outside: Outside,
  all: readonly Work[],
  { inDoubt, held }: RestoreStatus,
  faults: string[],
): Promise<number> {
  const workOf = new Map(all.map((one) => [one.document.action_id, one]));
  for (const id of [...inDoubt, ...held]) {
    const one = workOf.get(id);
    if (one === undefined) faults.push(`nobody knows ${id}`);
    else if (canBeAsked(one, outside) && one.group !== "undecided")
      faults.push(`${one.group} ${one.kind} waits for a person although it could be looked up`);
  }
  for (const id of inDoubt) {
    await product.command(["actions", "resolve", id, effectsOf(outside, workOf.get(id)!) > 0 ? "sent" : "give-up"]);
  }
  for (const id of held)
    await product.command(["actions", "reject", id, "--reason", "Seen in the mail server's log, or not wanted any more"]);
  return inDoubt.length + held.length;
}

const canBeAsked = ({ kind }: Work, outside: Outside): boolean => kind !== "mail" || outside.environment["SMTP_URL"] === undefined;

/** The chain goes on after the restore; what was published before it shows what is missing. */
async function auditFaults(product: Product): Promise<string[]> {
  const faults: string[] = [];
  const heads = join(product.dataDir, "audit-heads.jsonl");
  const against = await product.command<{ readonly ok?: boolean }>(["audit", "verify"], { mayFail: true });
  if (against.ok === true) faults.push("the published heads do not show that entries are missing");
  if ((await readFile(heads, "utf8")).trim() === "") faults.push("nothing was published");
  await rename(heads, `${heads}.before-restore`);
  const alone = await product.command<{ readonly ok?: boolean }>(["audit", "verify"], { mayFail: true });
  if (alone.ok !== true) faults.push(`the chain is not intact after the restore: ${JSON.stringify(alone)}`);
  return faults;
}
