import { writeFile } from "node:fs/promises";
import { exportAudit, readPublishedHeads, verifyAuditChain } from "#src/audit/index.ts";
import { AiCooError } from "#src/lib/errors.ts";
import { headsFile, publishMovedHead } from "#src/main/auditHeads.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";

export interface AuditOptions extends GlobalOptions {
  /** Another file of published heads, such as a copy kept elsewhere; it is only read. */
  readonly heads?: string;
}

/** `ai-coo audit verify`: walks the chain against the heads published so far, names the first broken link, and publishes the new head. */
export async function verifyCommand(options: AuditOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office, ctx }) => {
    const file = headsFile(office.config.dataDir);
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
    const published = await publishMovedHead(ctx, office.config.dataDir);
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

/** `ai-coo audit export [file]`: JSON lines that an independent verifier reads; to standard output without a file. Publishes the head too. */
export async function exportCommand(file: string | undefined, options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office, ctx }) => {
    if (file === undefined) {
      for await (const line of exportAudit(ctx)) process.stdout.write(line);
      await publishMovedHead(ctx, office.config.dataDir);
      return;
    }
    await writeFile(file, exportAudit(ctx), { mode: 0o600 });
    await publishMovedHead(ctx, office.config.dataDir);
    output.result({ file });
    output.line(`The audit chain is in ${file}.`);
  });
}
