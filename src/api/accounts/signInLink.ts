import { createAuthEndpoint, APIError } from "better-auth/api";
import { setSessionCookie } from "better-auth/cookies";
import type { BetterAuthPlugin } from "better-auth";
import { z } from "zod";
import { identifierOf } from "./signInToken.ts";

/**
 * A better-auth plugin: `POST /sign-in/link { token }` makes a session out of a one-time token. There is no
 * GET: what follows links (scanners, previews) signs nobody in. Taking the token and removing it are one
 * statement, so that of many who press at once one gets in.
 */
export function signInLink() {
  return {
    id: "sign-in-link",
    endpoints: {
      signInWithLink: createAuthEndpoint(
        "/sign-in/link",
        { method: "POST", body: z.object({ token: z.string().min(1).max(200) }) },
        async (ctx) => {
          const { internalAdapter } = ctx.context;
          const taken = await internalAdapter.consumeVerificationValue(identifierOf(ctx.body.token));
          if (taken === null) throw new APIError("UNAUTHORIZED", { message: "used or expired" });
          const user = await internalAdapter.findUserById(taken.value);
          if (user === null) throw new APIError("UNAUTHORIZED", { message: "no such user" });
          const session = await internalAdapter.createSession(user.id);
          await setSessionCookie(ctx, { session, user });
          return ctx.json({ ok: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
