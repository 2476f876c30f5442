import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { say } from "../support/report.ts";
import type { Installation } from "./product.ts";

const VERIFIER = join(import.meta.dirname, "../../verifier/verifyAudit.ts");
const execute = promisify(execFile);

/** Whether the audit is whole: by the product's own command, and by the verifier that reads only the export. */
export async function auditOf(installation: Installation, folder: string): Promise<boolean> {
  const file = join(folder, `audit-${installation.org}.jsonl`);
  const own = await installation.run(["audit", "verify"]);
  if (own.code !== 0) say(`  NOT OK audit of ${installation.org}: ${own.stderr.slice(0, 400)}`);
  await installation.json("audit", "export", file);
  try {
    const heads = join(folder, `data-${installation.org}`, "audit-heads.jsonl");
    await execute(process.execPath, [VERIFIER, file, "--org", installation.org, "--heads", heads]);
    return own.code === 0;
  } catch (error) {
    say(`  NOT OK exported audit of ${installation.org}: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}
