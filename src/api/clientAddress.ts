import { isIP } from "node:net";

/** How a request came in, as the server of this process says it; absent where a request is made without one. */
export interface Connection {
  readonly incoming?: { readonly socket: { readonly remoteAddress?: string | undefined } };
}

/** Where better-auth reads who asks. What a client sends under this name is thrown away. */
export const CLIENT_ADDRESS = "x-ai-coo-client";

/**
 * The IP address that a request came from, by which guesses are counted; null where nobody knows.
 *
 * A client can write what it likes into `X-Forwarded-For`, and each proxy appends whom it saw: of `proxies` of one's own
 * the outermost wrote the entry that is so many from the end. Without any, only the connection counts.
 */
export function clientAddress(headers: Headers, connection: Connection | undefined, proxies: number): string | null {
  const seen = connection?.incoming?.socket.remoteAddress;
  const told = proxies === 0 ? undefined : headers.get("x-forwarded-for")?.split(",").at(-proxies)?.trim();
  const address = told !== undefined && isIP(told) !== 0 ? told : seen;
  return address === undefined || isIP(address) === 0 ? null : address;
}
