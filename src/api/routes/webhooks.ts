import { createRoute, z, type OpenAPIHono } from "@hono/zod-openapi";
import { withTransaction, type Context } from "#src/db/index.ts";
import { isKnownAddress, outreachSettingsIfReadable, takeReceivedSms } from "#src/outreach/index.ts";
import { takeApproverSms } from "#src/notifications/index.ts";
import type { AiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { DECISIONS } from "../decisions.ts";
import { e164, namesCountry, readForm, readReports, takeReports, textAt } from "../inbound/body.ts";
import { noSuchAddress, unreadable } from "../inbound/refusals.ts";
import { takeSmtp2goEvent } from "../inbound/smtp2go.ts";
import { takeTwilioMessage, takeTwilioStatus, twiml } from "../inbound/twilio.ts";
import type { WebhookProvider } from "../inbound/types.ts";
import { json, NOT_FOUND } from "../openapi.ts";
import { errorBodySchema } from "../schemas/common.ts";

const takenSchema = z.object({ received: z.number().int() });
const refusals = { 400: json(errorBodySchema, "The report cannot be read"), ...NOT_FOUND } as const;
const responses = { 200: json(takenSchema, "Taken, or known already"), ...refusals } as const;

const org = z.string().min(1).max(100);
const bySecret = z.object({ org, secret: z.string().min(1).max(200) });
const byHeader = z.object({ org });

/** An address with its secret in the path, and one that takes it as a bearer. */
function webhook<Path extends string>(name: Path, summary: string) {
  return {
    inPath: createRoute({
      method: "post",
      path: `/api/webhooks/{org}/${name}/{secret}`,
      summary,
      request: { params: bySecret },
      responses,
    }),
    inHeader: createRoute({ method: "post", path: `/api/webhooks/{org}/${name}`, summary, request: { params: byHeader }, responses }),
  };
}

const smtp2go = webhook("smtp2go", "SMTP2GO reports what became of mails and who opted out");
const sms = webhook("sms", "The organisation's own gateway reports an SMS that it received");

const twilioAnswer = {
  200: { description: "What Twilio is to do", content: { "text/xml": { schema: z.string() } } },
  ...refusals,
} as const;
const twilioMessages = createRoute({
  method: "post",
  path: "/api/webhooks/{org}/twilio/messages",
  summary: "Twilio reports an SMS that it received; signed by X-Twilio-Signature",
  request: { params: byHeader },
  responses: twilioAnswer,
});
const twilioStatus = createRoute({
  method: "post",
  path: "/api/webhooks/{org}/twilio/status",
  summary: "Twilio reports what became of an SMS; signed by X-Twilio-Signature",
  request: { params: byHeader },
  responses,
});

/** What providers report. They have no session: each address is believed by its own secret or by the provider's signature. */
export function webhookRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  const contextOf = (orgId: string): Context => ({ db: deps.db, clock: deps.clock, orgId, actor: "system:ai-coo" });
  const believe = (orgId: string, provider: WebhookProvider, given: string | undefined): Context => {
    if (given === undefined || deps.inbound?.isSecret(orgId, provider, given) !== true) throw noSuchAddress();
    return contextOf(orgId);
  };
  const bearer = (authorization: string | undefined): string | undefined => /^Bearer (.+)$/i.exec(authorization ?? "")?.[1];

  const skipped =
    (provider: WebhookProvider) =>
    ({ message }: AiCooError, index: number): void =>
      deps.logger.warn({ provider, index, reason: message }, "An event in a report cannot be read and was left out.");

  const takeSmtp2go = async (ctx: Context, reports: Awaited<ReturnType<typeof readReports>>) => {
    return { received: await takeReports(reports, (report) => takeSmtp2goEvent(ctx, report), skipped("smtp2go")) };
  };
  app.openapi(smtp2go.inPath, async (c) => {
    const { org: orgId, secret } = c.req.valid("param");
    const ctx = believe(orgId, "smtp2go", secret);
    return c.json(await takeSmtp2go(ctx, await readReports(c)), 200);
  });
  app.openapi(smtp2go.inHeader, async (c) => {
    const ctx = believe(c.req.valid("param").org, "smtp2go", bearer(c.req.header("authorization")));
    return c.json(await takeSmtp2go(ctx, await readReports(c)), 200);
  });

  const takeSms = async (ctx: Context, reports: Awaited<ReturnType<typeof readReports>>) => {
    const { gateway } = deps.inbound!;
    const take = async (report: Readonly<Record<string, unknown>>): Promise<void> => {
      const from = e164(textAt(report, gateway.from));
      const text = textAt(report, gateway.text);
      const id = textAt(report, gateway.id)?.slice(0, 100).toWellFormed();
      if (from === undefined || text === undefined || id === undefined || id === "") {
        throw unreadable(
          `it has no number with its country at "${gateway.from}", no text at "${gateway.text}" or no id at "${gateway.id}"`,
        );
      }
      const isWhole = namesCountry(textAt(report, gateway.from));
      // without its country a number could be anybody's, and decides nothing
      if (isWhole && (await takeApproverSms(ctx, { source: "sms_gateway", sms: { id, from, text }, verbs: DECISIONS }))) return;
      await withTransaction(ctx, async (inner) => {
        if (!isWhole && !(await isKnownAddress(inner, { channel: "sms", address: from }))) {
          throw unreadable(`the number at "${gateway.from}" has no + in front, and nobody with such a number was ever written to`);
        }
        await takeReceivedSms(inner, "sms_gateway", { id, from, text });
      });
    };
    return { received: await takeReports(reports, take, skipped("sms")) };
  };
  app.openapi(sms.inPath, async (c) => {
    const { org: orgId, secret } = c.req.valid("param");
    const ctx = believe(orgId, "sms", secret);
    return c.json(await takeSms(ctx, await readReports(c)), 200);
  });
  app.openapi(sms.inHeader, async (c) => {
    const ctx = believe(c.req.valid("param").org, "sms", bearer(c.req.header("authorization")));
    return c.json(await takeSms(ctx, await readReports(c)), 200);
  });

  /** The signature goes over the address that people use, never over what the request says of itself. */
  const believeTwilio = (orgId: string, request: Request, form: URLSearchParams): Context => {
    const { pathname, search } = new URL(request.url);
    const signature = request.headers.get("x-twilio-signature") ?? "";
    if (deps.inbound?.isFromTwilio(orgId, { target: pathname + search, form, signature }) !== true) throw noSuchAddress();
    return contextOf(orgId);
  };
  app.openapi(twilioMessages, async (c) => {
    const form = await readForm(c).catch(() => new URLSearchParams());
    const ctx = believeTwilio(c.req.valid("param").org, c.req.raw, form);
    const { stopped } = await takeTwilioMessage(ctx, form);
    return c.body(twiml(stopped ? await confirmationOf(ctx) : undefined), 200, { "content-type": "text/xml; charset=utf-8" });
  });
  app.openapi(twilioStatus, async (c) => {
    const form = await readForm(c).catch(() => new URLSearchParams());
    const ctx = believeTwilio(c.req.valid("param").org, c.req.raw, form);
    await takeTwilioStatus(ctx, form);
    return c.json({ received: 1 }, 200);
  });
}

/** What the organisation wants a number to be told when it stops; nothing where that cannot be read. */
async function confirmationOf(ctx: Context): Promise<string | undefined> {
  return (await withTransaction(ctx, outreachSettingsIfReadable))?.stopConfirmation;
}
