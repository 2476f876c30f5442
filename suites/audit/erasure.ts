import { eraseSubject, exportAudit, exportAuditTexts, verifyAuditChain } from "#src/audit/index.ts";
import { withTransaction, type Context } from "#src/db/index.ts";
import type { Auditor } from "./independent.ts";

export interface ErasureFigures {
  readonly texts: number;
  readonly erased: number;
  readonly left: number;
  readonly faults: readonly string[];
}

/** Erases the person about whom the chain says most: the chain stays intact for both verifiers, and the texts are gone. */
export async function eraseOne(ctx: Context, auditor: Auditor): Promise<ErasureFigures> {
  const faults: string[] = [];
  const before = await disclosed(ctx);
  const { rows } = await withTransaction(ctx, ({ tx }) =>
    tx.execute<{ subject: string; texts: number; seqs: number[] }>(
      "select subject, count(*)::int as texts, array_agg(seq::int) as seqs from ai_coo.action_event_texts group by subject order by 2 desc, 1 limit 1",
    ),
  );
  const { subject, texts, seqs } = rows[0]!;
  const erased = await withTransaction(ctx, (inner) => eraseSubject(inner, subject));
  if (erased !== texts) faults.push(`${erased} texts were erased, ${texts} were there`);

  const after = await disclosed(ctx);
  if ([...after.keys()].some((seq) => seqs.includes(seq))) faults.push("an erased text can still be read");
  if (after.size !== before.size - erased) faults.push(`${before.size} texts before, ${after.size} after ${erased} were erased`);
  const key = await withTransaction(ctx, ({ tx }) =>
    tx.execute<{ there: boolean }>(
      `select key is not null as there from ai_coo.subject_keys where subject = '${subject.replaceAll("'", "''")}'`,
    ),
  );
  if (key.rows[0]?.there !== false) faults.push("the key is still there");

  const verdict = await verifyAuditChain(ctx);
  if (!verdict.ok) faults.push(`the product says ${verdict.sentence}`);
  const [file, textsFile] = await Promise.all([auditor.receive(exportAudit(ctx)), auditor.receive(exportAuditTexts(ctx))]);
  const independent = await auditor.verify(file, { texts: textsFile });
  if (!independent.ok || independent.texts_checked !== after.size)
    faults.push(`the independent verifier says ${JSON.stringify(independent)}`);
  await auditor.forget(file, textsFile);
  return { texts: before.size, erased, left: after.size, faults };
}

async function disclosed(ctx: Context): Promise<Map<number, string>> {
  const texts = new Map<number, string>();
  for await (const line of exportAuditTexts(ctx)) {
    const { seq, text } = JSON.parse(line) as { readonly seq: number; readonly text: string };
    texts.set(seq, text);
  }
  return texts;
}
