const NAMES = ["127.0.0.1", "localhost"] as const;

/**
 * The origins that count as our own. An address of this machine is meant by either of its names: people
 * type `localhost` where 127.0.0.1 was printed, and nobody else can serve a page from there.
 */
export function ownOrigins(origins: readonly string[]): string[] {
  return origins.flatMap((origin) => {
    const { protocol, hostname, port } = new URL(origin);
    if (!NAMES.some((name) => name === hostname)) return [new URL(origin).origin];
    return NAMES.map((name) => new URL(`${protocol}//${name}${port === "" ? "" : `:${port}`}`).origin);
  });
}
