import { readHead } from "#src/audit/index.ts";
import type { Secrets } from "#src/config/secrets.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { enqueue } from "#src/queue/index.ts";

const TIMEOUT_MS = 15_000;

/**
 * Posts the end of the chain to whoever is configured to witness it: the JSON line of a published head. Only an answer of the
 * 200s counts; the job that calls it tries again. False where nobody is configured, or the chain is empty.
 * @throws AiCooError `provider_unreachable`; neither the address nor the key is in it.
 */
export async function postHead(ctx: Context, webhook: Secrets["auditWebhook"]): Promise<boolean> {
  const head = webhook === undefined ? null : await readHead(ctx);
  if (webhook === undefined || head === null) return false;
  let status: number;
  try {
    const response = await fetch(webhook.url, {
      method: "POST",
      headers: { "content-type": "application/json", ...(webhook.key === undefined ? {} : { authorization: `Bearer ${webhook.key}` }) },
      body: JSON.stringify(head),
      // a head that goes elsewhere than where it was meant to is witnessed by nobody
      redirect: "error",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await response.body?.cancel();
    ({ status } = response);
  } catch {
    throw unwitnessed("gave no answer");
  }
  if (status < 200 || status >= 300) throw unwitnessed(`answered HTTP ${status}`);
  return true;
}

function unwitnessed(what: string): AiCooError {
  return new AiCooError(
    "provider_unreachable",
    `The address of AUDIT_WEBHOOK_URL ${what}, so the head of the audit is not witnessed there.`,
    {
      next: "Nothing to do: it is tried again. If it lasts, check the address and AUDIT_WEBHOOK_KEY.",
    },
  );
}

/** Has a worker post the head soon, as an export does. */
export async function requestHeadPost(ctx: Context): Promise<void> {
  await withTransaction(ctx, (inner) => enqueue(inner, { name: "publish-audit-head", payload: { orgId: inner.orgId } }));
}
