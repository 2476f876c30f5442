import { createAccounts, createApi, ensureWebBuilt, loadWebApp } from "#src/api/index.ts";
import { newSignInToken } from "#src/api/accounts/signInToken.ts";
import { listActions, proposeAction, rejectAction } from "#src/actions/index.ts";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { actionEvents, member, organization, user, verification } from "#src/db/schema/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { silentLogger } from "#src/lib/logger.ts";
import {
  claimPhone,
  deliverNotifications,
  notificationSettingsSchema,
  queueNotifications,
  savePreferences,
  personSettingsSchema,
  takeApproverSms,
  type NotificationMail,
  type NotificationSms,
  type NotifierPorts,
} from "#src/notifications/index.ts";
import { DECISIONS } from "#src/api/decisions.ts";
import { readModelMonth } from "#src/main/model.ts";
import type { ActionProtocol, RiskLevel } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { and, eq } from "drizzle-orm";
import { startSuiteDatabase, type SuiteDatabase } from "../support/database.ts";

export const ORG = "org-channels";
export const ORIGIN = "https://coo.example.com";

export interface Member {
  readonly userId: string;
  readonly email: string;
  readonly phone: string;
  readonly cookie: string;
}

export interface World extends AsyncDisposable {
  readonly database: SuiteDatabase;
  readonly app: ReturnType<typeof createApi>;
  readonly ctx: Context;
  readonly anna: Member;
  readonly bruno: Member;
  /** Away where a scene needs it. */
  readonly carla: Member;
  /** Of another organisation. */
  readonly foreign: Member;
  readonly mails: NotificationMail[];
  readonly sms: NotificationSms[];
  readonly ports: NotifierPorts;
  /** Moves the product's clock; sessions keep to the real one. */
  advance(minutes: number): void;
  /** Back to the present. */
  present(): void;
  signIn(userId: string): Promise<string>;
  propose(risk: RiskLevel, overrides?: Partial<ActionProtocol>): Promise<Proposed>;
  /** Tells everybody, as the worker's job does. */
  notify(): Promise<void>;
  /** Proposes and tells; the link that Anna got. */
  linked(risk: RiskLevel): Promise<Linked>;
  /** Proposes and tells; the code that Anna got. */
  coded(risk?: RiskLevel): Promise<Proposed & { readonly code: string }>;
  /** Proposes and tells; the link and the code that Anna got about the same. */
  reached(): Promise<Linked & { readonly code: string }>;
  /** Ends what waits, so that what comes next is told alone. */
  clear(): Promise<void>;
  receive(from: string, text: string, id?: string): Promise<boolean>;
  /** How often somebody's word about the action was taken. */
  decisions(actionId: string): Promise<number>;
}

export interface Proposed {
  readonly actionId: string;
  readonly fingerprint: string;
}

export interface Linked extends Proposed {
  readonly url: string;
  readonly token: string;
}

/** The product as it answers, over a database of its own; what it would send is kept here. */
export async function openWorld(connections: number): Promise<World> {
  const database = await startSuiteDatabase({ maxConnections: connections, connectTimeoutMs: 120_000 });
  const { db } = database;
  let offset = 0;
  const clock = { now: () => new Date(Date.now() + offset) };
  const origins = (): string[] => [ORIGIN];
  const accounts = createAccounts({ db, clock, secret: "suite-secret-".repeat(4), publicUrl: ORIGIN, origins });
  const webApp = loadWebApp(await ensureWebBuilt());
  const app = createApi({ db, clock, logger: silentLogger, accounts, version: "1.2.3", origins, modelMonth: readModelMonth, webApp });
  const ctx: Context = { db, clock, orgId: ORG, actor: "system:ai-coo" };
  const mails: NotificationMail[] = [];
  const sms: NotificationSms[] = [];
  const ports: NotifierPorts = {
    publicUrl: ORIGIN,
    mail: async (mail) => (mails.push(mail), { kind: "done", ref: mail.id }),
    sms: async (one) => (sms.push(one), { kind: "done", ref: one.id }),
  };

  const signIn = async (userId: string): Promise<string> => {
    const { token, identifier } = newSignInToken();
    const now = new Date();
    const expiresAt = new Date(now.getTime() + 600_000);
    await db.insert(verification).values({ id: uuidv7(now), identifier, value: userId, expiresAt, createdAt: now, updatedAt: now });
    const headers = { "content-type": "application/json", origin: ORIGIN };
    const answer = await app.request("/api/auth/sign-in/link", { method: "POST", headers, body: JSON.stringify({ token }) });
    if (answer.status !== 200) throw new AiCooError("internal", `The sign-in answered ${answer.status}.`);
    return answer.headers
      .getSetCookie()
      .map((line) => line.split(";")[0])
      .join("; ");
  };
  const join = async (orgId: string, name: string, phone: string, role = "approver"): Promise<Member> => {
    const now = clock.now();
    await db.insert(organization).values({ id: orgId, name: orgId, slug: orgId, createdAt: now }).onConflictDoNothing();
    const userId = uuidv7(now);
    const email = `${name}@staff.example`;
    await db.insert(user).values({ id: userId, name, email, emailVerified: true, createdAt: now, updatedAt: now });
    await db.insert(member).values({ id: uuidv7(now), organizationId: orgId, userId, role, createdAt: now });
    return { userId, email, phone, cookie: await signIn(userId) };
  };

  const anna = await join(ORG, "anna", "+33612345601");
  const bruno = await join(ORG, "bruno", "+33612345602");
  const carla = await join(ORG, "carla", "+33612345604");
  const foreign = await join("org-foreign", "felix", "+33612345603");
  const both = { email: true, sms: true, when: "at_once" as const };
  const settings = personSettingsSchema.parse({ risks: { low: both, medium: both, high: both, critical: both } });
  await savePreferences(ctx, anna.userId, { settings, timezone: zoneAtNoon(new Date()) });
  await withTransaction(ctx, (inner) => saveOrgSettings(inner, "notifications", { line: [anna.userId] }));

  const receive = (from: string, text: string, id = uuidv7(new Date())): Promise<boolean> =>
    takeApproverSms(ctx, { source: "twilio", sms: { id, from, text }, verbs: DECISIONS });
  const claimed = await claimPhone(ctx, anna.userId, anna.phone);
  await receive(anna.phone, `CONFIRM ${claimed.code}`);

  let many = 0;
  const propose = async (risk: RiskLevel, overrides: Partial<ActionProtocol> = {}): Promise<Proposed> => {
    const now = clock.now();
    many += 1;
    const action = exampleAction(
      { risk_level: risk, approval: { required: true, channels: ["in_app", "email", "sms"], min_approvals: 1 }, ...overrides },
      {
        actionId: uuidv7(now),
        orgId: ORG,
        // what a type starts from is only ever raised
        ...(risk === "low" ? { actionType: "send_payment_confirmation" as const } : {}),
        ids: [many],
        partnerId: 1_000 + many,
        createdAt: now.toISOString(),
        expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
      },
    );
    const result = await proposeAction({ ctx, input: { action } });
    if (!result.proposed) throw new AiCooError("conflict", `The action of the suite was not proposed: ${result.reason}.`);
    return { actionId: result.actionId, fingerprint: result.fingerprint };
  };
  const options = { ports, settings: notificationSettingsSchema.parse({ line: [anna.userId] }), timezone: "UTC" };
  const notify = async (): Promise<void> => {
    await queueNotifications(ctx, options);
    await deliverNotifications(ctx, options);
  };
  const linkSince = (before: number): Pick<Linked, "url" | "token"> => {
    const url = /https:\/\/\S+\/decide#\S+/.exec(mails.slice(before).at(-1)?.text ?? "")?.[0];
    if (url === undefined) throw new AiCooError("internal", "The mail about the action holds no link.");
    return { url, token: url.slice(url.indexOf("#") + 1) };
  };
  const codeSince = (before: number): string => {
    const code = /YES (\d{4})/.exec(sms.slice(before).at(-1)?.body ?? "")?.[1];
    if (code === undefined) throw new AiCooError("internal", `The SMS about the action holds no code: ${sms.at(-1)?.body}`);
    return code;
  };
  return {
    database,
    app,
    ctx,
    anna,
    bruno,
    carla,
    foreign,
    mails,
    sms,
    ports,
    advance: (minutes) => void (offset += minutes * 60_000),
    present: () => void (offset = 0),
    signIn,
    propose,
    notify,
    linked: async (risk) => {
      const proposed = await propose(risk);
      const before = mails.length;
      await notify();
      return { ...proposed, ...linkSince(before) };
    },
    coded: async (risk = "medium") => {
      const proposed = await propose(risk);
      const before = sms.length;
      await notify();
      return { ...proposed, code: codeSince(before) };
    },
    reached: async () => {
      const proposed = await propose("medium");
      const before = { mails: mails.length, sms: sms.length };
      await notify();
      return { ...proposed, ...linkSince(before.mails), code: codeSince(before.sms) };
    },
    clear: async () => {
      const { actions } = await listActions({ ctx, input: { status: ["pending_approval"], limit: 200 } });
      const as = { ...ctx, actor: `user:${bruno.userId}` as const };
      for (const { actionId } of actions) await rejectAction({ ctx: as, input: { actionId, reason: "Over.", channel: "in_app" } });
    },
    receive,
    decisions: (actionId) =>
      withTransaction(ctx, async ({ tx }) => {
        const events = await tx
          .select({ kind: actionEvents.kind })
          .from(actionEvents)
          .where(and(eq(actionEvents.orgId, ORG), eq(actionEvents.actionId, actionId)));
        return events.filter(({ kind }) => kind === "action.approved" || kind === "action.rejected").length;
      }),
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  };
}

/** A zone in which it is about noon, whenever the suite runs: nobody's telephone rings at night. */
function zoneAtNoon(now: Date): string {
  const hours = 12 - now.getUTCHours();
  // these names count westwards
  return hours === 0 ? "Etc/GMT" : `Etc/GMT${hours > 0 ? "-" : "+"}${Math.abs(hours)}`;
}

/** Asks the API as a page of ours does, with a session or without. */
export async function post(
  world: World,
  path: string,
  body: object,
  cookie?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const answer = await world.app.request(path, {
    method: "POST",
    headers: { "content-type": "application/json", origin: ORIGIN, ...(cookie === undefined ? {} : { cookie }) },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

export const view = (world: World, token: string, cookie?: string) => post(world, "/api/decision-links/view", { token }, cookie);

export const decide = (
  world: World,
  { token, fingerprint }: Pick<Linked, "token" | "fingerprint">,
  more: { readonly decision?: "approve" | "reject"; readonly reason?: string; readonly code?: string; readonly cookie?: string } = {},
) => {
  const { cookie, decision = "approve", ...rest } = more;
  return post(world, "/api/decision-links/decide", { token, fingerprint, decision, ...rest }, cookie);
};
