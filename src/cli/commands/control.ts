import { AiCooError } from "#src/lib/errors.ts";
import { resumeActions, stopExecution } from "#src/main/control.ts";
import { readStatus } from "#src/main/status.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { statusWords } from "../render/action.ts";
import { distance, moment } from "../render/moment.ts";

export interface ReasonOptions extends GlobalOptions {
  readonly reason: string;
}

function reasonOf({ reason }: ReasonOptions): string {
  const text = reason.trim();
  if (text !== "" && text.length <= 1000) return text;
  throw new AiCooError("invalid_input", "The reason is empty or longer than 1000 characters, so nothing was changed.", {
    next: 'Say it in a sentence: --reason "…". It is kept in the audit for ever, so name no person in it.',
  });
}

/** `ai-coo stop --reason "…"`: the emergency stop; nothing starts from here on. */
export async function stopCommand(options: ReasonOptions, output: Output): Promise<void> {
  const reason = reasonOf(options);
  await withBackOffice({ ...options, withoutHeads: true }, output, async ({ ctx }) => {
    const before = ctx.clock.now();
    const stop = await stopExecution(ctx, { reason });
    output.result(stop);
    if (stop.stoppedAt !== null && stop.stoppedAt < before) {
      output.line(`Stopped already, since ${moment(stop.stoppedAt.toISOString())}: ${stop.reason}`);
      return;
    }
    output.line(`${output.colours.red("Stopped.")} Nothing starts any more; what is in flight finishes and is recorded.`);
    output.line(output.colours.dim('Decisions are still possible. `ai-coo resume --reason "…"` lets approved actions run again.'));
  });
}

/** `ai-coo resume --reason "…"`: approved actions run again. */
export async function resumeCommand(options: ReasonOptions, output: Output): Promise<void> {
  const reason = reasonOf(options);
  await withBackOffice(options, output, async ({ ctx }) => {
    output.result(await resumeActions(ctx, { reason }));
    output.line(`${output.colours.green("Running.")} Approved actions are executed again, each checked right before.`);
  });
}

/** `ai-coo status`: whether it runs, whether it is stopped, and how the work stands. */
export async function statusCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice({ ...options, withoutHeads: true }, output, async ({ office, namesOf }) => {
    const status = await readStatus(office);
    output.result(status);
    const { colours } = output;
    const now = office.clock.now();
    const { processes, stop, lastAnalysis, auditHead } = status;
    const ago = (at: Date): string => distance(at.toISOString(), now);
    const line = (name: string, text: string): void => output.line(`${colours.bold(name.padEnd(14))} ${text}`);
    line("organisation", status.orgId);
    if (processes.length === 0) line("processes", "none runs on this data folder");
    for (const { pid, role, url, startedAt } of processes)
      line(role, `process ${pid}, ${role === "worker" ? "" : url === "" ? "starting, " : `${url}, `}since ${moment(startedAt)}`);
    if (stop.stoppedAt === null || stop.stoppedBy === null) line("emergency stop", colours.green("off"));
    else {
      const names = await namesOf([stop.stoppedBy]);
      line("emergency stop", colours.red(`ON since ${ago(stop.stoppedAt)}, by ${names[stop.stoppedBy] ?? stop.stoppedBy}: ${stop.reason}`));
    }
    const counts = Object.entries(status.actions).filter(([, many]) => many > 0);
    line(
      "actions",
      counts.length === 0
        ? "none yet"
        : counts.map(([name, many]) => `${many} ${statusWords(name as keyof typeof status.actions)}`).join(", "),
    );
    line("last analysis", lastAnalysis === null ? "none yet" : ago(lastAnalysis.startedAt));
    line("audit", auditHead === null ? "empty" : `${auditHead.seq} entries, head ${auditHead.hash}`);
  });
}
