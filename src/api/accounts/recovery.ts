import { appendAuditEvent } from "#src/audit/index.ts";
import { getMember } from "#src/db/access/people.ts";
import { withAccountsThenTenant, withTransaction, type Context } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { requireOwnRight } from "#src/people/index.ts";
import type { Auth } from "./auth.ts";
import { belongsElsewhere, clearCredentials } from "./credentials.ts";
import { tokenFor } from "./owner.ts";

/**
 * Lets a member back in who lost everything: password, passkeys, second factor and sessions end, and a one-time link is made that
 * the owner hands over. Whoever holds that link is that person until they set a password, which is why the audit names the owner,
 * and why it is refused for an account that opens another organisation as well. Errors: `not_found`, `forbidden`, `conflict`.
 */
export async function recoverMember(
  auth: Auth,
  ctx: Context,
  userId: string,
): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  await withTransaction(ctx, async (inner) => {
    const own = await requireOwnRight(inner, "own");
    if ((await getMember(inner, userId)) === null) {
      throw new AiCooError("not_found", "There is nobody with this id in your organisation, so nothing was changed.", {
        next: "Look at the list of people again.",
      });
    }
    if (own.userId === userId) {
      throw new AiCooError("conflict", "This is your own account, so nothing was changed.", {
        next: "Change it on the page of your account.",
      });
    }
  });
  await withAccountsThenTenant(
    ctx,
    async (tx) => {
      if (await belongsElsewhere(tx, userId, ctx.orgId)) {
        throw new AiCooError("conflict", "This account cannot be recovered from here, so nothing was changed.", {
          next: "Let whoever runs AI COO make a link: `npx ai-coo sign-in --email <address>`.",
        });
      }
      await clearCredentials(tx, userId);
    },
    (inner) => appendAuditEvent(inner, { kind: "member.recovered", facts: { user: userId } }),
  );
  return tokenFor({ auth, clock: ctx.clock }, userId);
}
