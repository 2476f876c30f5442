import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import { exportAudit, exportAuditTexts, readPublishedHeads, verifyAuditChain } from "#src/audit/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { headsFile, publishMovedHead } from "#src/main/auditHeads.ts";
import { requestHeadPost } from "#src/main/headWebhook.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

export interface AuditOptions extends GlobalOptions {
  /** Another file of published heads, such as a copy kept elsewhere; it is only read. */
  readonly heads?: string;
}

/** `ai-coo audit verify`: walks the chain against the heads published so far, names the first broken link, and publishes the new head. */
export async function verifyCommand(options: AuditOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office, ctx }) => {
    const file = headsFile(office.config);
    const heads = (await readPublishedHeads(options.heads ?? file)).filter((head) => head.org_id === ctx.orgId);
    output.progress("walking the audit chain");
    const verdict = await verifyAuditChain(ctx, { heads });
    output.progressDone();
    if (!verdict.ok) {
      output.result(verdict);
      throw new AiCooError("conflict", `The audit chain is broken at entry ${verdict.seq}: ${verdict.sentence}`, {
        next: "Keep a copy of the database as it is, and compare it with your last backup before anything else is done. If you restored a backup yourself, move the file of published heads aside: what was published before then is of another chain.",
      });
    }
    const published = await publishMovedHead(ctx, office.config);
    output.result({ ...verdict, headsChecked: heads.length, published });
    output.line(
      `${output.colours.green("intact")}  ${verdict.length} entries, checked against ${heads.length} published ${heads.length === 1 ? "head" : "heads"}`,
    );
    if (published !== null)
      output.line(
        output.colours.dim(`head ${published.hash} published to ${file}; keep a copy where nobody who can write the database can write`),
      );
  });
}

export interface ExportOptions extends GlobalOptions {
  /** Where the personal texts go that can still be read; nowhere without it. */
  readonly texts?: string;
}

/**
 * `ai-coo audit export [file]`: JSON lines that an independent verifier reads; to standard output without a file. The head is
 * published first, so that what is exported reaches at least as far. `--texts` writes the personal texts beside it.
 */
export async function exportCommand(file: string | undefined, options: ExportOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office, ctx }) => {
    await publishMovedHead(ctx, office.config);
    await requestHeadPost(ctx);
    if (options.texts !== undefined) await writeFile(options.texts, inBlocks(exportAuditTexts(ctx)), { mode: 0o600 });
    if (file === undefined) {
      for await (const block of inBlocks(exportAudit(ctx))) {
        if (!process.stdout.write(block)) await once(process.stdout, "drain");
      }
      return;
    }
    await writeFile(file, inBlocks(exportAudit(ctx)), { mode: 0o600 });
    output.result({ file, ...(options.texts === undefined ? {} : { texts: options.texts }) });
    output.line(`The audit chain is in ${file}.`);
    if (options.texts !== undefined) output.line(`The personal texts are in ${options.texts}: whoever has that file can read them.`);
  });
}

const BLOCK_CHARACTERS = 64 * 1024;

/** Lines joined, so that a million of them are not a million writes. */
async function* inBlocks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let block = "";
  for await (const line of lines) {
    block += line;
    if (block.length < BLOCK_CHARACTERS) continue;
    yield block;
    block = "";
  }
  if (block !== "") yield block;
}
