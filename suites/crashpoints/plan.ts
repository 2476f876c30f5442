import type { SuiteDatabase } from "../support/database.ts";
import { say } from "../support/report.ts";
import type { Worker } from "./bundle.ts";
import { FAULT_NAMES, type FaultName } from "./faults.ts";
import { Lane, type Story, type Tally } from "./lane.ts";
import type { MailKind } from "./outside.ts";
import { whyUnreached } from "./unreached.ts";
import type { Death, Hits } from "./workerChild.ts";

interface Options {
  readonly worker: Worker;
  readonly database: SuiteDatabase;
  readonly long: boolean;
  readonly seed: number;
  readonly verbose: boolean;
  /** Kills only at points whose name holds these words. */
  readonly only: string;
  /** Organisations that live in one process. */
  readonly together: number;
}

/** How often each point is come by when nobody is killed, by fault. */
type Reach = Record<FaultName, Hits>;

interface Kill extends Death {
  readonly fault: FaultName;
  /** Of a recovery: whether the worker before it was killed, or came to its end with answers that it never got. */
  readonly recovering: "killed" | "ended" | null;
}

/** What a worker left that came to its end under a fault. */
interface Left {
  readonly lane: Lane;
  readonly fault: FaultName;
  readonly mail: MailKind;
  readonly story: Story;
}

/** Tries every point that the code has, and says what came of it. */
export async function tryEverything(options: Options) {
  const { worker, database, long, seed, verbose, only } = options;
  const tally: Tally = {
    runs: 0,
    processesKilled: 0,
    kills: 0,
    actions: 0,
    errors: 0,
    ends: {},
    wrongs: { duplicate: 0, lost: 0, unapproved: 0, audit: 0, stuck: 0, waiting: 0, untold: 0, stale: 0 },
    say,
  };
  const trial = new Trial(options, seededRandom(seed));
  const open = (release: 19 | 14): Promise<Lane> => Lane.open({ release, worker, database, tally });
  await using first = await open(19);
  await using second = await open(long ? 14 : 19);
  // two machines of one kind share the work of the short form; in the long form each release sees all of it
  const groups = long ? [[first], [second]] : [[first, second]];
  await Promise.all(groups.map((lanes) => trial.run(lanes)));

  const { reached, killed, sync } = trial;
  // whether a return that was never come by hands on a promise, nobody has seen
  const never = worker.points.filter(({ id, kind }) => kind !== "return" && !reached.has(id) && !sync.has(id));
  const surprising = never.filter((point) => whyUnreached(point) === undefined);
  const spared = trial.spared().map(({ point }) => point);
  for (const point of verbose ? never : only === "" ? surprising : []) {
    say(`  never reached: ${point.id} in ${point.inside}: ${point.text} (${whyUnreached(point) ?? "and it should have been"})`);
  }
  for (const id of spared) say(`  reached and never killed at: ${id}`);
  const bar = Object.values(tally.wrongs).every((count) => count === 0);
  return {
    ok: bar && (only !== "" || (surprising.length === 0 && spared.length === 0)),
    points: reached.size,
    killedAt: killed.size,
    neverReached: never.length,
    unexpectedlyNeverReached: surprising.length,
    faults: FAULT_NAMES.length,
    runs: tally.runs,
    processesKilled: tally.processesKilled,
    kills: tally.kills,
    actions: tally.actions,
    errors: tally.errors,
    ...tally.wrongs,
    ends: Object.fromEntries(Object.entries(tally.ends).toSorted(([a], [b]) => a.localeCompare(b))),
  };
}

/** One pass over all points; what was reached and where somebody died is kept over all passes. */
class Trial {
  readonly reached = new Set<string>();
  readonly killed = new Set<string>();
  /** Returns that turned out to hand on no promise. */
  readonly sync = new Set<string>();
  readonly #killedRecovering = new Set<string>();
  /** Where each point was last come by. */
  readonly #metAt = new Map<string, Pick<Kill, "fault" | "recovering">>();
  readonly #options: Options;
  readonly #random: () => number;
  #turn: number;

  constructor(options: Options, random: () => number) {
    this.#options = options;
    this.#random = random;
    this.#turn = options.seed;
  }

  async run(lanes: readonly Lane[]): Promise<void> {
    const work = emptyReach();
    const recovery = emptyReach();
    const later = emptyReach();
    const left: Left[] = [];
    await each(lanes, FAULT_NAMES, async (lane, fault) => void left.push(await this.#look(lane, fault, work, recovery)));
    await this.#lookLater(left, later);
    const { only } = this.#options;
    const atWork = new Set(FAULT_NAMES.flatMap((fault) => Object.keys(work[fault])));
    const inRecovery = new Set(FAULT_NAMES.flatMap((fault) => Object.keys(recovery[fault])));
    const onlyLater = this.#killsOf(later, "ended").filter(({ point }) => !inRecovery.has(point));
    const ways = [...this.#killsOf(recovery, "killed"), ...onlyLater].filter(
      ({ point }) => point.includes(only) && (this.#options.long || !atWork.has(point) || RECOVERING.test(point)),
    );
    const kills = [...this.#killsOf(work, null).filter(({ point }) => point.includes(only)), ...ways];
    let done = 0;
    const inTurn = async (batch: readonly Kill[], lane: Lane): Promise<void> => {
      await this.#killTogether(
        lane,
        batch.filter((kill) => kill.recovering === null || this.#isOpen(kill)),
        ways,
      );
      const before = done;
      done += batch.length;
      if (Math.floor(done / PROGRESS) > Math.floor(before / PROGRESS)) say(`  ${done} of ${kills.length} tried`);
    };
    // those that are killed at work come first: most recoveries are killed in what these leave
    say(`  ${kills.length} kills at work or in recovery, ${this.#options.together} of them in one process`);
    const batches = [kills.filter(({ recovering }) => recovering === null), ways].flatMap((some) => this.#batchesOf(some));
    await each(lanes, batches, (lane, batch) => inTurn(batch, lane));
    for (let round = 0; round < MORE_ROUNDS && this.spared().length > 0; round += 1) {
      // not every organisation of a process comes by: some have their actions called by name
      const many = this.spared().flatMap((kill) => Array.from({ length: ALIKE }, () => kill));
      await each(lanes, this.#batchesOf(many), (lane, batch) => this.#killTogether(lane, batch, []));
    }
    for (const lane of lanes) await lane.rest();
  }

  /** Those that meet the same fault, as many as live in one process. */
  #batchesOf(kills: readonly Kill[]): Kill[][] {
    const { together } = this.#options;
    return FAULT_NAMES.flatMap((fault) => {
      const same = kills.filter((kill) => kill.fault === fault);
      return Array.from({ length: Math.ceil(same.length / together) }, (_, index) => same.slice(index * together, (index + 1) * together));
    });
  }

  /**
   * A worker that nobody kills, and one that recovers what a killed one left: what they come by is where to kill. Answers
   * what the first one left, to see what is done about it when the providers are well again.
   */
  async #look(lane: Lane, fault: FaultName, work: Reach, recovery: Reach): Promise<Left> {
    const mail = this.#mail();
    const [untouched, midway] = [await lane.begin(mail), await lane.begin(mail)];
    const [whole] = await lane.live("work", fault, [{ story: untouched }, { story: midway, death: this.#midway() }]);
    work[fault] = this.#note(whole!.hits, { fault, recovering: null });
    const [recovered] = await lane.live("recovery", during(fault), [{ story: midway }]);
    recovery[fault] = this.#note(recovered!.hits, { fault, recovering: "killed" });
    await lane.leave(midway);
    return { lane, fault, mail, story: untouched };
  }

  /** What a worker does about all that others left, when the providers are well again. */
  async #lookLater(left: readonly Left[], later: Reach): Promise<void> {
    for (const ofLane of Map.groupBy(left, ({ lane }) => lane).values()) {
      for (const same of Map.groupBy(ofLane, ({ mail }) => mail).values()) {
        const { lane } = same[0]!;
        const courses = await lane.live("recovery", "ok", same);
        for (const [index, { fault, story }] of same.entries()) {
          later[fault] = this.#note(courses[index]!.hits, { fault, recovering: "ended" });
          await lane.leave(story);
        }
      }
    }
  }

  /** In the middle of everything: some effects have happened, some are under way, none is recorded. */
  #midway(): Death {
    const point = this.#options.worker.points.find(
      ({ file, inside }) => file === "src/operations/execute.ts" && inside === "executeSafeOperation",
    );
    if (point === undefined) throw new Error("nothing is waited for in executeSafeOperation any more");
    return { point: point.id, nth: 1 + Math.floor(this.#random() * 4) };
  }

  /** The short form takes each point once, with the faults in turn; the long form with every fault that leads there. */
  #killsOf(reach: Reach, recovering: Kill["recovering"]): Kill[] {
    const points = new Set(FAULT_NAMES.flatMap((fault) => Object.keys(reach[fault])));
    return [...points].flatMap((point) => {
      const faults = FAULT_NAMES.filter((fault) => (reach[fault][point] ?? 0) > 0);
      const chosen = this.#options.long ? faults : [faults[this.#next() % faults.length]!];
      return chosen.map((fault) => ({ point, fault, recovering, nth: 1 + Math.floor(this.#random() * reach[fault][point]!) }));
    });
  }

  /** Kills one worker at the points of a batch, then those that recover from it, until each point was come by. */
  async #killTogether(lane: Lane, batch: readonly Kill[], ways: readonly Kill[]): Promise<void> {
    let left = batch;
    // which hit comes last differs a little from run to run; the first one comes whenever the point does
    for (const again of [false, true, true]) {
      if (left.length === 0) return;
      const kills = left.map((kill) => (again ? { ...kill, nth: 1 } : kill));
      const mail = this.#mail();
      const stories: Story[] = [];
      for (const _ of kills) stories.push(await lane.begin(mail));
      const deaths = kills.map((kill) => (kill.recovering === null ? kill : kill.recovering === "killed" ? this.#midway() : undefined));
      const first = await lane.live(
        "work",
        kills[0]!.fault,
        stories.map((story, index) => ({ story, death: deaths[index] })),
      );
      const recoveries: { story: Story; way: Kill; index: number }[] = [];
      const found = this.#waysFor(kills.length, ways);
      for (const [index, kill] of kills.entries()) {
        this.#note(first[index]!.hits, { fault: kill.fault, recovering: null });
        if (first[index]!.died && kill.recovering === null) this.killed.add(kill.point);
        const way = kill.recovering === null ? found[index] : kill;
        if (way !== undefined) recoveries.push({ story: stories[index]!, way, index });
      }
      const died = kills.map(({ recovering }, index) => recovering === null && first[index]!.died);
      for (const [fault, same] of Map.groupBy(recoveries, ({ way }) => duringRecovery(way))) {
        const second = await lane.live(
          "recovery",
          fault,
          same.map(({ story, way }) => ({ story, death: way })),
        );
        for (const [place, { way, index }] of same.entries()) {
          this.#note(second[place]!.hits, { fault: way.fault, recovering: way.recovering });
          if (!second[place]!.died) continue;
          this.killed.add(way.point);
          this.#killedRecovering.add(way.point);
          if (kills[index]!.recovering !== null) died[index] = true;
        }
      }
      for (const story of stories) await lane.leave(story);
      left = left.filter((_, index) => !died[index]);
    }
    if (this.#options.verbose) for (const { point, fault } of left) say(`  not come by again: ${point} with ${fault}`);
  }

  /** Where somebody came by, perhaps for the first time while another was killed, and nobody died, though every run comes by. */
  spared(): Kill[] {
    const { only, worker } = this.#options;
    const expected = new Set(worker.points.filter((point) => whyUnreached(point) === undefined).map(({ id }) => id));
    const met = only === "" ? [...this.#metAt] : [];
    return met.filter(([point]) => !this.killed.has(point) && expected.has(point)).map(([point, how]) => ({ ...how, point, nth: 1 }));
  }

  /** In the short form a recovery is done with when somebody died there in one. */
  #isOpen({ point }: Kill): boolean {
    return this.#options.long || !this.#killedRecovering.has(point);
  }

  /**
   * The next recoveries to be killed, which find what the workers before them left; none when there is nothing left to try.
   * All meet the same fault, so that they live in one process.
   */
  #waysFor(many: number, ways: readonly Kill[]): Kill[] {
    const open = ways.filter((way) => this.#isOpen(way));
    const start = open[this.#next() % Math.max(open.length, 1)];
    if (start === undefined) return [];
    const same = open.filter((way) => duringRecovery(way) === duringRecovery(start));
    const from = same.indexOf(start);
    return Array.from({ length: many }, (_, index) => same[(from + index) % same.length]!);
  }

  #note(hits: Hits, met: Pick<Kill, "fault" | "recovering">): Hits {
    const real: Hits = {};
    for (const [id, count] of Object.entries(hits)) {
      if (id.startsWith(SYNC)) this.sync.add(id.slice(SYNC.length));
      else real[id] = count;
    }
    for (const id of Object.keys(real)) {
      this.reached.add(id);
      this.#metAt.set(id, met);
    }
    return real;
  }

  #next(): number {
    this.#turn += 1;
    return this.#turn;
  }

  #mail(): MailKind {
    return this.#next() % 2 === 0 ? "smtp2go" : "smtp";
  }
}

/** What the providers do during the recovery from work under this fault: the same, or, once, what makes it run again. */
const during = (fault: FaultName): FaultName => (fault === "failing_look_up_of_nothing" ? "ok" : fault);

const duringRecovery = (way: Kill): FaultName => (way.recovering === "ended" ? "ok" : during(way.fault));

/** Where the short form kills in a recovery although a worker at work also comes by. */
const RECOVERING = /executor\/(recover|reconcile|told|followOns)/;

const PROGRESS = 50;

/** How often it is tried once more where somebody came by and nobody died: some points are come by at a slow moment alone. */
const MORE_ROUNDS = 3;
/** How many organisations it is tried with then, each a step further in what differs from one to the next. */
const ALIKE = 5;

/** Marks what was returned as it was, without waiting. */
const SYNC = "sync ";

const emptyReach = (): Reach => Object.fromEntries(FAULT_NAMES.map((fault) => [fault, {}])) as Reach;

/** Every lane takes the next item when it is done with its last. */
async function each<T>(lanes: readonly Lane[], items: readonly T[], work: (lane: Lane, item: T) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    lanes.map(async (lane) => {
      while (next < items.length) await work(lane, items[next++]!);
    }),
  );
}

/** Numbers from 0 up to 1 that are the same for the same seed (mulberry32). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
