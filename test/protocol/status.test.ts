import { describe, expect, test } from "vitest";
import {
  ACTION_STATUSES,
  actionCan,
  canTransition,
  isActionExpired,
  isReadyToExecute,
  isTerminal,
  TERMINAL_STATUSES,
  TRANSITIONS,
  type ActionState,
  type ActionStatus,
} from "#src/protocol/index.ts";

const now = new Date("2026-03-02T12:00:00Z");
const state = (status: ActionStatus, more: Partial<ActionState> = {}): ActionState => ({
  status,
  expires_at: "2026-03-03T09:00:00Z",
  now,
  ...more,
});
const expired = { expires_at: "2026-03-02T12:00:00Z" };

describe("transitions", () => {
  const legal = [
    "pending_approval → approved",
    "pending_approval → rejected",
    "pending_approval → expired",
    "approved → executing",
    "rejected → pending_approval",
    "approved → expired",
    "approved → cancelled",
    "approved → pending_approval",
    "executing → completed",
    "executing → failed",
    "executing → blocked",
    "executing → needs_attention",
    "executing → pending_approval",
    "executing → approved",
    "needs_attention → completed",
    "needs_attention → failed",
    "needs_attention → approved",
  ];

  test("are these and no others", () => {
    const found = ACTION_STATUSES.flatMap((from) => ACTION_STATUSES.filter((to) => canTransition(from, to)).map((to) => `${from} → ${to}`));
    expect(found).toEqual(expect.arrayContaining(legal));
    expect(found).toHaveLength(legal.length);
  });

  test("lead every status to an end, and from no end", () => {
    const reach = (from: ActionStatus, seen = new Set<ActionStatus>()): Set<ActionStatus> => {
      if (seen.has(from)) return seen;
      seen.add(from);
      for (const to of TRANSITIONS[from]) reach(to, seen);
      return seen;
    };
    for (const status of ACTION_STATUSES) expect([...reach(status)].some(isTerminal)).toBe(true);
    expect(reach("pending_approval").size).toBe(ACTION_STATUSES.length);
    expect(TERMINAL_STATUSES).toEqual(["completed", "failed", "blocked", "rejected", "expired", "cancelled"]);
  });
});

test("an action is expired from its last moment on", () => {
  expect(isActionExpired(expired, now)).toBe(true);
  expect(isActionExpired({ expires_at: "2026-03-02T12:00:00.001Z" }, now)).toBe(false);
});

describe("actionCan", () => {
  const allowed: Record<keyof typeof actionCan, ActionStatus[]> = {
    approve: ["pending_approval"],
    reject: ["pending_approval"],
    edit: ["pending_approval", "approved"],
    snooze: ["pending_approval", "approved"],
    unsnooze: [],
    undo: [],
    cancel: ["approved"],
    recall: ["approved"],
    execute: ["approved"],
    expire: [],
    resolve: ["needs_attention"],
  };

  test.each(Object.entries(allowed))("%s while an action lives: %j", (verb, statuses) => {
    const can = actionCan[verb as keyof typeof actionCan];
    expect(ACTION_STATUSES.filter((status) => can(state(status)).ok)).toEqual(statuses);
  });

  test("what is expired can only be expired, rejected by nobody, or withdrawn", () => {
    const verbs = Object.keys(actionCan) as (keyof typeof actionCan)[];
    expect(verbs.filter((verb) => actionCan[verb](state("pending_approval", expired)).ok)).toEqual(["expire"]);
    expect(verbs.filter((verb) => actionCan[verb](state("approved", expired)).ok)).toEqual(["cancel", "expire"]);
  });

  test.each([
    [actionCan.approve(state("completed")), "Cannot approve: it is done."],
    [actionCan.approve(state("pending_approval", expired)), "Cannot approve: it expired at 2026-03-02T12:00:00Z."],
    [
      actionCan.approve(state("pending_approval", { hold_reason: "the customer replied" })),
      "Cannot approve: it is held: the customer replied",
    ],
    [actionCan.cancel(state("pending_approval")), "Cannot cancel: it waits for approval; reject it instead."],
    [actionCan.cancel(state("executing")), "Cannot cancel: it is being executed right now."],
    [actionCan.execute(state("pending_approval")), "Cannot execute: it is not approved."],
    [actionCan.execute(state("approved", { stopped: true })), "Cannot execute: the emergency stop is on."],
    [actionCan.execute(state("approved", { hold_reason: "their mail bounced" })), "Cannot execute: it is held: their mail bounced"],
    [actionCan.execute(state("approved", { not_before: "2026-03-02T14:00:00Z" })), "Cannot execute: it waits until 2026-03-02T14:00:00Z."],
    [actionCan.expire(state("approved")), "Cannot expire: it is good until 2026-03-03T09:00:00Z."],
    [actionCan.resolve(state("executing")), "Nothing to resolve: its outcome is not in doubt."],
    [actionCan.resolve(state("failed")), "Nothing to resolve: it failed."],
  ])("%j", (permission, reason) => {
    expect(permission).toEqual({ ok: false, reason });
  });

  test.each([
    [actionCan.edit(state("executing")), "Cannot edit: it is being executed right now."],
    [actionCan.edit(state("approved", expired)), "Cannot edit: it expired at 2026-03-02T12:00:00Z."],
    [actionCan.edit(state("pending_approval", expired)), "Cannot edit: it expired at 2026-03-02T12:00:00Z."],
    [actionCan.snooze(state("completed")), "Cannot snooze: it is done."],
    [actionCan.unsnooze(state("approved")), "Cannot wake: nobody put it off."],
    [actionCan.unsnooze(state("approved", { snoozed_until: now.toISOString() })), "Cannot wake: nobody put it off."],
    [actionCan.unsnooze(state("cancelled", { snoozed_until: "2026-03-02T15:00:00Z" })), "Cannot wake: it was cancelled."],
  ])("%j", (permission, reason) => {
    expect(permission).toEqual({ ok: false, reason });
  });

  test("a rejection can be taken back for ten seconds of the action's life", () => {
    const rejected = (settled_at: string, more: Partial<ActionState> = {}) => actionCan.recall(state("rejected", { settled_at, ...more }));
    expect(rejected("2026-03-02T11:59:50.001Z")).toEqual({ ok: true });
    const over = "Cannot take back: it was rejected more than 10 seconds ago.";
    expect(rejected("2026-03-02T11:59:50Z")).toEqual({ ok: false, reason: over });
    expect(rejected("2026-03-02T11:59:59Z", expired)).toMatchObject({ ok: false, reason: expect.stringContaining("it expired") });
  });

  test("what is put off can be taken up again until its moment comes", () => {
    for (const status of ["pending_approval", "approved"] as const) {
      expect(actionCan.unsnooze(state(status, { snoozed_until: "2026-03-02T12:00:00.001Z" }))).toEqual({ ok: true });
    }
  });

  describe("undo", () => {
    const done = { safe_operation: "update_odoo_stage", rollback_strategy: "auto_undo_odoo_write" } as const;
    const undoable = (more: Partial<ActionState> = {}) => actionCan.undo(state("completed", { ...done, ...more }));

    test("is for a change of stage that says so, once", () => {
      expect(undoable()).toEqual({ ok: true });
      expect(undoable({ undo_status: null })).toEqual({ ok: true });
      for (const gone of ["rejected", "expired", "cancelled", "blocked", "failed"] as const) {
        expect(undoable({ undo_status: gone })).toEqual({ ok: true });
      }
      for (const stands of ["pending_approval", "approved", "executing", "needs_attention"] as const) {
        expect(undoable({ undo_status: stands })).toEqual({
          ok: false,
          reason: "Cannot undo: an action that takes it back stands already.",
        });
      }
      expect(undoable({ undo_status: "completed" })).toEqual({ ok: false, reason: "Cannot undo: it was taken back already." });
    });

    test.each([
      [undoable({ rollback_strategy: "none" }), "Cannot undo: what it did cannot be taken back."],
      [undoable({ rollback_strategy: "manual" }), "Cannot undo: it is taken back by a person, in Odoo."],
      [
        undoable({ rollback_strategy: "send_correction_email" }),
        "Cannot undo: a message cannot be called back; a correction is another message.",
      ],
      [undoable({ safe_operation: "create_odoo_task" }), "Cannot undo: only a change of stage is taken back by itself."],
      [actionCan.undo(state("completed")), "Cannot undo: what it did cannot be taken back."],
      [actionCan.undo(state("approved", done)), "Cannot undo: it has not run; withdraw it instead."],
      [actionCan.undo(state("failed", done)), "Cannot undo: it failed."],
    ])("%j", (permission, reason) => {
      expect(permission).toEqual({ ok: false, reason });
    });
  });

  test("execution may start at the moment it waits for", () => {
    expect(isReadyToExecute(state("approved", { not_before: now.toISOString() }))).toBe(true);
    expect(isReadyToExecute(state("approved", { not_before: null, hold_reason: null, stopped: false }))).toBe(true);
    expect(isReadyToExecute(state("approved", { stopped: true }))).toBe(false);
  });
});
