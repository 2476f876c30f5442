import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { post } from "../../api/accounts.ts";

type Registration = Parameters<typeof startRegistration>[0]["optionsJSON"];
type Authentication = Parameters<typeof startAuthentication>[0]["optionsJSON"];

/** The address at which passkeys work, where the present one is of digits: no browser binds one to that. Null where they work here. */
export function otherHost(): string | null {
  const { hostname, port, protocol } = window.location;
  return hostname === "127.0.0.1" ? `${protocol}//localhost${port === "" ? "" : `:${port}`}` : null;
}

export async function signInWithPasskey(): Promise<void> {
  const { options } = await post<{ options: Authentication }>("/auth/sign-in/passkey/begin");
  await post("/auth/sign-in/passkey", { response: await startAuthentication({ optionsJSON: options }) });
}

export async function addPasskey(name: string): Promise<void> {
  const { options } = await post<{ options: Registration }>("/auth/passkey/begin");
  await post("/auth/passkey/add", { name, response: await startRegistration({ optionsJSON: options }) });
}
