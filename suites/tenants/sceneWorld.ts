import type { SQL } from "drizzle-orm";
import { withTransaction, type Context, type Database } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";
import type { Organisation } from "./cast.ts";

/** What one request names, and what it brings so that it succeeds in the organisation that it was set for. */
export interface Scene {
  readonly id: string;
  readonly body?: unknown;
  /** With its question mark. */
  readonly query?: string;
  /** The identifier is a number of Odoo's, which every organisation may have: who asks by it means something of their own. */
  readonly shared?: boolean;
}

export interface SceneWorld {
  readonly db: Database;
  /** Whose scene it is. */
  readonly org: Organisation;
}

export type Scenes = Readonly<Record<string, (world: SceneWorld) => Promise<Scene>>>;

/** As the organisation's owner, through the verbs of the product. */
export function ownerOf({ db, org }: SceneWorld): Context {
  return { db, orgId: org.id, actor: `user:${org.users.owner}`, clock: systemClock };
}

/** The id that a statement answers in the organisation's own transaction. */
export function idIn(world: SceneWorld, query: SQL): Promise<string> {
  return withTransaction(ownerOf(world), async ({ tx }) => {
    const { rows } = await tx.execute<{ id: string }>(query);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error("there is nothing for the scene to name");
    return id;
  });
}
