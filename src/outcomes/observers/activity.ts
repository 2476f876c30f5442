import { activityModel, defineModel, many2one, messageModel } from "#src/odoo/models/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { LogOdooActivityInputs } from "#src/protocol/index.ts";
import { dated, earliestEffect, listAmong, madeRecord, seen, type Observer, type Sight, type Subject } from "../observer.ts";

const watchedActivity = defineModel("mail.activity", {
  active: activityModel.shape.active,
  date_done: activityModel.shape.date_done,
  date_deadline: activityModel.shape.date_deadline,
});
/** What Odoo writes on a record when one of its activities is done. */
const doneMessage = defineModel("mail.message", {
  res_id: messageModel.shape.res_id,
  date: messageModel.shape.date,
  body: messageModel.shape.body,
  mail_activity_type_id: many2one(),
});

/**
 * Whether an activity was done. Up to release 16 a finished one is deleted and a message on its record says so, later it is
 * archived with the day; one that is deleted without such a message was dropped.
 */
export const activityObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "log_odoo_activity",
  async observe(subjects, { reader, now }) {
    const ids = subjects.flatMap((subject) => madeRecord(subject, "mail.activity") ?? []);
    const rows = ids.length === 0 ? [] : await reader.byIds(watchedActivity, ids);
    const activities = new Map(rows.map((row) => [row.id, row]));
    const absent = subjects.filter((subject) => {
      const id = madeRecord(subject, "mail.activity");
      return id !== null && !activities.has(id);
    });
    const finished = await readFinished(reader, absent);
    return new Map(
      subjects.map((subject): [string, Sight] => {
        const id = madeRecord(subject, "mail.activity");
        if (id === null) return [subject.actionId, { facts: [], untraceable: true, over: true }];
        const row = activities.get(id);
        if (row !== undefined) return [subject.actionId, sightOf(row, now)];
        const at = finished.get(subject.actionId);
        return [
          subject.actionId,
          {
            facts: [at === undefined ? seen("gone", now, "deleted without being done, or no longer visible") : dated("done", at)],
            over: true,
          },
        ];
      }),
    );
  },
};

function sightOf(
  row: { readonly active: boolean | null; readonly date_done: string | null; readonly date_deadline: string | null },
  now: Date,
): Sight {
  if (row.active === false) return { facts: [row.date_done === null ? seen("done", now) : dated("done", row.date_done)] };
  const isLate = row.date_deadline !== null && row.date_deadline < now.toISOString().slice(0, 10);
  return { facts: isLate ? [seen("overdue", now)] : [] };
}

/** When the activities of these actions were done, by the messages that Odoo left; each message stands for one activity. */
async function readFinished(reader: OdooReader, subjects: readonly Subject[]): Promise<ReadonlyMap<string, string>> {
  const finished = new Map<string, string>();
  if (subjects.length === 0) return finished;
  const since = earliestEffect(subjects);
  for (const [model, group] of Map.groupBy(subjects, (subject) => inputsOf(subject).res_model)) {
    const messages = await listAmong(
      reader,
      doneMessage,
      "res_id",
      group.map((subject) => inputsOf(subject).res_id),
      [
        ["model", "=", model],
        ["mail_activity_type_id", "!=", false],
        ["date", ">=", since],
      ],
    );
    const unused = new Set(messages.toSorted((a, b) => a.id - b.id));
    for (const subject of group.toSorted((a, b) => a.effectAt.getTime() - b.effectAt.getTime())) {
      const { res_id: recordId, summary } = inputsOf(subject);
      for (const message of unused) {
        if (message.res_id !== recordId || message.date === null || Date.parse(message.date) <= subject.effectAt.getTime()) continue;
        if (!plain(message.body).includes(plain(summary))) continue;
        finished.set(subject.actionId, message.date);
        unused.delete(message);
        break;
      }
    }
  }
  return finished;
}

function inputsOf({ document: { operation } }: Subject): LogOdooActivityInputs {
  if (operation.type !== "log_odoo_activity") throw new TypeError("Not an activity.");
  return operation.inputs;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#34": '"', nbsp: " " };

/** Text without tags, entities and the differences of white space: only ever compared, never shown. */
function plain(html: string | null): string {
  return (html ?? "")
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(amp|lt|gt|quot|#39|#34|nbsp);/g, (_, name: string) => ENTITIES[name]!)
    .replaceAll(/\s+/g, " ")
    .trim();
}
