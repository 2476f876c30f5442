import { z } from "zod";
import { deleteSavedView, listSavedViews, lockSavedViews, upsertSavedView } from "#src/db/access/savedViews.ts";
import { withTransaction, type Context, type TxContext } from "#src/db/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { actionTypeSchema, riskLevelSchema } from "#src/protocol/index.ts";

/** More than anybody finds their way in. */
export const MOST_SAVED_VIEWS = 20;

/** A tab of the inbox and what it is narrowed to, as both stand in the page's address. */
export const savedQuerySchema = z.strictObject({
  view: z.enum(["pending", "underway", "attention", "done", "stopped"]),
  search: z.string().min(1).max(200).optional(),
  type: actionTypeSchema.optional(),
  risk: riskLevelSchema.optional(),
  /** A customer's id in Odoo. */
  partner: z.int().positive().max(2_147_483_647).optional(),
});
export type SavedQuery = z.infer<typeof savedQuerySchema>;

export const savedNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(40)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, "must be one line of text");

/** A view of the inbox that a person keeps by name. */
export interface SavedView {
  readonly id: string;
  readonly name: string;
  readonly query: SavedQuery;
}

/** What a person keeps, oldest first. What was kept by a version that knew other words is left out. */
export async function savedViewsOf(ctx: Context, userId: string): Promise<readonly SavedView[]> {
  return withTransaction(ctx, (inner) => read(inner, userId));
}

async function read(ctx: TxContext, userId: string): Promise<readonly SavedView[]> {
  const rows = await listSavedViews(ctx, userId);
  return rows.flatMap(({ id, name, query }) => {
    const known = savedQuerySchema.safeParse(query);
    return known.success ? [{ id, name, query: known.data }] : [];
  });
}

/**
 * Keeps a view by its name; one of the same name is replaced. Not in the audit: it decides nothing and shows nothing that its owner
 * may not see. Errors: `conflict` where as many are kept as can be.
 */
export async function saveView(
  ctx: Context,
  userId: string,
  { name, query }: Pick<SavedView, "name" | "query">,
): Promise<readonly SavedView[]> {
  return withTransaction(ctx, async (inner) => {
    await lockSavedViews(inner, userId);
    const kept = await listSavedViews(inner, userId);
    if (kept.length >= MOST_SAVED_VIEWS && !kept.some((one) => one.name === name)) {
      throw new AiCooError("conflict", `You keep ${kept.length} views, which is as many as there can be, so this one was not kept.`, {
        next: "Remove one, or keep this one by the name of another.",
        details: { most: MOST_SAVED_VIEWS },
      });
    }
    await upsertSavedView(inner, { id: uuidv7(inner.clock.now()), userId, name, query });
    return read(inner, userId);
  });
}

/** Takes one of a person's own views away. Errors: `not_found`, also for somebody else's. */
export async function removeSavedView(ctx: Context, userId: string, id: string): Promise<readonly SavedView[]> {
  return withTransaction(ctx, async (inner) => {
    if (await deleteSavedView(inner, userId, id)) return read(inner, userId);
    throw new AiCooError("not_found", "You keep no view with this id, so nothing was removed.", { next: "Look at your views again." });
  });
}
