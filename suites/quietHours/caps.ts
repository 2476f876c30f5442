import { withTransaction, type Context } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import {
  outreachSettingsSchema,
  releaseOutreach,
  reserveOutreachBatch,
  type OutreachSettings,
  type ReserveOutreachInput,
} from "#src/outreach/index.ts";
import { outreachScopeKey, type OutreachChannel } from "#src/protocol/index.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { say } from "../support/report.ts";
import { foundTenant, type Tenant } from "../support/stage.ts";

export interface CapFigures {
  readonly races: number;
  readonly tried: number;
  readonly granted: number;
  readonly allowed: number;
  readonly faults: readonly string[];
}

interface Race {
  readonly name: string;
  readonly settings: OutreachSettings;
  /** Contacts that want to be made, each by an action of its own. */
  readonly contacts: number;
  /** How many customers they go to. */
  readonly customers: number;
  /** How many may be granted at once, and again once the window has passed. */
  readonly cap: number;
  readonly windowMs: number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const MOST = 1_000_000;

function racesOn(channel: OutreachChannel): Race[] {
  const settings = (caps: object) =>
    outreachSettingsSchema.parse({
      partnerWindowMinutes: { email: 0, sms: 0 },
      limits: { [channel]: { perHour: MOST, perDay: MOST, perPartnerAndDay: MOST, ...caps } },
    });
  return [
    { name: `${channel} per hour`, settings: settings({ perHour: 25 }), contacts: 80, customers: 80, cap: 25, windowMs: HOUR_MS },
    { name: `${channel} per day`, settings: settings({ perDay: 40 }), contacts: 96, customers: 96, cap: 40, windowMs: DAY_MS },
    { name: `${channel} per customer`, settings: settings({ perPartnerAndDay: 3 }), contacts: 96, customers: 4, cap: 12, windowMs: DAY_MS },
  ];
}

/** Races at every limit of both channels: exactly as many contacts are reserved as it allows, then and again after its window. */
export async function playCaps(
  database: SuiteDatabase,
  { workers, rounds, seed }: { readonly workers: number; readonly rounds: number; readonly seed: number },
): Promise<CapFigures> {
  const random = randomFrom(seed);
  const figures = { races: 0, tried: 0, granted: 0, allowed: 0, faults: [] as string[] };
  for (const race of [...racesOn("email"), ...racesOn("sms")]) {
    const channel: OutreachChannel = race.name.startsWith("sms") ? "sms" : "email";
    for (let round = 0; round < rounds; round++) {
      const tenant = await foundTenant(database.db, `caps-${channel}-${figures.races}`);
      const contacts = contactsOf(race, channel);
      const expect = (what: string, granted: number, allowed: number): void => {
        figures.tried += contacts.length;
        figures.granted += granted;
        figures.allowed += allowed;
        if (granted !== allowed) figures.faults.push(`${race.name}, round ${round + 1}, ${what}: ${granted} granted of ${allowed} allowed`);
      };
      const first = await raceFor(tenant, race, contacts, workers, random);
      expect("at once", first.length, race.cap);
      // what definitely did not happen makes room for exactly as many others
      const given = first.slice(0, 2);
      for (const actionId of given) await withTransaction(tenant.system, (inner) => releaseOutreach(inner, { actionId }));
      const rest = contacts.filter(({ actionId }) => !first.includes(actionId));
      expect("after two were given back", (await raceFor(tenant, race, rest, workers, random)).length, given.length);
      tenant.clock.advance({ seconds: race.windowMs / 1000 - 1 });
      const later = contactsOf(race, channel);
      expect("a second before the window ends", (await raceFor(tenant, race, later, workers, random)).length, 0);
      tenant.clock.advance({ seconds: 1 });
      expect("when it has ended", (await raceFor(tenant, race, later, workers, random)).length, race.cap);
      figures.races += 4;
    }
    say(`${race.name}: exactly ${race.cap}, ${rounds} rounds of ${workers} workers`);
  }
  return figures;
}

let made = 0;

function contactsOf({ contacts, customers }: Race, channel: OutreachChannel): ReserveOutreachInput[] {
  return Array.from({ length: contacts }, (_, index) => {
    made += 1;
    const partnerId = 1 + (index % customers);
    // each about a record of its own, so that only the limit can refuse it
    const scope = { channel, partnerId, contextType: "deal", contextId: made } as const;
    const address = channel === "email" ? `p${partnerId}@customer.example` : `+3247${String(partnerId).padStart(7, "0")}`;
    const actionId = uuidv7(new Date());
    return { actionId, addresses: [address], ...scope, scopeKey: outreachScopeKey(scope), windowMinutes: 60 };
  });
}

/** Workers that take contacts from one heap, one to five at a time, each in a transaction of its own. The actions that were granted. */
async function raceFor(
  { system }: Tenant,
  { settings }: Race,
  contacts: readonly ReserveOutreachInput[],
  workers: number,
  random: () => number,
): Promise<string[]> {
  const heap = [...contacts];
  const granted: string[] = [];
  const work = async (ctx: Context): Promise<void> => {
    for (let batch = take(); batch.length > 0; batch = take()) {
      const inputs = batch;
      const answers = await withTransaction(ctx, (inner) => reserveOutreachBatch(inner, inputs, settings));
      granted.push(...inputs.filter((_, index) => answers[index]!.ok).map(({ actionId }) => actionId));
    }
  };
  const take = (): ReserveOutreachInput[] => heap.splice(0, 1 + Math.floor(random() * 5));
  await Promise.all(Array.from({ length: workers }, () => work(system)));
  return granted;
}

/** Mulberry32. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
