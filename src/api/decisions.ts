import { approveAction, rejectAction } from "#src/actions/index.ts";
import type { DecisionVerbs } from "#src/notifications/index.ts";

/** What a link and an approver's SMS decide by: the same verbs as everywhere. */
export const DECISIONS: DecisionVerbs = { approve: approveAction, reject: rejectAction };
