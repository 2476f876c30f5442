import { setTimeout as delay } from "node:timers/promises";
import type { Ledger } from "./ledger.ts";
import type { Aim, Org, ProcessFault } from "./plan.ts";
import type { Installation, Process } from "./product.ts";
import { pick, type Random } from "./random.ts";
import type { Server } from "./server.ts";

/** What was done to the product. */
export interface Done {
  kills: number;
  /** Of those, kills of a worker that had an effect under way. */
  killsInFlight: number;
  pauses: number;
  pausesInFlight: number;
  cutConnections: number;
  stops: number;
  jumps: number;
}

export interface Disturbance {
  readonly server: Server;
  readonly installations: Readonly<Record<Org, Installation>>;
  readonly ledgers: Readonly<Record<Org, Ledger>>;
  readonly random: Random;
  readonly done: Done;
}

/** How long a commit that was on its way when its process was killed may take to be visible. */
const COMMIT_MS = 30;
/** How long a process may take to notice that its clock was moved. */
const SLACK_MS = 500;
/** How often what is under way is looked at while a clock stands wrong. */
const LOOK_MS = 100;

/** Does one thing to the product. Resolves when the next may be done; what outlasts it goes to `background`. */
export async function disturb(at: Disturbance, fault: ProcessFault, background: (work: Promise<void>) => void): Promise<void> {
  switch (fault.kind) {
    case "kill":
      return kill(at, fault);
    case "pause":
      background(pause(at, await victimOf(at, fault.org, fault.aim), fault.ms));
      return;
    case "cut":
      return cut(at, fault);
    case "stop":
      return stop(at, fault);
    case "clock":
      background(jump(at, await workerOf(at, fault.org), fault));
      return;
  }
}

/** How long it may take until one of the workers is up again. */
const LONGEST_START_MS = 300_000;

interface Victim {
  readonly org: Org;
  readonly worker: Process;
}

/** How long a worker with an effect under way is waited for while there is work for one. */
const LONGEST_AIM_MS = 60_000;
/** How often one is looked for; effects take up to a second and a half. */
const LOOK_FOR_MS = 60;

/** The worker that a fault is aimed at; one with an effect under way may be another organisation's. */
async function victimOf(at: Disturbance, org: Org, aim: Aim): Promise<Victim> {
  if (aim.at === "any") return { org, worker: await workerOf(at, org, aim.upForMs) };
  const began = performance.now();
  while (performance.now() - began < LONGEST_AIM_MS) {
    for (const one of [org, ...(Object.keys(at.installations) as Org[]).filter((other) => other !== org)]) {
      const busy = new Set((await at.server.openIntents(one)).map(({ pid }) => pid));
      const worker = at.installations[one].workers().find(({ pid }) => busy.has(pid));
      if (worker !== undefined) return { org: one, worker: chosen(worker) };
    }
    const work = await Promise.all((Object.keys(at.installations) as Org[]).map((one) => at.server.workIn(one)));
    if (!work.includes(true)) break;
    await delay(LOOK_FOR_MS);
  }
  return { org, worker: await workerOf(at, org) };
}

/** Nothing else that is done at the same time meets it. */
function chosen(worker: Process): Process {
  worker.chosen = true;
  return worker;
}

/** A worker of this organisation that has been up for so long; waits for one. */
async function workerOf(at: Disturbance, org: Org, upForMs = 0): Promise<Process> {
  const began = performance.now();
  for (;;) {
    const up = at.installations[org].workers().filter(({ readyAt }) => performance.now() - readyAt >= upForMs);
    if (up.length > 0) return chosen(pick(at.random, up));
    if (performance.now() - began > LONGEST_START_MS)
      throw new Error(`no worker of ${org} came up: ${at.installations[org].deaths.at(-1)}`);
    await delay(50);
  }
}

/** Writes down what is under way, of one process or of all of the organisation. */
async function noteInFlight({ server, ledgers }: Disturbance, org: Org, pid?: number): Promise<number> {
  const open = (await server.openIntents(org)).filter((one) => pid === undefined || one.pid === pid);
  for (const { actionId } of open) ledgers[org].inFlightAtFault.add(actionId);
  return open.length;
}

async function kill(at: Disturbance, fault: Extract<ProcessFault, { kind: "kill" }>): Promise<void> {
  const { org, worker } = await victimOf(at, fault.org, fault.aim);
  const before = await noteInFlight(at, org, worker.pid);
  at.installations[org].kill(worker);
  await delay(COMMIT_MS);
  const after = await noteInFlight(at, org, worker.pid);
  at.done.kills += 1;
  if (before + after > 0) at.done.killsInFlight += 1;
}

async function pause(at: Disturbance, { org, worker }: Victim, ms: number): Promise<void> {
  worker.paused = true;
  worker.child.kill("SIGSTOP");
  await delay(COMMIT_MS);
  if ((await noteInFlight(at, org, worker.pid)) > 0) at.done.pausesInFlight += 1;
  await delay(ms);
  worker.thawed = true;
  worker.child.kill("SIGCONT");
  worker.paused = false;
  worker.chosen = false;
  await noteInFlight(at, org, worker.pid);
  at.done.pauses += 1;
}

async function cut(at: Disturbance, { org, backends }: Extract<ProcessFault, { kind: "cut" }>): Promise<void> {
  await noteInFlight(at, org);
  at.done.cutConnections += await at.server.cutConnections(org, backends);
  await delay(COMMIT_MS);
  await noteInFlight(at, org);
}

async function stop(at: Disturbance, { downMs }: Extract<ProcessFault, { kind: "stop" }>): Promise<void> {
  for (const org of Object.keys(at.installations) as Org[]) await noteInFlight(at, org);
  await at.server.crash(downMs);
  for (const org of Object.keys(at.installations) as Org[]) await noteInFlight(at, org);
  at.done.stops += 1;
}

/** One process's clock is wrong for a while. Whatever is under way then, in any process, is under way at a fault. */
async function jump(at: Disturbance, victim: Process, fault: Extract<ProcessFault, { kind: "clock" }>): Promise<void> {
  const { org, jumpMs, lastsMs } = fault;
  // one whose clock stands wrong may be killed or paused as well
  victim.chosen = false;
  const from = Date.now() - SLACK_MS;
  await noteInFlight(at, org);
  victim.child.send(jumpMs, () => {});
  for (let passed = 0; passed < lastsMs; passed += LOOK_MS) {
    await noteInFlight(at, org);
    await delay(LOOK_MS);
  }
  if (victim.child.connected) victim.child.send(0, () => {});
  await delay(SLACK_MS);
  await noteInFlight(at, org);
  // what began and ended between two looks, by the clocks of the others and by the one that stood wrong
  for (const moved of [0, jumpMs]) {
    for (const id of await at.server.begunBetween(org, from + moved, Date.now() + moved)) at.ledgers[org].inFlightAtFault.add(id);
  }
  at.done.jumps += 1;
}
