import { eq } from "drizzle-orm";
import { approveAction, getAction, proposeAction, releaseAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { actionEvents } from "#src/db/schema/index.ts";
import { executeActions, processApprovedActions, type ExecutorHooks, type ExecutorRuntime } from "#src/executor/index.ts";
import { hasCode } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { twilioTransport } from "#src/operations/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { startTwilio, type TwilioStandIn } from "#simulator/sms/twilio.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import type { SuiteDatabase } from "../support/database.ts";
import { say } from "../support/report.ts";
import { foundTenant, openStage, type Stage, type Tenant } from "../support/stage.ts";
import { OPT_OUTS, openDoorstep, type OptOut } from "./optOuts.ts";

export interface SilenceFigures {
  readonly optOuts: number;
  /** Actions that could still have been sent when the opt-out came. */
  readonly silenced: number;
  readonly sendsAfter: number;
  /** Messages whose intent was committed before the opt-out: they were on their way. */
  readonly sendsBefore: number;
  readonly faults: readonly string[];
}

interface World {
  readonly stage: Stage;
  readonly twilio: TwilioStandIn;
  readonly database: SuiteDatabase;
}

/** One organisation, one customer, one action, and the moment at which the customer opts out. */
interface Play {
  readonly world: World;
  readonly tenant: Tenant;
  readonly action: ActionProtocol;
  readonly optOut: () => Promise<void>;
  readonly worker: (hooks?: ExecutorHooks) => ExecutorRuntime;
}

/** States in which an opt-out finds an action; each is brought about, and the product is then given every chance to send. */
const STATES: Readonly<Record<string, (play: Play) => Promise<void>>> = {
  "waiting for approval": async (play) => {
    await propose(play);
    await play.optOut();
    await approve(play);
  },
  approved: async (play) => {
    await propose(play);
    await approve(play);
    await play.optOut();
  },
  scheduled: async (play) => {
    play.tenant.clock.set("2026-03-02T20:00:00.000Z");
    await propose(play);
    await approve(play);
    await executeActions(play.tenant.system, play.worker(), [play.action.action_id]);
    await play.optOut();
    play.tenant.clock.set("2026-03-03T08:00:00.000Z");
  },
  claimed: async (play) => {
    await propose(play);
    await approve(play);
    const at = once("after_revalidation", play.optOut);
    await executeActions(play.tenant.system, play.worker({ at }), [play.action.action_id]);
  },
  "refused for now, to be tried again": async (play) => {
    const { stage, twilio } = play.world;
    if (play.action.safe_operation === "send_sms") twilio.faults.add({ kind: "answer", status: 429, body: { code: 20429 } });
    else stage.sink.faults.add({ kind: "refuse", code: 450, message: "Try later", recipient: addressOf(play.action) });
    await propose(play);
    await approve(play);
    const at = once("after_effect", play.optOut);
    await executeActions(play.tenant.system, play.worker({ at }), [play.action.action_id]);
  },
  "released by a person": async (play) => {
    await propose(play);
    await approve(play);
    await play.optOut();
    const { action_id: actionId } = play.action;
    const { holdReason } = await getAction({ ctx: play.tenant.person, input: { actionId } });
    await releaseAction({ ctx: play.tenant.person, input: { actionId, hold: holdReason ?? "", reason: "They called and want it." } });
  },
  "proposed afterwards": async (play) => {
    await play.optOut();
    await propose(play);
    await approve(play);
  },
  "in the very moment of its intent": async (play) => {
    await propose(play);
    await approve(play);
    let optingOut: Promise<void> | undefined;
    const at = once("after_revalidation", async () => {
      optingOut = play.optOut();
    });
    await executeActions(play.tenant.system, play.worker({ at }), [play.action.action_id]);
    await optingOut;
  },
  "on its way": async (play) => {
    await propose(play);
    await approve(play);
    await executeActions(play.tenant.system, play.worker({ at: once("after_intent", play.optOut) }), [play.action.action_id]);
  },
};

/** Every way to opt out against every state: nothing leaves whose intent comes after it. */
export async function playSilence(database: SuiteDatabase, { rounds }: { readonly rounds: number }): Promise<SilenceFigures> {
  await using stage = await openStage(19);
  const twilio = await startTwilio();
  const figures = { optOuts: OPT_OUTS.length, silenced: 0, sendsAfter: 0, sendsBefore: 0, faults: [] as string[] };
  try {
    const world: World = { stage, twilio, database };
    await control(world, figures.faults);
    for (let round = 0; round < rounds; round++) {
      for (const optOut of OPT_OUTS) {
        for (const [state, bringAbout] of Object.entries(STATES)) await playOne(world, optOut, state, bringAbout, figures);
      }
    }
  } finally {
    await twilio.stop();
  }
  say(
    `${figures.optOuts} ways to opt out in ${Object.keys(STATES).length} states: ${figures.sendsAfter} sends after, ${figures.sendsBefore} on their way before`,
  );
  return figures;
}

async function playOne(
  world: World,
  optOut: OptOut,
  state: string,
  bringAbout: (play: Play) => Promise<void>,
  figures: { silenced: number; sendsAfter: number; sendsBefore: number; faults: string[] },
): Promise<void> {
  const what = `${optOut.name}, ${state}`;
  const play = await setUp(world, optOut.channel);
  const doorstep = openDoorstep(play.tenant);
  const address = addressOf(play.action);
  const before = sendsTo(world, address);
  try {
    await bringAbout({ ...play, optOut: () => optOut.happen(play.tenant, doorstep, address) });
    await chances(play);
  } catch (error) {
    figures.faults.push(`${what}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return;
  }
  const sends = sendsTo(world, address) - before;
  const { intent, suppressed } = await orderOf(play);
  if (suppressed === undefined) figures.faults.push(`${what}: the address is not on the list`);
  // an intent that was refused and tried again has several; the last one counts
  const wasOnItsWay = sends === 1 && intent !== undefined && suppressed !== undefined && intent < suppressed;
  if (wasOnItsWay) figures.sendsBefore += 1;
  else {
    figures.silenced += 1;
    figures.sendsAfter += sends;
    if (sends > 0) figures.faults.push(`${what}: ${sends} messages left`);
  }
}

/** Whatever is left is tried for two days, at hours in which people may be written to. */
async function chances({ tenant, worker }: Play): Promise<void> {
  for (const moment of ["2026-03-03T09:00:00.000Z", "2026-03-03T14:00:00.000Z", "2026-03-04T09:00:00.000Z"]) {
    if (tenant.clock.now() < new Date(moment)) tenant.clock.set(moment);
    await processApprovedActions(tenant.system, worker());
  }
}

/** Without an opt-out both channels send: the silence of the others is theirs. */
async function control(world: World, faults: string[]): Promise<void> {
  for (const channel of ["email", "sms"] as const) {
    const play = await setUp(world, channel);
    await propose(play);
    await approve(play);
    await chances(play);
    const sends = sendsTo(world, addressOf(play.action));
    if (sends !== 1) faults.push(`control by ${channel}: ${sends} sends`);
  }
}

let made = 0;

async function setUp(world: World, channel: "email" | "sms"): Promise<Play> {
  made += 1;
  const tenant = await foundTenant(world.database.db, `silence-${made}`);
  const { company } = world.stage.simulator;
  const phone = `+3247${String(made).padStart(7, "0")}`;
  const address = `silent.${made}@customer.example`;
  const customer = company.customer({ name: `Customer ${made}`, email: address, phone });
  const now = tenant.clock.now();
  const parts = { partnerId: customer.id, partnerName: `Customer ${made}`, phone, to: [address], cc: [] };
  const times = {
    org_id: tenant.system.orgId,
    action_id: uuidv7(now),
    created_at: now.toISOString(),
    expires_at: "2026-03-05T09:00:00.000Z",
  };
  const action =
    channel === "email"
      ? exampleAction(times, { ...parts, ids: [customer.invoice({ amount: 900, due: "-10d" }).id] })
      : exampleAction(times, {
          ...parts,
          actionType: "send_deal_check_in",
          ids: [company.deal({ name: `Deal ${made}`, customer, stage: "Qualified", revenue: 5000 }).id],
        });
  const { operation } = action;
  const sms = twilioTransport({
    accountSid: world.twilio.accountSid,
    authToken: world.twilio.apiKey,
    from: "+33700000000",
    baseUrl: world.twilio.url,
  });
  return {
    world,
    tenant,
    action:
      operation.type === "send_email"
        ? { ...action, operation: { ...operation, inputs: { ...operation.inputs, attach_invoice_ids: [] } } }
        : action,
    optOut: () => Promise.resolve(),
    worker: (hooks) => {
      const worker = world.stage.worker(`silence-${made}`, hooks);
      return { ...worker, ports: { ...worker.ports, sms, clock: tenant.clock } };
    },
  };
}

async function propose({ tenant, action }: Play): Promise<void> {
  const result = await proposeAction({ ctx: tenant.system, input: { action } });
  if (!result.proposed) throw new Error(`not proposed: ${result.reason}`);
}

/** A person says yes; one that is held refuses, which is the point. */
async function approve({ tenant, action }: Play): Promise<void> {
  const { fingerprint } = await getAction({ ctx: tenant.system, input: { actionId: action.action_id } });
  try {
    await approveAction({ ctx: tenant.person, input: { actionId: action.action_id, fingerprint, channel: "in_app" } });
  } catch (error) {
    if (!hasCode(error, "conflict")) throw error;
  }
}

const addressOf = (action: ActionProtocol): string => action.external_effects[0]!.recipient;

const sendsTo = ({ stage, twilio }: World, address: string): number =>
  stage.sink.messages().filter(({ recipients }) => recipients.includes(address)).length +
  twilio.sent().filter(({ to }) => to === address).length;

/** Where the last intent and the first suppression stand in the audit. */
async function orderOf({
  tenant,
  action,
}: Play): Promise<{ readonly intent: number | undefined; readonly suppressed: number | undefined }> {
  const { orgId } = tenant.system;
  const rows = await withTransaction(tenant.system, ({ tx }) =>
    tx
      .select({ seq: actionEvents.seq, kind: actionEvents.kind, actionId: actionEvents.actionId })
      .from(actionEvents)
      .where(eq(actionEvents.orgId, orgId)),
  );
  const seqsOf = (kind: string, actionId?: string): number[] =>
    rows.filter((row) => row.kind === kind && (actionId === undefined || row.actionId === actionId)).map(({ seq }) => seq);
  return {
    intent: seqsOf("action.intent", action.action_id).toSorted((a, b) => b - a)[0],
    suppressed: seqsOf("suppression.added").toSorted((a, b) => a - b)[0],
  };
}

/** Does something the first time the executor reaches a point. */
function once(point: Parameters<ExecutorHooks["at"]>[0], act: () => Promise<void>): ExecutorHooks["at"] {
  let done = false;
  return async (reached) => {
    if (reached !== point || done) return;
    done = true;
    await act();
  };
}
