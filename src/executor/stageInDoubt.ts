import { odooValueSchema, sameOdooValue, splitPath, type ActionProtocol } from "#src/protocol/index.ts";
import type { Run } from "./run.ts";

/**
 * Whether a record whose move to a stage is in doubt, and which does not stand there, stands elsewhere than where it was to be
 * moved from: somebody moved it since, and moving it again would undo them. Where it still stands where it was seen, the move is
 * repeated: it is a state and no second thing, and its revalidation reads the record once more. That a person moved it there
 * and back within the doubt cannot be told from a move that never happened. False for every other operation. Throws where
 * Odoo cannot be asked.
 */
export async function standsElsewhere({ runtime }: Run, { operation, proposed_changes }: ActionProtocol): Promise<boolean> {
  if (operation.type !== "update_odoo_stage") return false;
  const { model, record_id: id } = operation.inputs;
  const change = proposed_changes.find(
    ({ path, record }) => record?.model === model && record.id === id && splitPath(path).field === "stage_id",
  );
  const [row] = await runtime.ports.reader.read(model, [id], ["stage_id"]);
  const now = odooValueSchema.safeParse(row?.["stage_id"]);
  return change === undefined || !now.success || !sameOdooValue(change.before, now.data);
}
