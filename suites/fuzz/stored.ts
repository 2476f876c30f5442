import * as fc from "fast-check";
import type { Client } from "pg";
import { approveAction, proposeAction } from "#src/actions/index.ts";
import { executeActions } from "#src/executor/index.ts";
import { ManualClock } from "#src/lib/clock.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { uuidv7 } from "#src/lib/ids.ts";
import { createLogger } from "#src/lib/logger.ts";
import { resumeExecution } from "#src/policy/index.ts";
import { ACTION_TYPES } from "#src/protocol/index.ts";
import { exampleAction } from "#test/support/protocolDocuments.ts";
import { NOW, type Stage } from "../support/stage.ts";
import { refusalOfCodes } from "./answers/errors.ts";
import { changedTables, type Checksums } from "./api/checksum.ts";
import { ORIGIN, OURS, type ApiWorld } from "./api/world.ts";
import { leakIn, secretIn } from "./canaries.ts";
import { documentOf, mutant, type Mutant } from "./documents.ts";
import { fault, firstOf, type Fault, type Trial } from "./harness.ts";
import { breaks, broken, textOf, type Break } from "./values.ts";

interface Tampered {
  readonly type: number;
  readonly breaks: readonly Break[];
}

let made = 0;

/** Approved actions whose stored documents were changed behind the product's back: blocked, never run, still to be looked at. */
export function storedTrial(world: ApiWorld, stage: Stage, owner: Client): Trial<Tampered> {
  const clock = new ManualClock(new Date());
  const context = { db: world.database.db, clock, orgId: OURS, actor: "system:ai-coo" } as const;
  const lines: string[] = [];
  const logger = createLogger("trace", { write: (line: string) => void lines.push(line) });
  return {
    name: "stored/documents",
    share: 350,
    arbitrary: fc.record({ type: fc.nat(ACTION_TYPES.length - 1), breaks: breaks(2, 1) }),
    async judge({ type, breaks: list }) {
      made += 1;
      // one of the requests before may have been a good one to the emergency stop
      await resumeExecution(context, { reason: "The stored documents are next." });
      const now = clock.now();
      const action = exampleAction(
        {},
        {
          actionType: ACTION_TYPES[type]!,
          actionId: uuidv7(now),
          orgId: OURS,
          createdAt: now.toISOString(),
          expiresAt: new Date(now.getTime() + 86_400_000).toISOString(),
          partnerId: 500_000 + made,
          ids: [600_000 + made],
        },
      );
      const proposed = await proposeAction({ ctx: context, input: { action } });
      if (!proposed.proposed) return fault("outcome", `the example was not proposed: ${proposed.reason}`);
      const { actionId, fingerprint } = proposed;
      await approveAction({ ctx: { ...context, actor: `user:${world.ownerId}` }, input: { actionId, fingerprint, channel: "in_app" } });
      const stored = await tamper(owner, actionId, list);
      const before = stage.effects();
      const { results } = await executeActions(context, { ...stage.worker("fuzz"), logger }, [actionId]);
      const [result] = results;
      const logged = lines.splice(0).join("\n");
      if (stage.effects() !== before) return fault("effect", `a changed document had an effect: ${JSON.stringify(stored)}`);
      // what says nothing about the effect may be changed; the record that the example names is not there
      const ended = ["blocked", "require_reapproval", "deferred", "expired", "failed"].includes(result?.result ?? "");
      if (!ended) return fault("crash", `${JSON.stringify(result)} came of ${JSON.stringify(stored)}\n${logged}`);
      return firstOf(leakIn(JSON.stringify(result)), secretIn(logged), await lookAt(world, actionId));
    },
  };
}

/** Changes the stored document as somebody with the database's password could; null where the database refuses to hold it. */
async function tamper(owner: Client, actionId: string, list: readonly Break[]): Promise<unknown> {
  const { rows } = await owner.query<{ doc: unknown }>(
    "select action_protocol as doc from ai_coo.autonomous_actions where action_id = $1",
    [actionId],
  );
  const doc = broken(rows[0]!.doc, list);
  try {
    await owner.query("update ai_coo.autonomous_actions set action_protocol = $2::jsonb where action_id = $1", [actionId, textOf(doc)]);
    return doc;
  } catch {
    return null;
  }
}

/** People can still open it, or hear in a sentence why not. */
async function lookAt(world: ApiWorld, actionId: string): Promise<Fault | null> {
  for (const path of [actionId, `${actionId}/message.html?fingerprint=x`]) {
    const answer = await world.app.request(`${ORIGIN}/api/ai-coo/actions/${path}`, { headers: world.headersOf("owner") });
    const text = await answer.text();
    if (answer.status >= 500) return fault("crash", `looking at it answered ${answer.status}: ${text}`);
    const secret = secretIn(text);
    if (secret !== null) return secret;
  }
  return null;
}

/** Documents that others propose: what is not valid, or not theirs to propose, leaves no row behind. */
export async function proposalTrial(world: ApiWorld, checksums: Checksums): Promise<Trial<Mutant>> {
  const context = { db: world.database.db, clock: new ManualClock(NOW), orgId: OURS, actor: "system:ai-coo" } as const;
  let before = await checksums.read();
  let many = 0;
  return {
    name: "stored/proposals",
    share: 1_500,
    arbitrary: mutant,
    async judge(value) {
      const refused = await proposeAction({ ctx: context, input: { action: documentOf(value) } }).then(
        () => null,
        (error: unknown) => error,
      );
      // they belong to other organisations, to other authors and to the past
      if (refused === null) return fault("accepted", "taken, although it is another organisation's");
      const wrong = refusalOfCodes(refused, ["invalid_input"]);
      if (wrong !== null && !(refused instanceof AiCooError && wrong.kind === "outcome")) return wrong;
      many += 1;
      if (many % 250 !== 0) return null;
      const after = await checksums.read();
      const tables = changedTables(before, after);
      before = after;
      return tables.length === 0 ? null : fault("state", `rows of ${tables.join(", ")} were changed by documents that were refused`);
    },
  };
}
