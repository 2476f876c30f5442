import { exportAudit, type PublishedHead, verifyAuditChain } from "#src/audit/index.ts";
import type { Context } from "#src/db/index.ts";
import { say } from "../support/report.ts";
import type { Auditor } from "./independent.ts";
import type { Intruder } from "./owner.ts";
import { TAMPERINGS } from "./tampering.ts";

export interface TamperingFigures {
  readonly trials: number;
  /** By kind: how many the product and the independent verifier found at the right place, of how many. */
  readonly kinds: Readonly<Record<string, { readonly trials: number; readonly product: number; readonly independent: number }>>;
  /** Of the trials, those that show without any published head. */
  readonly foundWithoutHeads: number;
  readonly misses: readonly string[];
}

/** Tampers `times` times in each of the seven ways, each time with the chain as it was before. */
export async function tamperAndVerify(scene: {
  readonly ctx: Context;
  readonly intruder: Intruder;
  readonly auditor: Auditor;
  readonly heads: readonly PublishedHead[];
  readonly times: number;
  readonly random: () => number;
}): Promise<TamperingFigures> {
  const { ctx, intruder, auditor, heads, times, random } = scene;
  const rows = await intruder.rows();
  const pick = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
  const headsFile = await auditor.note(heads);
  const kinds: Record<string, { trials: number; product: number; independent: number }> = {};
  const misses: string[] = [];
  let foundWithoutHeads = 0;
  for (const [kind, tamper] of Object.entries(TAMPERINGS)) {
    const count = (kinds[kind] = { trials: 0, product: 0, independent: 0 });
    for (let time = 0; time < times; time++) {
      const expected = await tamper({ intruder, rows, heads, pick });
      const file = await auditor.receive(exportAudit(ctx));
      const [product, alone, independent] = await Promise.all([
        verifyAuditChain(ctx, { heads }),
        verifyAuditChain(ctx),
        auditor.verify(file, { heads: headsFile }),
      ]);
      const isRight = (verdict: { readonly ok: boolean; readonly seq?: number; readonly problem?: string }): boolean =>
        !verdict.ok && verdict.seq === expected.seq && expected.problems.includes(verdict.problem ?? "");
      count.trials += 1;
      count.product += Number(isRight(product));
      count.independent += Number(isRight(independent));
      foundWithoutHeads += Number(!alone.ok);
      for (const [who, verdict] of Object.entries({ product, independent })) {
        if (!isRight(verdict)) misses.push(`${kind}: expected ${JSON.stringify(expected)}, ${who} says ${JSON.stringify(verdict)}`);
      }
      await auditor.forget(file);
      await intruder.undo();
    }
    say(
      `${kind}: ${count.product} of ${count.trials} found at the right place by the product, ${count.independent} by the independent verifier`,
    );
  }
  return { trials: times * Object.keys(kinds).length, kinds, foundWithoutHeads, misses };
}
