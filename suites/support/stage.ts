import { member, organization, user } from "#src/db/schema/index.ts";
import type { Context, Database } from "#src/db/index.ts";
import { DEFAULT_EXECUTOR_SETTINGS, type ExecutorHooks, type ExecutorRuntime } from "#src/executor/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { silentLogger } from "#src/lib/logger.ts";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import { gatewayTransport, parseGatewayShape, smtpTransport, type OperationPorts, type SmsTransport } from "#src/operations/index.ts";
import type { Actor } from "#src/protocol/index.ts";
import { startSimulator, type Release, type Simulator } from "#simulator/index.ts";
import { startSmtpSink, type SmtpSink } from "#simulator/mail/smtpSink.ts";
import { startSmsGateway } from "#simulator/sms/gateway.ts";
import type { SmsStandIn } from "#simulator/sms/standIn.ts";

/** Monday, ten in the morning in Brussels: an hour in which people may be written to. */
export const NOW = "2026-03-02T09:00:00.000Z";

/** The world outside the product: a simulated Odoo, a mail server and an SMS gateway, which keep what reached them. */
export interface Stage extends AsyncDisposable {
  readonly release: Release;
  readonly simulator: Simulator;
  readonly sink: SmtpSink;
  readonly gateway: SmsStandIn;
  readonly odoo: OdooConnection;
  /** Effects so far: calls of the product that changed something in Odoo, and mails and SMS that were taken. */
  effects(): number;
  /** A worker process of the product with its real doors to the outside. */
  worker(name: string, hooks?: ExecutorHooks, more?: Pick<OperationPorts, "followUps">): ExecutorRuntime;
}

/** Opens it around a company without any business; the suite fills it through `simulator.company`. */
export async function openStage(release: Release): Promise<Stage> {
  const clock = new ManualClock(NOW);
  const [simulator, sink, gateway] = await Promise.all([
    startSimulator({ release, company: "empty", now: () => clock.now() }),
    startSmtpSink(),
    startSmsGateway({ now: () => clock.now() }),
  ]);
  const { url, database, login, apiKey } = simulator;
  const odoo = connectOdoo({ url, database, login, apiKey });
  const mail = smtpTransport({ url: sink.url, from: "Accounts <accounts@ourcompany.example>" });
  const sms = throughGateway(gateway);
  return {
    release,
    simulator,
    sink,
    gateway,
    odoo,
    effects: () => simulator.calls.effects().filter((call) => call.login === login).length + sink.messages().length + gateway.sent().length,
    worker: (name, hooks, more = {}) => ({
      workerId: name,
      reader: odoo.reader,
      ports: { odoo: odoo.writer, reader: odoo.reader, mail, sms, clock, ...more },
      settings: DEFAULT_EXECUTOR_SETTINGS,
      logger: silentLogger,
      ...(hooks === undefined ? {} : { hooks }),
    }),
    [Symbol.asyncDispose]: async () => {
      await odoo.close();
      await gateway.stop();
      await sink.stop();
      await simulator.stop();
    },
  };
}

function throughGateway({ url, apiKey }: SmsStandIn): SmsTransport {
  const json = JSON.stringify({
    json: { to: "{to}", from: "{from}", message: "{text}", reference: "{reference}" },
    lookUp: `${url}/messages?reference={reference}`,
  });
  const from = "+33700000001";
  const shape = parseGatewayShape({ url: `${url}/send`, json, apiKey, from });
  return gatewayTransport({ shape, apiKey, from });
}

/** One organisation: its system and a person who may decide, under one clock that stands still until it is moved. */
export interface Tenant {
  readonly clock: ManualClock;
  readonly system: Context;
  readonly person: Context;
}

/** An organisation whose members are the people named. */
export async function foundTenant(db: Database, orgId: string, people: readonly string[] = ["anna"]): Promise<Tenant> {
  const clock = new ManualClock(NOW);
  const now = clock.now();
  await db.insert(organization).values({ id: orgId, name: orgId, slug: orgId, createdAt: now });
  for (const id of people) {
    await db
      .insert(user)
      .values({ id, name: id, email: `${id}@ourcompany.example`, emailVerified: true, createdAt: now, updatedAt: now })
      .onConflictDoNothing();
    await db.insert(member).values({ id: `${orgId}-${id}`, organizationId: orgId, userId: id, role: "member", createdAt: now });
  }
  const system = { db, orgId, actor: "system:ai-coo", clock } as const;
  return { clock, system, person: as(system, `user:${people[0]!}`) };
}

export const as = (ctx: Context, actor: Actor): Context => ({ ...ctx, actor });
