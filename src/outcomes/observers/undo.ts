import { undoneActions } from "#src/db/access/outcomeSources.ts";
import { withTransaction } from "#src/db/index.ts";
import { dated, type Observer, type Sight } from "../observer.ts";

/** Whether a person took the action back through this product, which takes back moves between stages. */
export const undoObserver: Observer = {
  isFor: ({ document }) => document.operation.type === "update_odoo_stage",
  async observe(subjects, { ctx }) {
    const undone = await withTransaction(ctx, (inner) =>
      undoneActions(
        inner,
        subjects.map(({ actionId }) => actionId),
      ),
    );
    return new Map(
      subjects.map(({ actionId }): [string, Sight] => {
        const at = undone.get(actionId);
        // by itself it keeps nothing open
        return [actionId, { facts: at === undefined ? [] : [dated("undone", at.toISOString())], over: true }];
      }),
    );
  },
};
