import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { migrate } from "#src/db/index.ts";
import { createEmptyDatabase } from "#test/support/database.ts";

/** A server that is not up when a process of the product starts, as after a restart of the whole machine. */

let database: Awaited<ReturnType<typeof createEmptyDatabase>>;
let door: Server;
beforeEach(async () => {
  database = await createEmptyDatabase();
  const { hostname, port } = new URL(database.connectionString);
  door = createServer((from) => {
    const to = connect(Number(port), hostname);
    from.pipe(to).pipe(from);
    for (const [one, other] of [[from, to] as const, [to, from] as const]) one.on("error", () => other.destroy());
  });
});
afterEach(async () => {
  await new Promise((resolve) => door.close(resolve));
  await database.drop();
});

/** The database behind a port that nobody answers at until the door is opened there. */
async function closedDoor(): Promise<{ readonly url: string; readonly open: () => void }> {
  const port = await new Promise<number>((resolve) => door.listen(0, "127.0.0.1", () => resolve((door.address() as AddressInfo).port)));
  await new Promise((resolve) => door.close(resolve));
  const url = new URL(database.connectionString);
  url.port = String(port);
  return { url: url.href, open: () => door.listen(port, "127.0.0.1") };
}

test("is waited for, and told of once", async () => {
  const { url, open } = await closedDoor();
  let waits = 0;
  await migrate(url, {
    waitMs: 60_000,
    onWait: () => {
      waits += 1;
      open();
    },
  });
  expect(waits).toBe(1);
});

test("is not waited for where nobody asks for it, nor longer than that", async () => {
  const { url } = await closedDoor();
  await expect(migrate(url)).rejects.toMatchObject({ code: "database_unreachable" });
  await expect(migrate(url, { waitMs: 1 })).rejects.toMatchObject({ code: "database_unreachable" });
});

test("is not waited for where waiting changes nothing: a wrong password", async () => {
  const url = new URL(database.connectionString);
  url.password = "another";
  const waiting = migrate(url.href, { waitMs: 600_000, onWait: () => expect.unreachable("it waits") });
  await expect(waiting).rejects.toMatchObject({ code: "database_unreachable" });
});
