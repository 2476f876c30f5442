import type { UpdateOdooStageInputs } from "#src/protocol/index.ts";
import type { ObservedFact } from "#src/db/schema/index.ts";
import type { RecordRef } from "#src/odoo/models/index.ts";
import { dated, isAfterEffect, seen, type Look, type Observer, type Sight, type Subject } from "../observer.ts";
import { isLost, stageBefore, watchedDeal, watchedTaskStage } from "./stages.ts";

/** Whether a record is still in the stage to which it was moved, went on from there, or was put back by somebody. */
export const stageMoveObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "update_odoo_stage",
  async observe(subjects, { reader, now }: Look) {
    const idsOf = (model: UpdateOdooStageInputs["model"]): number[] => [
      ...new Set(subjects.map(inputsOf).flatMap((inputs) => (inputs.model === model ? [inputs.record_id] : []))),
    ];
    const [deals, tasks] = [idsOf("crm.lead"), idsOf("project.task")];
    const [dealRows, taskRows] = await Promise.all([
      deals.length === 0 ? [] : reader.byIds(watchedDeal, deals),
      tasks.length === 0 ? [] : reader.byIds(watchedTaskStage, tasks),
    ]);
    const standings = new Map<string, Standing>([
      ...dealRows.map(
        (row) => [`crm.lead,${row.id}`, { stage: row.stage_id, movedAt: row.date_last_stage_update, lost: isLost(row) }] as const,
      ),
      ...taskRows.map(
        (row) => [`project.task,${row.id}`, { stage: row.stage_id, movedAt: row.date_last_stage_update, lost: false }] as const,
      ),
    ]);
    return new Map(
      subjects.map((subject) => {
        const { model, record_id: id } = inputsOf(subject);
        const standing = standings.get(`${model},${id}`);
        const sight: Sight =
          standing === undefined
            ? { facts: [seen("gone", now, "deleted, or no longer visible")], over: true }
            : { facts: factsOf(subject, standing, now) };
        return [subject.actionId, sight];
      }),
    );
  },
};

interface Standing {
  readonly stage: RecordRef | null;
  readonly movedAt: string | null;
  readonly lost: boolean;
}

function inputsOf({ document: { operation } }: Subject): UpdateOdooStageInputs {
  if (operation.type !== "update_odoo_stage") throw new TypeError("Not a move between stages.");
  return operation.inputs;
}

function factsOf(subject: Subject, { stage, movedAt, lost }: Standing, now: Date): ObservedFact[] {
  const facts: ObservedFact[] = lost ? [seen("lost", now)] : [];
  if (stage === null || stage.id === inputsOf(subject).stage_id) return facts;
  const fact = stage.id === stageBefore(subject.document) ? "moved_back" : "moved_on";
  facts.push(isAfterEffect(movedAt, subject) ? dated(fact, movedAt, stage.name) : seen(fact, now, stage.name));
  return facts;
}
