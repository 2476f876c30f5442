/** How long a process that stays up waits at its start for a database that is not up yet: as long as one recovers after a crash. */
export const DATABASE_WAIT_MS = 60_000;

/** What is said meanwhile. */
export const DATABASE_AWAITED = "waiting for PostgreSQL, which does not answer yet";
