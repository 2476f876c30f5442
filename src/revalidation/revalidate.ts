import type { Context } from "#src/db/index.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import type { OutreachSettings } from "#src/outreach/index.ts";
import type { ActionProtocol } from "#src/protocol/index.ts";
import type { RevalidationResult } from "./result.ts";

export interface RevalidateInput {
  readonly reader: OdooReader;
  readonly ctx: Context;
  readonly actions: readonly ActionProtocol[];
  /** The organisation's outreach settings: its holidays; the defaults when absent. */
  readonly settings?: OutreachSettings;
}

/**
 * Reads the facts of all actions again, in one read per Odoo model and one look at our own ledger, and
 * evaluates every check of every plan, plus the grounding of each recipient and the contact policy.
 * Never throws because of Odoo: what cannot be read is a result that did not pass. Calls no effect.
 */
export async function revalidateActions(_input: RevalidateInput): Promise<Map<string, RevalidationResult[]>> {
  throw new Error("being built");
}
