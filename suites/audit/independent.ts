import { execFile } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { copyFile, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PublishedHead } from "#src/audit/index.ts";

export interface IndependentVerdict {
  readonly ok: boolean;
  readonly seq?: number;
  readonly problem?: string;
  readonly length?: number;
  readonly texts_checked?: number;
}

/** The verifier of an auditor: one file in a folder that holds nothing else of the project, run with plain Node. */
export class Auditor implements AsyncDisposable {
  readonly #folder: string;
  #files = 0;

  private constructor(folder: string) {
    this.#folder = folder;
  }

  static async hire(): Promise<Auditor> {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-auditor-"));
    await copyFile(join(import.meta.dirname, "../../verifier/verifyAudit.ts"), join(folder, "verifyAudit.ts"));
    return new Auditor(folder);
  }

  /** Writes what was exported to a file of the auditor's; gives its path. */
  async receive(lines: AsyncIterable<string>): Promise<string> {
    this.#files += 1;
    const file = join(this.#folder, `received-${this.#files}.jsonl`);
    const out = createWriteStream(file);
    let block = "";
    for await (const line of lines) {
      block += line;
      if (block.length < 1 << 16) continue;
      if (!out.write(block)) await once(out, "drain");
      block = "";
    }
    out.end(block);
    await once(out, "close");
    return file;
  }

  async note(heads: readonly PublishedHead[]): Promise<string> {
    this.#files += 1;
    const file = join(this.#folder, `heads-${this.#files}.jsonl`);
    await writeFile(file, heads.map((head) => `${JSON.stringify(head)}\n`).join(""));
    return file;
  }

  forget(...files: readonly string[]): Promise<unknown> {
    return Promise.all(files.map((file) => rm(file, { force: true })));
  }

  verify(file: string, options: { readonly heads?: string; readonly texts?: string }): Promise<IndependentVerdict> {
    const extra = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return new Promise((resolve, reject) => {
      execFile(process.execPath, ["verifyAudit.ts", file, ...extra], { cwd: this.#folder, env: {} }, (_error, stdout, stderr) => {
        if (stdout === "") reject(new Error(`the independent verifier said nothing: ${stderr}`));
        else resolve(JSON.parse(stdout) as IndependentVerdict);
      });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }
}
