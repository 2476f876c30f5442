/**
 * `npm run demo:tour`: the whole job on the simulated company, from the command line, each step printed.
 * Works in a folder of its own that is removed at the end, so that it disturbs nobody's demo.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionSummary } from "#src/actions/index.ts";

const ENTRY = join(import.meta.dirname, "../src/cli/main.ts");
const folder = mkdtempSync(join(tmpdir(), "ai-coo-tour-"));
const environment = { PATH: process.env["PATH"], HOME: process.env["HOME"], TERM: process.env["TERM"], DATA_DIR: folder };

/** Runs a command as a person would, prints it with what it says, and ends the tour where it fails. */
function show(say: string, ...args: string[]): void {
  process.stdout.write(`\n── ${say}\n\n$ npx ai-coo ${args.map((arg) => (arg.includes(" ") ? `"${arg}"` : arg)).join(" ")}\n`);
  const { status } = spawnSync(process.execPath, [ENTRY, ...args], { env: environment, stdio: ["ignore", "inherit", "ignore"] });
  if (status !== 0) throw new Error(`the command ended with ${status}`);
}

function pending(): ActionSummary[] {
  const { stdout } = spawnSync(process.execPath, [ENTRY, "actions", "list", "--json", "--limit", "200"], {
    env: environment,
    encoding: "utf8",
  });
  return (JSON.parse(stdout) as { actions: ActionSummary[] }).actions;
}

const shortId = (action: ActionSummary): string => action.actionId.slice(-8);

/** The first pending action of a type; the demo company has some of each. */
function one(actions: readonly ActionSummary[], type: ActionSummary["actionType"]): ActionSummary {
  const found = actions.find(({ actionType }) => actionType === type);
  if (found === undefined) throw new Error(`the demo proposed no ${type}`);
  return found;
}

try {
  show("1. Read the company's Odoo: figures, alerts, what should be done, and who is left alone and why.", "analyze");
  const actions = pending();
  const reminder = one(actions, "send_invoice_reminder");
  const task = one(actions, "create_collection_task");
  const another = actions.find((action) => action.actionType === "send_invoice_reminder" && action !== reminder) ?? reminder;

  show("2. What waits for a decision.", "actions", "list");
  show(
    "3. One action whole: what changes, who is contacted, the complete message, what is checked again.",
    "actions",
    "show",
    shortId(reminder),
  );
  show(
    "4. Approve two. Each approval is bound to the exact document that was looked at.",
    "actions",
    "approve",
    shortId(reminder),
    shortId(task),
  );
  show("5. Reject one, with the reason.", "actions", "reject", shortId(another), "--reason", "I will call them myself");
  show("6. Execute: the facts are read again, then each effect happens once.", "run");
  show("7. The mail that left (the demo writes mails to a folder).", "outbox", "--full");
  show("8. The same action now: every stage left a row.", "actions", "show", shortId(reminder));
  show("9. Run again: nothing is sent twice.", "run");
  show("10. Walk the audit chain.", "audit", "verify");
  process.stdout.write("\n── That was the whole job. `npm start` opens the same in a browser.\n");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
