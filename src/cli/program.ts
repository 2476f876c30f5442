import { Command, CommanderError, Option } from "commander";
import { SETTABLE_AREAS } from "#src/main/settableAreas.ts";
import { addCustomerPrograms } from "./customerPrograms.ts";
import { createOutput, type Output } from "./output.ts";

/** Exit codes: 0 done, 1 something went wrong, 2 asked wrongly. */
const USAGE_ERROR = 2;

function outputFor(options: { readonly json?: boolean }): Output {
  return createOutput({ json: options.json === true, out: process.stdout, err: process.stderr });
}

/** Runs a command; an error becomes a sentence with what to do next, and exit code 1. */
async function run(options: { readonly json?: boolean }, work: (output: Output) => Promise<void>): Promise<void> {
  const output = outputFor(options);
  try {
    await work(output);
  } catch (error) {
    output.error(error);
    process.exitCode = 1;
  }
}

const json = (): Option => new Option("--json", "print one JSON document for programs");
const data = (): Option => new Option("--data <folder>", "folder of the embedded database and the outbox (DATA_DIR)");

function command(parent: Command, nameAndArguments: string, description: string): Command {
  return parent.command(nameAndArguments).description(description).addOption(json()).addOption(data());
}

/** Every command with its options. What a command does is loaded when it is asked for, so that help, and the others, need not wait for it. */
function createProgram(): Command {
  const program = new Command("ai-coo")
    .description("Finds what needs doing in Odoo, proposes it exactly, asks a person, checks again, and executes once.")
    .showHelpAfterError("(ai-coo --help shows what there is)")
    .exitOverride();

  command(program, "start", "run everything in this process: database, web page, worker")
    .option("--port <number>", "port of the web page (PORT)")
    .action((options) => run(options, async (output) => (await import("./commands/start.ts")).startCommand(options, output)));
  command(program, "web", "serve the page and the API in this process; workers carry out what is approved")
    .option("--port <number>", "port of the web page (PORT)")
    .action((options) => run(options, async (output) => (await import("./commands/web.ts")).webCommand(options, output)));
  command(program, "worker", "analyse and carry out what is approved in this process; any number may run").action((options) =>
    run(options, async (output) => (await import("./commands/worker.ts")).workerCommand(options, output)),
  );
  command(program, "analyze [kinds...]", "read Odoo and propose actions: financial, sales, operations, or all").action((kinds, options) =>
    run(options, async (output) => (await import("./commands/analyze.ts")).analyzeCommand(kinds, options, output)),
  );

  const actions = program.command("actions").description("list, show and decide actions");
  command(actions, "list", "list actions: those that wait for approval by urgency, others newest first")
    .option("--status <statuses>", "all, or some with commas between, such as approved,completed", "pending_approval")
    .option("--order <order>", "urgency (about to expire, then money at stake, risk, and what people accept) or newest")
    .option("--limit <number>", "how many at most, 1 to 200", "50")
    .action((options) => run(options, async (output) => (await import("./commands/actions.ts")).listCommand(options, output)));
  command(actions, "show <id>", "show one action whole: the diff, everyone who is contacted, the message, the checks").action(
    (id, options) => run(options, async (output) => (await import("./commands/actions.ts")).showCommand(id, options, output)),
  );
  command(actions, "approve [ids...]", "approve actions")
    .option("--fingerprint <sha256>", "approve only if the action still is the one with this fingerprint")
    .option("--all-pending", "approve every action that waits for approval")
    .action((ids, options) => run(options, async (output) => (await import("./commands/actions.ts")).approveCommand(ids, options, output)));
  command(actions, "reject <id>", "reject an action")
    .requiredOption("--reason <text>", "why not")
    .action((id, options) => run(options, async (output) => (await import("./commands/actions.ts")).rejectCommand(id, options, output)));
  command(actions, "cancel <id>", "withdraw an approved action before it runs")
    .requiredOption("--reason <text>", "why")
    .action((id, options) => run(options, async (output) => (await import("./commands/actions.ts")).cancelCommand(id, options, output)));
  command(actions, "release <id>", "let an action go that is held by a reply, a bounce or an opt-out")
    .requiredOption("--reason <text>", "what you found out")
    .option("--hold <code>", "the hold that you saw, as `show` names it")
    .action((id, options) => run(options, async (output) => (await import("./commands/actions.ts")).releaseCommand(id, options, output)));
  command(actions, "resolve <id> <answer>", "say what became of an action that needs attention: sent, again or give-up")
    .option("--reason <text>", "what you know")
    .action((id, answer, options) =>
      run(options, async (output) => (await import("./commands/actions.ts")).resolveCommand(id, answer, options, output)),
    );
  command(actions, "edit <id>", "change what an action says; it then needs an approval of its own")
    .option("--subject <text>", "subject of a mail, name of a task, summary of an activity")
    .option("--body <text>", "its text; none takes away what it can do without")
    .option("--body-file <file>", "its text, from a file")
    .option("--date <date>", "deadline of a task or activity, moment of a follow-up; none takes away what it can do without")
    .option("--assign <users>", "ids of the users in Odoo that a task is for, with commas between")
    .option("--remove-cc <address...>", "copies of a mail that are not sent")
    .option("--fingerprint <sha256>", "edit only if the action still is the one with this fingerprint")
    .action((id, options) => run(options, async (output) => (await import("./commands/changes.ts")).editCommand(id, options, output)));
  command(actions, "snooze <id>", "put an action off")
    .requiredOption("--until <moment>", "30m, 4h or 2d from now, or a moment as 2026-03-02T09:00:00Z")
    .option("--extend", "make its life longer for that, to 7 days in all; it then needs a new approval")
    .action((id, options) => run(options, async (output) => (await import("./commands/changes.ts")).snoozeCommand(id, options, output)));
  command(actions, "unsnooze <id>", "take up again what was put off").action((id, options) =>
    run(options, async (output) => (await import("./commands/changes.ts")).unsnoozeCommand(id, options, output)),
  );
  command(actions, "undo <id>", "take back what a completed action wrote in Odoo, if it still stands there")
    .requiredOption("--reason <text>", "why")
    .action((id, options) => run(options, async (output) => (await import("./commands/changes.ts")).undoCommand(id, options, output)));

  command(program, "run", "execute what is approved and due, here and now").action((options) =>
    run(options, async (output) => (await import("./commands/run.ts")).runCommand(options, output)),
  );

  command(program, "status", "whether it runs, whether it is stopped, and how the work stands").action((options) =>
    run(options, async (output) => (await import("./commands/control.ts")).statusCommand(options, output)),
  );
  command(program, "stop", "emergency stop: nothing starts from here on, what is in flight finishes")
    .requiredOption("--reason <text>", "why; kept in the audit")
    .action((options) => run(options, async (output) => (await import("./commands/control.ts")).stopCommand(options, output)));
  command(program, "resume", "end the emergency stop")
    .requiredOption("--reason <text>", "why; kept in the audit")
    .action((options) => run(options, async (output) => (await import("./commands/control.ts")).resumeCommand(options, output)));

  const settings = program.command("settings").description("what the organisation allows and how it works");
  command(settings, "show [area]", `${SETTABLE_AREAS.join(", ")}: what counts now; all of them without a name`).action((area, options) =>
    run(options, async (output) => (await import("./commands/settings.ts")).showSettingsCommand(area, options, output)),
  );
  command(settings, "set <area> <json>", "change what the JSON object names (@file reads it from a file)")
    .option("--replace", "the JSON is the whole area; what it leaves out goes back to the default")
    .action((area, source, options) =>
      run(options, async (output) => (await import("./commands/settings.ts")).setSettingsCommand(area, source, options, output)),
    );

  command(program, "outcomes", "by action type: what was proposed, what people said to it, and what came after it")
    .option("--since <moment>", "from when on: days before now, or a day", "90d")
    .option("--until <moment>", "until when; now without it")
    .action((options) => run(options, async (output) => (await import("./commands/outcomes.ts")).outcomesCommand(options, output)));
  const policy = program.command("policy").description("what is approved without a person, and by how many people the rest");
  command(policy, "show", "the rules with how each stands now, and every other guardrail").action((options) =>
    run(options, async (output) => (await import("./commands/policy.ts")).showPolicyCommand(options, output)),
  );
  command(policy, "set <json>", "change what the JSON object names (@file reads it from a file)")
    .option("--replace", "the JSON is the whole; what it leaves out goes back to the default")
    .option("--if-version <version>", "change it only while the guardrails are those with this version, as `show` names it")
    .action((source, options) =>
      run(options, async (output) => (await import("./commands/policy.ts")).setPolicyCommand(source, options, output)),
    );
  command(policy, "dry-run [json]", "what guardrails would have approved of what was proposed of late; changes nothing")
    .option("--days <number>", "how far back, 1 to 365", "90")
    .option("--replace", "the JSON is the whole; what it leaves out counts as the default")
    .action((source, options) =>
      run(options, async (output) => (await import("./commands/policy.ts")).dryRunCommand(source, options, output)),
    );
  command(policy, "suggestions", "rules that the system suggests from what people decided, newest first")
    .option("--status <statuses>", "all, or some with commas between: open, accepted, dismissed, withdrawn", "open")
    .action((options) => run(options, async (output) => (await import("./commands/policy.ts")).suggestionsCommand(options, output)));
  command(policy, "accept <id>", "take a suggested rule into the guardrails")
    .option("--days <number>", "for fewer days than are suggested")
    .action((id, options) => run(options, async (output) => (await import("./commands/policy.ts")).acceptCommand(id, options, output)));
  command(policy, "dismiss <id>", "say no to a suggestion")
    .requiredOption("--reason <text>", "why")
    .action((id, options) => run(options, async (output) => (await import("./commands/policy.ts")).dismissCommand(id, options, output)));
  command(policy, "revoke <rule>", "take a rule out, and back what it approved and has not run")
    .requiredOption("--reason <text>", "why")
    .action((rule, options) => run(options, async (output) => (await import("./commands/policy.ts")).revokeCommand(rule, options, output)));
  command(policy, "lift-pause <rule>", "let a paused rule go on").action((rule, options) =>
    run(options, async (output) => (await import("./commands/policy.ts")).liftPauseCommand(rule, options, output)),
  );

  const followUps = program.command("follow-ups").description("what becomes a proposal again at its time");
  command(followUps, "list", "list follow-ups, newest first")
    .option("--status <statuses>", "all, or some with commas between: scheduled, proposed, closed, cancelled", "scheduled")
    .option("--limit <number>", "how many at most, 1 to 200", "50")
    .action((options) => run(options, async (output) => (await import("./commands/followUps.ts")).listFollowUpsCommand(options, output)));
  command(followUps, "cancel <id>", "withdraw a follow-up before its time")
    .requiredOption("--reason <text>", "why")
    .action((id, options) =>
      run(options, async (output) => (await import("./commands/followUps.ts")).cancelFollowUpCommand(id, options, output)),
    );

  addCustomerPrograms(program, { command, run });

  command(program, "webhooks", "the addresses at which providers report, to be entered there").action((options) =>
    run(options, async (output) => (await import("./commands/webhooks.ts")).webhooksCommand(options, output)),
  );

  const suppress = program.command("suppress").description("addresses that are never contacted");
  const channel = (): Option => new Option("--channel <channel>", "email or sms").default("email");
  command(suppress, "add <address>", "never contact this address again")
    .addOption(channel())
    .requiredOption("--reason <text>", "why")
    .action((address, options) =>
      run(options, async (output) => (await import("./commands/suppress.ts")).addSuppressionCommand(address, options, output)),
    );
  command(suppress, "remove <address>", "let this address be contacted again")
    .addOption(channel())
    .requiredOption("--reason <text>", "why")
    .action((address, options) =>
      run(options, async (output) => (await import("./commands/suppress.ts")).removeSuppressionCommand(address, options, output)),
    );
  command(suppress, "list", "who is on the list, newest first").action((options) =>
    run(options, async (output) => (await import("./commands/suppress.ts")).listSuppressionsCommand(options, output)),
  );

  const jobs = program.command("jobs").description("what runs by itself");
  command(jobs, "list", "every job with its cron, its last run and its next").action((options) =>
    run(options, async (output) => (await import("./commands/jobs.ts")).listJobsCommand(options, output)),
  );
  command(jobs, "run <name>", "run a job now in a worker and wait for its end")
    .option("--timeout <seconds>", "how long to wait", "600")
    .action((name, options) => run(options, async (output) => (await import("./commands/jobs.ts")).runJobCommand(name, options, output)));

  const audit = program.command("audit").description("verify and export the audit chain");
  command(audit, "verify", "walk the chain against the published heads and name the first broken link")
    .option("--heads <file>", "file of published heads, such as a copy kept elsewhere")
    .action((options) => run(options, async (output) => (await import("./commands/audit.ts")).verifyCommand(options, output)));
  command(audit, "export [file]", "write the chain as JSON lines")
    .option("--texts <file>", "write the personal texts that can still be read to this file")
    .action((file, options) => run(options, async (output) => (await import("./commands/audit.ts")).exportCommand(file, options, output)));

  const restore = program.command("restore").description("after the database was restored from a backup");
  command(restore, "status", "whether it was noticed, what the look-ups came to, and what waits for a person").action((options) =>
    run(options, async (output) => (await import("./commands/restore.ts")).restoreStatusCommand(options, output)),
  );
  command(restore, "look-up", "ask Odoo and the providers now about all that waits").action((options) =>
    run(options, async (output) => (await import("./commands/restore.ts")).restoreLookUpCommand(options, output)),
  );
  command(restore, "lock", "say that a backup was restored, before anything runs on it")
    .requiredOption("--reason <text>", "which backup; kept in the audit")
    .action((options) => run(options, async (output) => (await import("./commands/restore.ts")).restoreLockCommand(options, output)));
  command(restore, "unlock", "let approved actions run again")
    .requiredOption("--reason <text>", "what was looked at; kept in the audit")
    .action((options) => run(options, async (output) => (await import("./commands/restore.ts")).restoreUnlockCommand(options, output)));

  const notifications = program.command("notifications").description("how those who decide are told; each sets their own on the page");
  command(notifications, "phone <email> <number>", "register the number from which a member decides by SMS").action(
    (email, number, options) =>
      run(options, async (output) => (await import("./commands/notifications.ts")).registerPhoneCommand(email, number, options, output)),
  );
  command(program, "outbox", "the demo's mails, newest first")
    .option("--full", "with their text")
    .option("--approvers", "those to approvers in place of those to customers")
    .action((options) => run(options, async (output) => (await import("./commands/outbox.ts")).outboxCommand(options, output)));
  const odoo = program.command("odoo").description("the Odoo this organisation belongs to");
  command(odoo, "moved", "say that the configured Odoo is the same one at a new address").action((options) =>
    run(options, async (output) => (await import("./commands/odoo.ts")).odooMovedCommand(options, output)),
  );
  const model = program.command("model").description("the language model: whether it answers, and what it costs");
  command(model, "test", "ask the configured model one small question, and say exactly what is wrong where it does not answer").action(
    (options) => run(options, async (output) => (await import("./commands/model.ts")).testModelCommand(options, output)),
  );
  command(model, "usage", "this month's requests, tokens and cost by purpose, and the budget that is left").action((options) =>
    run(options, async (output) => (await import("./commands/model.ts")).modelUsageCommand(options, output)),
  );
  const keys = program.command("keys").description("API keys for programs");
  command(keys, "create", "make a key; it is shown once")
    .requiredOption("--name <name>", "what people call it")
    .option(
      "--decide",
      "let it approve, reject, cancel, put off and take up again, withdraw follow-ups, record promises, disputes and stops and " +
        "ask for an analysis, not only read; editing, undoing, releasing, resolving, letting reminders go on and the emergency " +
        "stop are for people",
    )
    .option("--days <number>", "days until it ends, 1 to 365")
    .action((options) => run(options, async (output) => (await import("./commands/keys.ts")).createKeyCommand(options, output)));
  command(program, "sign-in", "make a link that signs the owner in once")
    .option("--email <address>", "the member with this address instead, as who lost everything else")
    .action((options) => run(options, async (output) => (await import("./commands/signIn.ts")).signInCommand(options, output)));

  return program;
}

/** Runs what the arguments of this process ask for; the exit code says how it went. */
export async function runProgram(): Promise<void> {
  try {
    await createProgram().parseAsync();
  } catch (error) {
    // Commander has said what was wrong, or printed the help that was asked for.
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode === 0 ? 0 : USAGE_ERROR;
  }
}
