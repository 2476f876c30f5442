import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import type { Context as RequestContext } from "hono";
import { getOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import {
  askForTest,
  claimPhone,
  getPreferences,
  readEscalation,
  saveEscalation,
  listTold,
  notificationSettingsSchema,
  removePhone,
  savePreferences,
  unlockSms,
} from "#src/notifications/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, needs, REFUSALS } from "../openapi.ts";
import {
  doneSchema,
  escalationBodySchema,
  escalationSchema,
  phoneBodySchema,
  phoneClaimSchema,
  preferencesBodySchema,
  preferencesSchema,
  testBodySchema,
  toldListSchema,
} from "../schemas/notifications.ts";

const base = "/api/ai-coo/notifications";
const done = { 200: json(doneSchema, "Done"), ...REFUSALS, ...CONFLICT } as const;

const show = createRoute({
  method: "get",
  path: `${base}/preferences`,
  summary: "How you are told about what waits for a decision",
  security: needs("self"),
  responses: { 200: json(preferencesSchema, "Your preferences"), ...REFUSALS },
});

const save = createRoute({
  method: "put",
  path: `${base}/preferences`,
  summary: "Set how you are told, by risk: by mail, by SMS, at once or in a digest",
  security: needs("self"),
  request: { body: jsonBody(preferencesBodySchema) },
  responses: { 200: json(preferencesSchema, "Your preferences"), ...REFUSALS },
});

const claim = createRoute({
  method: "post",
  path: `${base}/phone`,
  summary: "Claim a mobile number; it is yours once the code was sent from it",
  security: needs("self"),
  request: { body: jsonBody(phoneBodySchema) },
  responses: { 200: json(phoneClaimSchema, "What to send from it"), ...REFUSALS, ...CONFLICT },
});

const forget = createRoute({
  method: "delete",
  path: `${base}/phone`,
  summary: "Take your number away; no code that was sent to it decides any more",
  security: needs("self"),
  responses: done,
});

const unlock = createRoute({
  method: "post",
  path: `${base}/unlock-sms`,
  summary: "Decide by SMS again after wrong codes",
  security: needs("self"),
  responses: done,
});

const test = createRoute({
  method: "post",
  path: `${base}/test`,
  summary: "Ask for a message to yourself; a worker sends it",
  security: needs("self"),
  request: { body: jsonBody(testBodySchema) },
  responses: done,
});

const told = createRoute({
  method: "get",
  path: `${base}/messages`,
  summary: "What you were told lately, and what became of it",
  security: needs("self"),
  responses: { 200: json(toldListSchema, "Newest first"), ...REFUSALS },
});

const escalation = createRoute({
  method: "get",
  path: `${base}/escalation`,
  summary: "Who is told of what nobody has decided, one after the other, and after how long",
  security: needs("read"),
  responses: { 200: json(escalationSchema, "The line, and who can stand in it"), ...REFUSALS },
});

const escalate = createRoute({
  method: "put",
  path: `${base}/escalation`,
  summary: "Replace who is told of what nobody has decided, while it is what was read",
  security: needs("govern"),
  request: { body: jsonBody(escalationBodySchema) },
  responses: { 200: json(escalationSchema, "As it is now"), ...REFUSALS, ...CONFLICT },
});

const MOST_TOLD = 50;

/** Everybody's own preferences, which nobody else sets and no key has, and the organisation's line. */
export function notificationRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(show, async (c) => c.json(await preferencesOf(contextOf(c, deps), personOf(c)), 200));

  app.openapi(save, async (c) => {
    const ctx = contextOf(c, deps);
    const userId = personOf(c);
    await savePreferences(ctx, userId, c.req.valid("json"));
    return c.json(await preferencesOf(ctx, userId), 200);
  });

  app.openapi(escalation, async (c) => c.json(await readEscalation(contextOf(c, deps)), 200));

  app.openapi(escalate, async (c) => {
    const ctx = contextOf(c, deps);
    await saveEscalation(ctx, c.req.valid("json"));
    return c.json(await readEscalation(ctx), 200);
  });

  app.openapi(claim, async (c) => {
    const ctx = contextOf(c, deps);
    const { phone, code, until } = await claimPhone(ctx, personOf(c), c.req.valid("json").phone);
    return c.json({ phone, text: `CONFIRM ${code}`, until: until.toISOString(), smsNumber: await smsNumberOf(ctx) }, 200);
  });

  app.openapi(forget, async (c) => {
    await removePhone(contextOf(c, deps), personOf(c));
    return c.json({ ok: true as const }, 200);
  });

  app.openapi(unlock, async (c) => {
    await unlockSms(contextOf(c, deps), personOf(c));
    return c.json({ ok: true as const }, 200);
  });

  app.openapi(test, async (c) => {
    await askForTest(contextOf(c, deps), personOf(c), c.req.valid("json").channel);
    return c.json({ ok: true as const }, 200);
  });

  app.openapi(told, async (c) => {
    const messages = (await listTold(contextOf(c, deps), personOf(c), MOST_TOLD)).map(
      ({ id, channel, kind, state, actionId, createdAt, dueAt, sentAt, reason }) => ({
        id,
        channel,
        kind,
        state,
        actionId,
        createdAt: createdAt.toISOString(),
        dueAt: dueAt.toISOString(),
        sentAt: sentAt?.toISOString() ?? null,
        reason,
      }),
    );
    return c.json({ messages }, 200);
  });
}

/** The signed-in person. Errors: `forbidden` for a key. */
function personOf(c: RequestContext<ApiEnv>): string {
  const { session } = c.get("identity");
  if (session !== null) return session.userId;
  throw new AiCooError("forbidden", "A key is nobody who is told anything, so nothing was done.", { next: "Sign in as yourself." });
}

async function preferencesOf(ctx: Context, userId: string) {
  return { ...(await getPreferences(ctx, userId)), smsNumber: await smsNumberOf(ctx) };
}

async function smsNumberOf(ctx: Context): Promise<string | null> {
  const stored = await withTransaction(ctx, (inner) => getOrgSettings(inner, "notifications"));
  return notificationSettingsSchema.safeParse(stored ?? {}).data?.smsNumber ?? null;
}
