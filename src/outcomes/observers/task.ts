import type { ObservedFact } from "#src/db/schema/index.ts";
import { defineModel, type RecordOf, taskModel } from "#src/odoo/models/index.ts";
import { dated, madeRecord, seen, type Observer, type Sight, type Subject } from "../observer.ts";

const task = taskModel.shape;
const watchedTask = defineModel("project.task", {
  active: task.active,
  is_closed: task.is_closed,
  state: task.state,
  assignee_ids: task.assignee_ids,
  date_deadline: task.date_deadline,
  date_last_stage_update: task.date_last_stage_update,
  create_date: task.create_date,
});

/** What became of a task that an action created. */
export const taskObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "create_odoo_task",
  async observe(subjects, { reader, now }) {
    const ids = subjects.flatMap((subject) => madeRecord(subject, "project.task") ?? []);
    const rows = ids.length === 0 ? [] : await reader.byIds(watchedTask, ids);
    const tasks = new Map(rows.map((row) => [row.id, row]));
    return new Map(
      subjects.map((subject): [string, Sight] => {
        const id = madeRecord(subject, "project.task");
        if (id === null) return [subject.actionId, { facts: [], untraceable: true, over: true }];
        const found = tasks.get(id);
        return [
          subject.actionId,
          found === undefined ? { facts: [seen("gone", now, "deleted, or no longer visible")], over: true } : sightOf(subject, found, now),
        ];
      }),
    );
  },
};

function sightOf(subject: Subject, row: RecordOf<typeof watchedTask>, now: Date): Sight {
  const facts: ObservedFact[] = [];
  // 14 has no state for it: whoever drops a task there archives it
  const isCancelled = row.state === "1_canceled" || (row.state === null && !row.active);
  if (isCancelled) facts.push(whenClosed("cancelled", row, now));
  else if (row.state === null ? row.is_closed : row.state === "1_done") facts.push(whenClosed("done", row, now));
  else if (row.date_deadline !== null && row.date_deadline < now.toISOString().slice(0, 10))
    facts.push(dated("overdue", dayAfter(row.date_deadline)));
  const { operation } = subject.document;
  const assigned = operation.type === "create_odoo_task" ? operation.inputs.user_ids : [];
  if (assigned.length > 0 && !sameSet(assigned, row.assignee_ids)) facts.push(seen("reassigned", now));
  return { facts };
}

/** A task that was closed by moving it has the moment of the move; one whose state alone was set does not say when. */
function whenClosed(
  fact: "done" | "cancelled",
  { date_last_stage_update: movedAt, create_date: made }: RecordOf<typeof watchedTask>,
  now: Date,
): ObservedFact {
  return movedAt !== null && made !== null && movedAt > made && fact === "done" ? dated(fact, movedAt) : seen(fact, now);
}

const sameSet = (one: readonly number[], other: readonly number[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}
