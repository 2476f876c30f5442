import type { Command } from "commander";
import type { Output } from "./output.ts";

/** What the program hands on: how a command is added, and how it is run. */
export interface Kit {
  readonly command: (parent: Command, nameAndArguments: string, description: string) => Command;
  readonly run: (options: { readonly json?: boolean }, work: (output: Output) => Promise<void>) => Promise<void>;
}

/** The commands about customers: what they promised and dispute, and the reminders of what they owe. */
export function addCustomerPrograms(program: Command, { command, run }: Kit): void {
  const customers = program
    .command("customers")
    .description("what customers promised to pay and what they dispute; both hold their reminders");
  const load = () => import("./commands/customers.ts");
  for (const kind of ["promise", "dispute"] as const) {
    command(customers, `${kind}s [customer]`, `list the ${kind}s that stand, of all customers or of one, newest first`)
      .option("--all", "those that have ended too")
      .action((customer, options) =>
        run(options, async (output) => (await load()).listCommitmentsCommand(kind, customer, options, output)),
      );
  }
  const record = (kind: "promise" | "dispute", description: string): Command =>
    command(customers, `${kind} <customer>`, `${description}; the customer is its number in Odoo or a part of its name`)
      .option("--invoices <numbers>", "only these of its invoices, numbers or ids with commas between; all when left out")
      .option("--company <id>", "only what it owes this company, by its number in Odoo")
      .option("--currency <code>", "only what it owes in this currency")
      .action((customer, options) =>
        run(options, async (output) => (await load()).recordCommitmentCommand(kind, customer, options, output)),
      );
  record("promise", "record that a customer promised to pay")
    .requiredOption("--until <day>", "the day by which it pays, as 2026-03-31")
    .option("--amount <number>", "what it named")
    .option("--note <text>", "what it said");
  record("dispute", "record that a customer disputes what it owes").requiredOption("--reason <text>", "what it says");
  for (const [verb, as, description] of [
    ["withdraw", "withdrawn", "take back a promise, a dispute or a stop that was recorded wrongly"],
    ["settle", "settled", "say that a promise, a dispute or a stop was dealt with"],
  ] as const) {
    command(customers, `${verb} <id>`, description)
      .requiredOption("--reason <text>", "why; kept in the audit")
      .action((id, options) => run(options, async (output) => (await load()).endCommitmentCommand(as, id, options, output)));
  }

  const sequences = program.command("sequences").description("the reminders of each debt: what was sent, what comes next, what ended it");
  const loadSequences = () => import("./commands/sequences.ts");
  command(sequences, "list", "list sequences, those that go on first")
    .option("--state <states>", "all, or some with commas between: proposed, waiting, ended", "all")
    .option("--customer <customer>", "of one customer, by its number in Odoo or a part of its name")
    .option("--limit <number>", "how many at most, 1 to 500", "50")
    .action((options) => run(options, async (output) => (await loadSequences()).listSequencesCommand(options, output)));
  command(sequences, "show <id>", "show one sequence, as 42:1:EUR").action((id, options) =>
    run(options, async (output) => (await loadSequences()).showSequenceCommand(id, options, output)),
  );
  command(sequences, "stop <id>", "stop the reminders of one debt")
    .requiredOption("--reason <text>", "why; stands on the cards that it holds")
    .option("--until <day>", "the last day of the stop; until it is resumed when left out")
    .action((id, options) => run(options, async (output) => (await loadSequences()).stopSequenceCommand(id, options, output)));
  command(sequences, "resume <id>", "start the reminders again: a stop ends, and what an answer ended goes on with its next level")
    .requiredOption("--reason <text>", "why; kept in the audit")
    .action((id, options) => run(options, async (output) => (await loadSequences()).resumeSequenceCommand(id, options, output)));
}
