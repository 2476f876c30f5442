import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ACTION_TYPES, compareUrgency, RISK_LEVELS, urgencyOf } from "#src/protocol/index.ts";
import { acceptanceOf, NO_DECISIONS, orderProposals, type AcceptanceRecord, type Decided, type Proposal } from "#src/recommender/index.ts";
import { NOW, overdue, recommend } from "./findings.ts";

/** What people accept orders what they are asked, inside bands of urgency and nowhere else. */

const decided = fc
  .record({ accepted: fc.nat(60), edited: fc.nat(60), rejected: fc.nat(60) })
  .map(({ accepted, edited, rejected }): Decided => ({ accepted, edited: Math.min(accepted, edited), rejected }));
const proposal = fc.record({
  actionType: fc.constantFrom(...ACTION_TYPES),
  partnerId: fc.option(fc.integer({ min: 1, max: 5 })),
  expires_at: fc.integer({ min: 1, max: 48 }).map((hours) => new Date(NOW.getTime() + hours * 3_600_000).toISOString()),
  risk_level: fc.constantFrom(...RISK_LEVELS),
  amount_at_stake: fc.option(fc.double({ min: 0, max: 1e6, noNaN: true })),
});
const record = fc
  .record({
    types: fc.array(fc.tuple(fc.constantFrom(...ACTION_TYPES), decided)),
    customers: fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), decided)),
  })
  .map(({ types, customers }): AcceptanceRecord => ({ byType: new Map(types), byCustomer: new Map(customers) }));

const ordered = (proposals: readonly Proposal[], acceptance: AcceptanceRecord): Proposal[] =>
  orderProposals(proposals, (one) => one, { record: acceptance, now: NOW });

describe("the order of proposals", () => {
  test("is a permutation: nothing is hidden and nothing is made up", () => {
    fc.assert(
      fc.property(fc.array(proposal), record, (proposals, acceptance) => {
        const after = ordered(proposals, acceptance);
        expect(after).toHaveLength(proposals.length);
        expect(new Set(after)).toEqual(new Set(proposals));
      }),
    );
  });

  test("never lets what people accept cross a band, and follows it inside", () => {
    fc.assert(
      fc.property(fc.array(proposal), record, (proposals, acceptance) => {
        const after = ordered(proposals, acceptance);
        for (const [index, next] of after.slice(1).entries()) {
          const before = after[index]!;
          const bands = compareUrgency(urgencyOf(before, NOW), urgencyOf(next, NOW));
          const [liked, alsoLiked] = [acceptanceOf(before, acceptance), acceptanceOf(next, acceptance)];
          const larger = (before.amount_at_stake ?? 0) >= (next.amount_at_stake ?? 0);
          expect(bands < 0 || (bands === 0 && (liked > alsoLiked || (liked === alsoLiked && larger)))).toBe(true);
        }
      }),
    );
  });

  test("is the same however often it is asked for, and leaves as it was what is alike", () => {
    fc.assert(
      fc.property(fc.array(proposal), record, (proposals, acceptance) => {
        expect(ordered(proposals, acceptance)).toEqual(ordered(proposals, acceptance));
        const alike = proposals.map((one) => ({ ...proposals[0]!, tag: one }));
        expect(ordered(alike, acceptance)).toEqual(alike);
      }),
    );
  });
});

describe("how likely a proposal is to be accepted", () => {
  const more = (one: Decided, change: Partial<Decided>): Decided => ({
    accepted: one.accepted + (change.accepted ?? 0),
    edited: one.edited + (change.edited ?? 0),
    rejected: one.rejected + (change.rejected ?? 0),
  });
  const with_ = (
    acceptance: AcceptanceRecord,
    one: Proposal,
    change: Partial<Decided>,
    which: "byType" | "byCustomer",
  ): AcceptanceRecord => {
    const none: Decided = { accepted: 0, edited: 0, rejected: 0 };
    if (which === "byType") {
      return {
        ...acceptance,
        byType: new Map(acceptance.byType).set(one.actionType, more(acceptance.byType.get(one.actionType) ?? none, change)),
      };
    }
    if (one.partnerId === null) return acceptance;
    return {
      ...acceptance,
      byCustomer: new Map(acceptance.byCustomer).set(one.partnerId, more(acceptance.byCustomer.get(one.partnerId) ?? none, change)),
    };
  };

  test("never falls by a yes, never rises by a no, and an edited yes is never worth more than a plain one", () => {
    fc.assert(
      fc.property(proposal, record, fc.constantFrom("byType" as const, "byCustomer" as const), (one, acceptance, which) => {
        const now = acceptanceOf(one, acceptance);
        const yes = acceptanceOf(one, with_(acceptance, one, { accepted: 1 }, which));
        const edited = acceptanceOf(one, with_(acceptance, one, { accepted: 1, edited: 1 }, which));
        expect(yes).toBeGreaterThanOrEqual(now);
        expect(acceptanceOf(one, with_(acceptance, one, { rejected: 1 }, which))).toBeLessThanOrEqual(now);
        expect(edited).toBeLessThanOrEqual(yes);
        expect(now).toBeGreaterThanOrEqual(0);
        expect(now).toBeLessThanOrEqual(1);
      }),
    );
  });

  test("says little after few decisions and more after many, of the type and then of the customer", () => {
    const reminder = { actionType: "send_invoice_reminder", partnerId: 42 } as const;
    const of = (type: Decided | null, customer: Decided | null): number =>
      acceptanceOf(reminder, {
        byType: new Map(type === null ? [] : [["send_invoice_reminder", type]]),
        byCustomer: new Map(customer === null ? [] : [[42, customer]]),
      });
    const yes = (count: number): Decided => ({ accepted: count, edited: 0, rejected: 0 });
    const no = (count: number): Decided => ({ accepted: 0, edited: 0, rejected: count });
    expect(acceptanceOf(reminder, NO_DECISIONS)).toBe(0.5);
    // (1 + 4) ÷ (1 + 8); (40 + 4) ÷ (40 + 8)
    expect([of(yes(1), null), of(yes(40), null)]).toEqual([0.5556, 0.9167]);
    // two rejections of this customer by what the type is worth: (0 + 0.9167 × 8) ÷ (2 + 8)
    expect(of(yes(40), no(2))).toBe(0.7333);
    expect(of(no(40), null)).toBe(0.0833);
  });
});

test("a run gives each action its place and proposes none fewer, whatever was rejected before", () => {
  const findings = [101, 102, 103].map((partnerId) =>
    overdue({ customer: { partnerId, name: `Customer ${partnerId}`, phone: null, country: null, lang: "en_US" } }),
  );
  const acceptance: AcceptanceRecord = {
    byType: new Map(),
    byCustomer: new Map([
      [101, { accepted: 0, edited: 0, rejected: 30 }],
      [103, { accepted: 30, edited: 0, rejected: 0 }],
    ]),
  };
  const { actions, priorities } = recommend({ overdueCustomers: findings }, { acceptance });
  expect(actions.map(({ affected_records: records }) => records.partner_id)).toEqual([103, 102, 101]);
  expect(actions.map(({ action_id: id }) => priorities.get(id))).toEqual([0.8947, 0.5, 0.1053]);
});
