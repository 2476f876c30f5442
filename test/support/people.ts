import type { Role } from "#src/people/rights.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { fromPage, ORIGIN, signIn, type TestApi } from "./api.ts";

export interface Person {
  readonly cookie: string;
  readonly userId: string;
  readonly email: string;
}

export const PASSWORD = "correct horse battery";

let counter = 0;

/** Invites somebody with a role and answers as they do; signed in by a link, as tests do not count tries of passwords. */
export async function join(api: TestApi, role: Role, orgId = "org-acme"): Promise<Person> {
  const owner = await signIn(api, orgId);
  counter += 1;
  const email = `${role}-${counter}@people.example`;
  const { url } = (await answered(await api.app.request("/api/ai-coo/invitations", fromPage(owner, { email, role })))) as { url: string };
  const account = { name: `${role} ${counter}`, password: PASSWORD };
  await answered(await api.app.request("/api/invitations/accept", fromPage("", { token: tokenOf(url), account })));
  const cookie = await signInAs(api, email, orgId);
  const { actor } = (await answered(await api.app.request("/api/session", { headers: { cookie } }))) as { actor: string };
  return { cookie, email, userId: actor.slice("user:".length) };
}

export async function signInAs(api: TestApi, email: string, orgId = "org-acme"): Promise<string> {
  const { token } = await api.accounts.mintSignInToken({ orgId, email });
  const answer = await api.app.request("/api/auth/sign-in/link", fromPage("", { token }));
  return cookiesOf(answer);
}

/** What a browser would send after this answer. */
export function cookiesOf(answer: Response): string {
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0]!)
    .filter((pair) => !pair.endsWith("="))
    .join("; ");
}

export const tokenOf = (url: string): string => new URLSearchParams(new URL(url).hash.slice(1)).get("token") ?? "";

export async function answered(answer: Response): Promise<unknown> {
  if (answer.status === 200) return answer.json();
  throw new AiCooError("internal", `It answered ${answer.status}: ${await answer.text()}`);
}

/** What a page of ours sends for somebody who is away. */
export function fromPageFor(cookie: string, userId: string, body: object): RequestInit {
  return { ...fromPage(cookie, body), headers: { cookie, origin: ORIGIN, "content-type": "application/json", "x-acting-for": userId } };
}
