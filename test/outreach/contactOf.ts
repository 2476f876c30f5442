import { uuidv7 } from "#src/lib/ids.ts";
import type { ReserveOutreachInput } from "#src/outreach/index.ts";
import { outreachScopeKey } from "#src/protocol/index.ts";
import type { TestContext } from "#test/support/context.ts";

export const HOUR = 60;

/** A contact by mail about an invoice, in a window of four hours, of an action of its own. */
export function contactOf({ clock }: TestContext, over: Partial<ReserveOutreachInput> = {}): ReserveOutreachInput {
  const input = {
    actionId: uuidv7(clock.now()),
    partnerId: 42,
    channel: "email" as const,
    addresses: ["accounts@customer.example"],
    contextType: "invoice" as const,
    windowMinutes: 4 * HOUR,
    ...over,
  };
  return { ...input, scopeKey: over.scopeKey ?? outreachScopeKey(input) };
}
