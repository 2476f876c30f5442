import type { OpenAPIHono } from "@hono/zod-openapi";
import { bodyLimit } from "hono/body-limit";
import { withTransaction, type Context } from "#src/db/index.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { findSuppressions, isOptOut, takeInbound, type Unsubscriber } from "#src/outreach/index.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";
import { askPage, donePage, FORM_POLICY, languageOf, unknownPage } from "../inbound/unsubscribePage.ts";

const PATH = "/unsubscribe/:token";
const MOST_BYTES = 4 * 1024;

/**
 * The address in `List-Unsubscribe` (RFC 8058). Opening it shows a page that asks and changes nothing, however often scanners do;
 * a POST needs no session and unsubscribes, whether a mail program sent it or the page's button.
 */
export function unsubscribeRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.use(PATH, bodyLimit({ maxSize: MOST_BYTES, onError: (c) => c.text("Too large\n", 413) }));
  app.get(PATH, (c) => {
    const language = languageOf(c.req.header("accept-language"));
    const unsubscriber = deps.inbound?.openUnsubscribe(c.req.param("token")) ?? null;
    c.header("content-security-policy", FORM_POLICY);
    c.header("x-frame-options", "DENY");
    c.header("cache-control", "no-store");
    return unsubscriber === null ? c.html(unknownPage(language), 404) : c.html(askPage(unsubscriber.address, language), 200);
  });
  app.post(PATH, async (c) => {
    const language = languageOf(c.req.header("accept-language"));
    const unsubscriber = deps.inbound?.openUnsubscribe(c.req.param("token")) ?? null;
    c.header("cache-control", "no-store");
    if (unsubscriber === null) return c.html(unknownPage(language), 404);
    await unsubscribe({ db: deps.db, clock: deps.clock, orgId: unsubscriber.orgId, actor: "system:ai-coo" }, unsubscriber);
    return c.html(donePage(unsubscriber.address, language), 200);
  });
}

/** One wish is enough: a link that is followed again leaves no further trace. One after a bounce is the first. */
async function unsubscribe(ctx: Context, { channel, address }: Unsubscriber): Promise<void> {
  await withTransaction(ctx, async (inner) => {
    if ((await findSuppressions(inner, channel, [address])).some(isOptOut)) return;
    await takeInbound(inner, {
      source: "list_unsubscribe",
      // somebody who was taken off the list may unsubscribe again by the same link
      identity: [uuidv7(inner.clock.now())],
      kind: "unsubscribe",
      channel,
      address,
      consequence: { does: "suppress", reason: "unsubscribe" },
      facts: {},
    });
  });
}
