import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { type TxContext, withTransaction } from "#src/db/index.ts";
import type { JsonObject } from "#src/db/schema/index.ts";
import {
  DEFAULT_OUTREACH_SETTINGS,
  findSuppressions,
  outreachSettingsIfReadable,
  readOutreachSettings,
  shownTimezone,
  takeReceivedSms,
} from "#src/outreach/index.ts";
import { type TestContext, testContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

let database: TestDatabase;
let ctx: TestContext;
let organisations = 0;

beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  ctx = testContext(database.db, { orgId: `org-${++organisations}` });
});

const inTx = <T>(run: (tx: TxContext) => Promise<T>): Promise<T> => withTransaction(ctx, run);
const keep = (settings: JsonObject) => inTx((tx) => saveOrgSettings(tx, "outreach", settings));
/** As an earlier release may have kept them. */
const UNREADABLE = { timezone: "Europe/Paris", limits: "few" };

test("what was never set is the defaults", async () => {
  expect(await inTx(readOutreachSettings)).toEqual(DEFAULT_OUTREACH_SETTINGS);
});

test("what was set counts, completed with the defaults", async () => {
  await keep({ timezone: "Europe/Paris" });
  expect(await inTx(readOutreachSettings)).toEqual({ ...DEFAULT_OUTREACH_SETTINGS, timezone: "Europe/Paris" });
  expect(await inTx(shownTimezone)).toBe("Europe/Paris");
});

test("what cannot be read lets nobody be contacted, and says which part", async () => {
  await keep(UNREADABLE);
  await expect(inTx(readOutreachSettings)).rejects.toMatchObject({ code: "config_invalid", details: { fields: ["limits"] } });
});

test("what cannot be read hides nothing that is only shown", async () => {
  await keep(UNREADABLE);
  expect(await inTx(outreachSettingsIfReadable)).toBeNull();
  expect(await inTx(shownTimezone)).toBe("UTC");
});

test("what cannot be read keeps nobody from stopping", async () => {
  await keep(UNREADABLE);
  await inTx((tx) => takeReceivedSms(tx, "smtp2go_sms", { id: "stop-1", from: "+33612345604", text: "STOP" }));
  expect(await inTx((tx) => findSuppressions(tx, "sms", ["+33612345604"]))).toMatchObject([{ reason: "stop" }]);
});
