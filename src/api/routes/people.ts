import { createRoute, type OpenAPIHono } from "@hono/zod-openapi";
import { listMembers, listOpenInvitations } from "#src/db/access/people.ts";
import { withTransaction } from "#src/db/index.ts";
import { invitationMails, queueInvitation } from "#src/notifications/index.ts";
import { changeRole, invite, mayAssign, openInvitation, removeMember, roleOf, ROLES, withdrawInvitation } from "#src/people/index.ts";
import { signInUrl } from "../accounts/index.ts";
import { contextOf, type ApiDeps, type ApiEnv } from "../deps.ts";
import { CONFLICT, json, jsonBody, needs, NOT_FOUND, REFUSALS, SECURITY } from "../openapi.ts";
import { doneSchema, inviteBodySchema, invitedSchema, linkSchema, peopleSchema, personParams, roleBodySchema } from "../schemas/people.ts";

const BASE = "/api/ai-coo";
const done = { 200: json(doneSchema, "Done"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT } as const;
const DONE = { ok: true } as const;

const list = createRoute({
  method: "get",
  path: `${BASE}/people`,
  summary: "Who belongs to the organisation, with their roles, and who is invited",
  security: SECURITY,
  responses: { 200: json(peopleSchema, "The people"), ...REFUSALS },
});

const setRole = createRoute({
  method: "post",
  path: `${BASE}/people/{id}/role`,
  summary: "Give a member another role",
  security: needs("people"),
  request: { params: personParams, body: jsonBody(roleBodySchema) },
  responses: done,
});

const remove = createRoute({
  method: "post",
  path: `${BASE}/people/{id}/remove`,
  summary: "End a membership: nothing of the organisation is shown to that person any more",
  security: needs("people"),
  request: { params: personParams },
  responses: done,
});

const recover = createRoute({
  method: "post",
  path: `${BASE}/people/{id}/recover`,
  summary: "Let a member back in who lost everything: a one-time link, and all else they could sign in with ends",
  security: needs("own"),
  request: { params: personParams },
  responses: { 200: json(linkSchema, "The link, shown once"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const makeInvitation = createRoute({
  method: "post",
  path: `${BASE}/invitations`,
  summary: "Invite an address; the link is in the answer, and a worker mails it",
  security: needs("people"),
  request: { body: jsonBody(inviteBodySchema) },
  responses: { 200: json(invitedSchema, "The invitation"), ...REFUSALS, ...CONFLICT },
});

const link = createRoute({
  method: "get",
  path: `${BASE}/invitations/{id}/link`,
  summary: "The link of an open invitation, to be handed on",
  security: needs("people"),
  request: { params: personParams },
  responses: { 200: json(linkSchema, "The link"), ...REFUSALS, ...NOT_FOUND, ...CONFLICT },
});

const withdraw = createRoute({
  method: "post",
  path: `${BASE}/invitations/{id}/withdraw`,
  summary: "Take an open invitation back: its link opens nothing any more",
  security: needs("people"),
  request: { params: personParams },
  responses: done,
});

/** Who belongs to the organisation and who is invited. */
export function peopleRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const { accounts, origins } = deps;
  const origin = (): string => origins()[0] ?? "";

  app.openapi(list, async (c) => {
    const ctx = contextOf(c, deps);
    const { rights, role } = c.get("identity");
    const looksAfter = rights.has("people");
    return withTransaction(ctx, async (inner) => {
      const members = await listMembers(inner);
      const open = looksAfter ? await listOpenInvitations(inner) : [];
      const mails = await invitationMails(
        inner,
        open.map(({ id }) => id),
      );
      return c.json(
        {
          members: members.map(({ since, role: stored, ...rest }) => ({
            ...rest,
            role: roleOf(stored),
            since: since.toISOString(),
            you: inner.actor === `user:${rest.userId}`,
          })),
          invitations: open.map((one) => ({
            id: one.id,
            email: one.email,
            role: roleOf(one.role ?? ""),
            createdAt: one.createdAt.toISOString(),
            expiresAt: one.expiresAt.toISOString(),
            mail: mailOf(mails.get(one.id)),
          })),
          assignable: looksAfter && role !== "key" ? ROLES.filter((one) => mayAssign(role, one)) : [],
        },
        200,
      );
    });
  });

  app.openapi(setRole, async (c) => {
    await changeRole({ ctx: contextOf(c, deps), input: { userId: c.req.valid("param").id, ...c.req.valid("json") } });
    return c.json(DONE, 200);
  });

  app.openapi(remove, async (c) => {
    await removeMember({ ctx: contextOf(c, deps), input: { userId: c.req.valid("param").id } });
    return c.json(DONE, 200);
  });

  app.openapi(recover, async (c) => {
    const { token, expiresAt } = await accounts.recover(contextOf(c, deps), c.req.valid("param").id);
    return c.json({ url: signInUrl(origin(), token), expiresAt: expiresAt.toISOString() }, 200);
  });

  app.openapi(makeInvitation, async (c) => {
    const { language, ...input } = c.req.valid("json");
    // its mail is noted where it is made: both stand, or neither
    const { id, expiresAt } = await withTransaction(contextOf(c, deps), async (inner) => {
      const made = await invite({ ctx: inner, input });
      await queueInvitation(inner, { invitationId: made.id, userId: userOf(inner.actor), language });
      return made;
    });
    return c.json({ id, url: accounts.invitations.url(origin(), id), expiresAt: expiresAt.toISOString() }, 200);
  });

  app.openapi(link, async (c) => {
    const { id, expiresAt } = await withTransaction(contextOf(c, deps), (inner) => openInvitation(inner, c.req.valid("param").id));
    return c.json({ url: accounts.invitations.url(origin(), id), expiresAt: expiresAt.toISOString() }, 200);
  });

  app.openapi(withdraw, async (c) => {
    await withdrawInvitation({ ctx: contextOf(c, deps), input: c.req.valid("param") });
    return c.json(DONE, 200);
  });
}

const userOf = (actor: string): string => actor.replace(/^user:/, "");

function mailOf(row: ReturnType<Awaited<ReturnType<typeof invitationMails>>["get"]>) {
  return row === undefined ? null : { state: row.state, reason: row.reason, sentAt: row.sentAt?.toISOString() ?? null };
}
