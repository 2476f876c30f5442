import type { OpenAPIHono } from "@hono/zod-openapi";
import { AiCooError } from "#src/lib/errors.ts";
import type { ApiDeps, ApiEnv } from "../deps.ts";

/** The doors of better-auth that are open; it has many more. None of them is a GET. */
const OPEN = ["/sign-in/link", "/sign-in/email", "/sign-out"] as const;

export function authRoutes(app: OpenAPIHono<ApiEnv>, { accounts }: ApiDeps): void {
  for (const path of OPEN) {
    app.post(`/api/auth${path}`, async (c) => {
      const answer = await accounts.handle(c.req.raw);
      if (answer.ok) {
        const done = c.json({ ok: true }, 200);
        for (const cookie of answer.headers.getSetCookie()) done.headers.append("set-cookie", cookie);
        return done;
      }
      throw refusalOf(answer.status, path);
    });
  }
}

function refusalOf(status: number, path: (typeof OPEN)[number]): AiCooError {
  if (status === 429) {
    return new AiCooError("forbidden", "Too many attempts, so this one was not looked at.", { next: "Wait a minute and try again." });
  }
  if (status >= 500) return new AiCooError("internal", "The sign-in failed inside AI COO.", { next: "Look at the log of AI COO." });
  if (path === "/sign-in/link") {
    return new AiCooError("unauthenticated", "This link was used already or is too old, so nobody was signed in.", {
      next: "Ask for a new one: `npx ai-coo sign-in`.",
    });
  }
  return new AiCooError("unauthenticated", "The address or the password is not right, so nobody was signed in.", {
    next: "Try again, or ask for a link: `npx ai-coo sign-in`.",
  });
}
