import { expect, test } from "vitest";
import { saveOrgSettings } from "#src/db/access/orgSettings.ts";
import { withTransaction, type TxContext } from "#src/db/index.ts";
import { executeAction, type CrashPoint } from "#src/executor/index.ts";
import { optOut, reserveOutreach, outreachSettingsSchema } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import { contactOf } from "#test/outreach/contactOf.ts";
import { setScene, unpaidCheck } from "./scene.ts";

/** Between the check of the facts and the intent somebody else does something: the last word is had under the lock. */

const scene = setScene();

const inTx = <T>(run: (tx: TxContext) => Promise<T>): Promise<T> => withTransaction(scene.ctx, run);
const addressOf = (action: ActionProtocol): string => action.external_effects[0]!.recipient;
/** Executes it while another process does this in that moment. */
const executeWhile = (action: ActionProtocol, what: () => Promise<unknown>) => {
  const at = async (point: CrashPoint): Promise<void> => {
    if (point === "before_intent") await what();
  };
  return executeAction(scene.ctx, scene.worker("worker-1", { at }), action.action_id);
};

test("an address that opts out then is not written to", async () => {
  const action = await scene.approved();
  const address = addressOf(action);
  const result = await executeWhile(action, () =>
    inTx((tx) => optOut(tx, { channel: "email", address, reason: "unsubscribe", sentence: "The customer unsubscribed." })),
  );
  expect(result).toMatchObject({
    result: "blocked",
    reason: `${address} may not be contacted: the address opted out, bounced or complained.`,
  });
  expect(scene.mail.sent).toEqual([]);
});

test("the last contact of the hour, taken then by another action, makes this one wait until the hour is over", async () => {
  const limits = { email: { perHour: 1, perDay: 9, perPartnerAndDay: 9 } };
  await inTx((tx) => saveOrgSettings(tx, "outreach", { limits }));
  const action = await scene.approved();
  const result = await executeWhile(action, () =>
    inTx((tx) => reserveOutreach(tx, contactOf(scene.ctx, { partnerId: 7 }), outreachSettingsSchema.parse({ limits }))),
  );
  expect(result).toMatchObject({
    result: "deferred",
    reason: "The organisation's limit of contacts per hour or day is reached. The next one is allowed from 2026-03-02T10:00:00.000Z.",
    notBefore: "2026-03-02T10:00:00.000Z",
  });
  expect(scene.mail.sent).toEqual([]);
  expect(await scene.detail(action.action_id)).toMatchObject({ status: "approved", notBefore: "2026-03-02T10:00:00.000Z" });

  scene.ctx.clock.advance({ hours: 1 });
  expect(await executeAction(scene.ctx, scene.worker(), action.action_id)).toMatchObject({ result: "executed" });
  expect(scene.mail.sent).toHaveLength(1);
});

test("a wait that would outlast the action ends it, with the moment and the reason", async () => {
  const limits = { email: { perHour: 9, perDay: 1, perPartnerAndDay: 9 } };
  await inTx((tx) => saveOrgSettings(tx, "outreach", { limits }));
  const action = await scene.approved({}, (made) => ({ ...made, expires_at: "2026-03-02T20:00:00.000Z" }));
  const result = await executeWhile(action, () =>
    inTx((tx) => reserveOutreach(tx, contactOf(scene.ctx, { partnerId: 7 }), outreachSettingsSchema.parse({ limits }))),
  );
  expect(result).toMatchObject({
    result: "blocked",
    reason:
      "The organisation's limit of contacts per hour or day is reached. The next one is allowed from 2026-03-03T09:00:00.000Z. The next allowed moment, 2026-03-03T09:00:00.000Z, is after its expiry.",
  });
});

test("everything that is wrong is said, one sentence after the other", async () => {
  const action = await scene.approved({}, unpaidCheck("block"));
  const { partner_id: partnerId, ids } = action.affected_records;
  const invoice = { payment_state: "paid", amount_residual: 1250, partner_id: [partnerId!, "Customer"], currency_id: [1, "EUR"] };
  scene.odoo.put("account.move", ids[0]!, invoice);
  scene.odoo.put("res.partner", partnerId!, { active: false, email: addressOf(action) });
  const result = await executeAction(scene.ctx, scene.worker(), action.action_id);
  expect(result).toMatchObject({
    result: "blocked",
    reason: "Invoice INV/2026/420 was paid since this was proposed (it said Not Paid, now Paid). Contact Customer 42 was archived.",
  });
});
