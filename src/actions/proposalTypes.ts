import type { ActionStatus, RiskLevel } from "#src/protocol/index.ts";

/** What proposing takes and gives back. */

export interface ProposeActionInput {
  /** A document of Action Protocol v1.1; parsed again here, whatever the caller did. */
  readonly action: unknown;
  /** Facts the document does not hold and the risk may rise by. */
  readonly riskFacts?: { readonly firstContact?: boolean; readonly customerDomains?: readonly string[]; readonly amount?: number };
  /** How likely people are to accept it, 0 to 1; a half when nobody says. It orders, and decides nothing. */
  readonly priority?: number;
}

export type ProposeActionResult =
  | {
      readonly proposed: true;
      readonly actionId: string;
      readonly status: "pending_approval" | "approved";
      readonly fingerprint: string;
      readonly riskLevel: RiskLevel;
    }
  | {
      readonly proposed: false;
      /** `same_key`: this idempotency key exists. `same_scope`: an open action with the same scope exists. */
      readonly reason: "same_key" | "same_scope";
      readonly existing: { readonly actionId: string; readonly status: ActionStatus };
    }
  | {
      readonly proposed: false;
      /** The organisation switched actions of this type off; nothing was stored. */
      readonly reason: "type_off";
      /** Why, one sentence for a list of what was not proposed. */
      readonly sentence: string;
    };
