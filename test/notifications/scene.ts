import { afterEach, beforeEach } from "vitest";
import { proposeAction } from "#src/actions/index.ts";
import { withTransaction } from "#src/db/index.ts";
import { member, notifications, organization, user } from "#src/db/schema/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import {
  deliverNotifications,
  notificationSettingsSchema,
  personSettingsSchema,
  queueDigests,
  queueNotifications,
  savePreferences,
  type NotificationMail,
  type NotificationSms,
  type NotifierPorts,
  type SendOutcome,
} from "#src/notifications/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";
import { exampleAction, type DocumentParts } from "#test/support/protocolDocuments.ts";

/** An organisation with people, a clock, and ways out that keep what they were given. */
export interface Scene {
  ctx: TestContext;
  database: TestDatabase;
  mails: NotificationMail[];
  sms: NotificationSms[];
  /** What the ways out answer, in turn; done when there is none left. */
  answers: (SendOutcome | Error)[];
  join(name: string, role?: string): Promise<string>;
  propose(overrides?: Partial<ActionProtocol>, parts?: Partial<DocumentParts>): Promise<{ actionId: string; fingerprint: string }>;
  prefer(userId: string, settings: object, timezone?: string): Promise<void>;
  /** What the job does each minute. */
  notify(settings?: object): ReturnType<typeof deliverNotifications>;
  digest(): ReturnType<typeof deliverNotifications>;
  rows(): Promise<(typeof notifications.$inferSelect)[]>;
}

export const ORIGIN = "https://coo.example.com";

/** Opened before each test of the file, and closed after it. */
export function setScene(): Scene {
  const scene = {} as Scene;
  const answer = (): Promise<SendOutcome> => {
    const next = scene.answers.shift() ?? { kind: "done", ref: "sent" };
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
  };
  const ports: NotifierPorts = {
    publicUrl: ORIGIN,
    invitationUrl: (origin, id) => `${origin}/join#token=${id}.secret`,
    mail: (mail) => (scene.mails.push(mail), answer()),
    sms: (sms) => (scene.sms.push(sms), answer()),
  };
  let many = 0;
  beforeEach(async () => {
    scene.database = await createTestDatabase();
    scene.ctx = testContext(scene.database.db);
    scene.mails = [];
    scene.sms = [];
    scene.answers = [];
    const { orgId } = scene.ctx;
    await scene.database.db.insert(organization).values({ id: orgId, name: "Acme", slug: orgId, createdAt: scene.ctx.clock.now() });
  });
  afterEach(() => scene.database.drop());
  return Object.assign(scene, {
    join: async (name: string, role = "approver") => {
      const { db, orgId, clock } = scene.ctx;
      const now = clock.now();
      const id = uuidv7(now);
      many += 1;
      const times = { createdAt: new Date(now.getTime() + many), updatedAt: now };
      await db.insert(user).values({ id, name, email: `${name.toLowerCase()}@staff.example`, emailVerified: true, ...times });
      await db.insert(member).values({ id: uuidv7(now), organizationId: orgId, userId: id, role, createdAt: times.createdAt });
      return id;
    },
    propose: async (overrides: Partial<ActionProtocol> = {}, parts: Partial<DocumentParts> = {}) => {
      const now = scene.ctx.clock.now();
      many += 1;
      const life = { createdAt: now.toISOString(), expiresAt: new Date(now.getTime() + 86_400_000).toISOString() };
      const approval = { required: true, channels: ["in_app" as const, "email" as const, "sms" as const], min_approvals: 1 };
      const document = { actionId: uuidv7(now), orgId: scene.ctx.orgId, ids: [many], partnerId: 100 + many, ...life, ...parts };
      const ctx = { ...scene.ctx, actor: overrides.created_by ?? scene.ctx.actor };
      const result = await proposeAction({ ctx, input: { action: exampleAction({ approval, ...overrides }, document) } });
      if (!result.proposed) throw new Error(result.reason);
      return { actionId: result.actionId, fingerprint: result.fingerprint };
    },
    prefer: (userId: string, settings: object, timezone?: string) =>
      savePreferences(scene.ctx, userId, { settings: personSettingsSchema.parse(settings), timezone: timezone ?? null }),
    notify: async (settings: object = {}) => {
      const options = { ports, settings: notificationSettingsSchema.parse(settings), timezone: "UTC" };
      await queueNotifications(scene.ctx, options);
      return deliverNotifications(scene.ctx, options);
    },
    digest: async () => {
      await queueDigests(scene.ctx, { timezone: "UTC" });
      return deliverNotifications(scene.ctx, { ports, settings: notificationSettingsSchema.parse({}), timezone: "UTC" });
    },
    rows: () => withTransaction(scene.ctx, ({ tx }) => tx.select().from(notifications)),
  });
}
