import { spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { ERROR_CODES } from "#src/lib/errors.ts";
import { tampered, tampering } from "./auditLines.ts";
import { CANARIES, leakIn } from "./canaries.ts";
import { fault, type Fault, type Trial } from "./harness.ts";
import { NASTY_TEXTS, spoilt, SPOILS } from "./values.ts";

const CLI = new URL("../../src/cli/main.ts", import.meta.url).pathname;
const VERIFIER = new URL("../../verifier/verifyAudit.ts", import.meta.url).pathname;

const COMMANDS: readonly (readonly string[])[] = [
  ["start", "--port"],
  ["analyze"],
  ["actions", "list", "--status"],
  ["actions", "list", "--limit"],
  ["actions", "show"],
  ["actions", "approve"],
  ["actions", "approve", "--fingerprint"],
  ["actions", "reject", "--reason"],
  ["actions", "resolve", "abcd"],
  ["run"],
  ["status"],
  ["stop", "--reason"],
  ["resume", "--reason"],
  ["settings", "show"],
  ["settings", "set", "outreach"],
  ["settings", "set"],
  ["suppress", "add", "--channel"],
  ["suppress", "add", "--reason", "x"],
  ["audit", "verify", "--heads"],
  ["keys", "create", "--name"],
  ["keys", "create", "--days"],
  ["outbox"],
  ["sign-in"],
  [],
];
/** No argument of a process can hold a NUL. */
const WORDS = [
  ...NASTY_TEXTS.filter((text) => !text.includes("\u0000")),
  "--json",
  "--data",
  "--",
  "-x",
  "--help",
  "--all-pending",
  "@/etc/passwd",
  "@nowhere",
  "0000",
];

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function run(file: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const [stdout, stderr]: [string[], string[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => stdout.push(chunk.toString("utf8")));
    child.stderr.on("data", (chunk: Buffer) => stderr.push(chunk.toString("utf8")));
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout: stdout.join(""), stderr: stderr.join("") }));
  });
}

/** Commands with odd arguments, over a database that cannot be reached: every end is a sentence with a code. */
export const commands: Trial<{ command: number; words: string[]; json: boolean }> = {
  name: "commands/arguments",
  hangMs: 180_000,
  share: 36,
  arbitrary: fc.record({
    command: fc.nat(COMMANDS.length - 1),
    words: fc.array(fc.constantFrom(...WORDS), { maxLength: 3 }),
    json: fc.boolean(),
  }),
  async judge({ command, words, json }) {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-fuzz-"));
    try {
      const args = [...COMMANDS[command]!, ...words, ...(json ? ["--json"] : [])];
      const ran = await run(CLI, args, {
        DATA_DIR: folder,
        DATABASE_URL: `postgres://coo:${CANARIES.databasePassword}@127.0.0.1:9/coo`,
        AUTH_SECRET: CANARIES.authSecret,
        ODOO_URL: "http://127.0.0.1:9",
        ODOO_DB: "company",
        ODOO_LOGIN: "robot",
        ODOO_API_KEY: CANARIES.odooKey,
        SMTP_URL: `smtp://robot:${encodeURIComponent(CANARIES.smtpPassword)}@127.0.0.1:9`,
        MAIL_FROM: "a@ourcompany.example",
      });
      return endFault(ran, folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

function endFault({ code, stdout, stderr }: Ran, folder: string): Fault | null {
  const told = `${stdout}${stderr}`.replaceAll(folder, "").slice(0, 1_000);
  const leak = leakIn(`${stdout}\n${stderr}`.replaceAll(folder, ""));
  if (leak !== null) return leak;
  if (code !== 0 && code !== 1 && code !== 2) return fault("crash", `it ended with ${String(code)}: ${told}`);
  if (code !== 1) return null;
  const found = /"code": "(\w+)"/.exec(stderr)?.[1] ?? /\((\w+)\)\n/.exec(stderr)?.[1];
  if (found === undefined || !ERROR_CODES.some((known) => known === found)) return fault("code", `it failed without a code: ${told}`);
  return found === "internal" ? fault("crash", `the product's own fault: ${told}`) : null;
}

/** Exports that were tampered with or spoilt as files, for the verifier that shares no code with us. */
export const exportsToVerify: Trial<{ list: Parameters<typeof tampered>[0]; spoil: (typeof SPOILS)[number]; at: number }> = {
  name: "audit/exports",
  hangMs: 180_000,
  share: 24,
  arbitrary: fc.record({ list: tampering, spoil: fc.constantFrom(...SPOILS), at: fc.nat(3_000) }),
  async judge({ list, spoil, at }) {
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-fuzz-"));
    try {
      const text = `${tampered(list)
        .map((line) => JSON.stringify(line))
        .join("\n")}\n`;
      const file = join(folder, "export.jsonl");
      await writeFile(file, spoilt(text, spoil, at));
      const { code, stdout, stderr } = await run(VERIFIER, [file]);
      if (code === 0 || code === 1)
        return typeof (JSON.parse(stdout) as { ok?: unknown }).ok === "boolean" ? null : fault("code", `it said ${stdout}`);
      return code === 2 && !/^\s+at /m.test(stderr) ? null : fault("crash", `it ended with ${String(code)}: ${stderr.slice(0, 500)}`);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
