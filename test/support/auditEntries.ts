import { exportAudit as lines } from "#src/audit/index.ts";
import type { TestApi } from "./api.ts";

interface Entry {
  readonly kind: string;
  readonly actor: string;
  readonly acting_for?: string;
  readonly action_id?: string;
  readonly facts: Record<string, unknown>;
}

/** What the audit of an organisation says, oldest first. */
export async function exportAudit({ database, clock }: Pick<TestApi, "database" | "clock">, orgId: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const line of lines({ db: database.db, clock, orgId, actor: "system:ai-coo" })) {
    entries.push(JSON.parse((JSON.parse(line) as { entry: string }).entry) as Entry);
  }
  return entries;
}
