import { AiCooError } from "#src/lib/errors.ts";
import { publishMovedHead } from "#src/main/auditHeads.ts";
import { getStopSwitch } from "#src/main/control.ts";
import { processApprovedActions, recoverAttempts, type ActionResult } from "#src/main/execution.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Colours, Output } from "../output.ts";
import { moment } from "../render/moment.ts";
import { shortId } from "../render/action.ts";

/** `ai-coo run`: recovers what a dead worker left and executes everything that is approved and due, here and now. Exit code 1 when some failed, were interrupted or need a person. */
export async function runCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const ctx = office.context("system:ai-coo");
    const runtime = office.executorRuntime();
    output.progress("looking for attempts of workers that are gone");
    const recovered = await recoverAttempts(ctx, runtime);
    output.progress("executing approved actions");
    const statistics = await processApprovedActions(ctx, runtime);
    output.progressDone();
    await publishMovedHead(ctx, office.config);
    const stop = await getStopSwitch(ctx);
    output.result({ recovered, ...statistics, stopped: stop.stopped });
    if (stop.stopped) output.line(`${output.colours.red("The emergency stop is on, so nothing starts:")} ${stop.reason}`);

    if (recovered.found > 0) output.line(`recovered ${recovered.found} attempts of a worker that is gone`);
    for (const result of statistics.results) output.line(describe(result, output.colours));
    if (statistics.results.length === 0) output.line("Nothing is approved and due.");
    output.line();
    const { sentence, unsettled } = summarise(statistics);
    output.line(sentence);
    if (unsettled > 0) {
      throw new AiCooError("conflict", `${unsettled} of ${statistics.results.length} did not come to a good end; see above.`, {
        next: "`ai-coo actions show <id>` says why; `ai-coo actions resolve <id> …` settles what needs attention.",
        details: { unsettled },
      });
    }
  });
}

/** What a run came to, every outcome counted, and how many of them somebody has to look at. */
export function summarise(statistics: Omit<Awaited<ReturnType<typeof processApprovedActions>>, "results" | "durations">): {
  readonly sentence: string;
  readonly unsettled: number;
} {
  const { executed, blocked, deferred, failed, needsAttention, retried, reapproval, refused, interrupted } = statistics;
  const counts = {
    executed,
    blocked,
    deferred,
    "to be retried": retried,
    "back for approval": reapproval,
    failed,
    "needing attention": needsAttention,
    interrupted,
    refused,
  };
  const sentence = Object.entries(counts)
    .filter(([name, count]) => count > 0 || name === "executed")
    .map(([name, count]) => `${count} ${name}`)
    .join(", ");
  return { sentence, unsettled: failed + needsAttention + interrupted };
}

function describe(result: ActionResult, colours: Colours): string {
  const id = shortId(result.actionId);
  switch (result.result) {
    case "executed":
      return `${colours.green("executed")} ${id}`;
    case "blocked":
    case "failed":
    case "expired":
    case "interrupted":
    case "needs_attention":
      return `${colours.red(result.result.replace("_", " "))} ${id}  ${result.reason}`;
    case "require_reapproval":
      return `${colours.yellow("back for approval")} ${id}  ${result.reason}`;
    case "deferred":
    case "retried":
      return `${colours.yellow(result.result)} ${id}  not before ${moment(result.notBefore)}: ${result.reason}`;
    case "refused":
      return `${colours.dim("refused")} ${id}  ${result.reason}`;
  }
}
