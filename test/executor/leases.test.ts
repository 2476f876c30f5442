import { expect, test } from "vitest";
import type { Database } from "#src/db/index.ts";
import { LeaseKeeper } from "#src/executor/leases.ts";
import { silentLogger, type Logger } from "#src/lib/logger.ts";
import { testContext } from "#test/support/context.ts";

/** A worker's view of its leases while the database does not answer: what it may begin it decides by its own clock. */

const away = { transaction: () => Promise.reject(new Error("away")) } as unknown as Database;

function keeperOf() {
  const ctx = testContext(away);
  const warnings: string[] = [];
  const logger = { ...silentLogger, warn: (_facts: object, words: string) => warnings.push(words) } as unknown as Logger;
  return { ctx, warnings, keeper: new LeaseKeeper(ctx, { workerId: "worker-1", leaseSeconds: 60, logger }) };
}
const inSeconds = (now: Date, seconds: number): Date => new Date(now.getTime() + seconds * 1000);

test("a lease that cannot be renewed runs on until its end, and not a moment longer", async () => {
  const { ctx, warnings, keeper } = keeperOf();
  await using _ = keeper;
  keeper.hold("attempt", inSeconds(ctx.clock.now(), 60));
  await keeper.renew();
  expect(warnings).toEqual(["leases could not be renewed"]);
  ctx.clock.advance({ seconds: 59 });
  expect(keeper.isHeld("attempt")).toBe(true);
  ctx.clock.advance({ seconds: 1 });
  expect(keeper.isHeld("attempt")).toBe(false);
});

test("who holds nothing asks the database nothing", async () => {
  const { ctx, warnings, keeper } = keeperOf();
  await using _ = keeper;
  await keeper.renew();
  keeper.hold("attempt", inSeconds(ctx.clock.now(), 60));
  keeper.drop("attempt");
  await keeper.renew();
  expect(warnings).toEqual([]);
  expect(keeper.isHeld("attempt")).toBe(false);
});
