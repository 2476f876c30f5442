import { AiCooError } from "#src/lib/errors.ts";
import { jobOf, listJobs, runJob, type JobState } from "#src/main/jobs.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { distance } from "../render/moment.ts";
import { renderTable } from "../render/table.ts";

/** `ai-coo jobs list`: what runs by itself, when, and how the last run of each ended. */
export async function listJobsCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const { timezone, workers, jobs } = await listJobs(office);
    output.result({ timezone, workers, jobs });
    const now = office.clock.now();
    const { colours } = output;
    const lines = renderTable(
      jobs,
      [
        { title: "job", text: ({ name }) => name },
        { title: `cron (${timezone})`, text: ({ cron }) => cron ?? "when asked" },
        { title: "last run", text: (job) => lastRunWords(job, now) },
        { title: "next", text: ({ nextRun }) => (nextRun === null ? "never" : distance(nextRun.toISOString(), now)) },
        {
          title: "waiting",
          align: "right",
          text: ({ waiting, running }) => (running === 0 ? String(waiting) : `${waiting} + ${running} now`),
        },
        { title: "failed", align: "right", text: ({ failed }) => String(failed) },
        { title: "what it does", text: ({ does }) => does, flexible: true },
      ],
      output.width,
      colours,
    );
    for (const line of lines) output.line(line);
    output.line();
    output.line(
      workers === 0
        ? colours.red("No worker is up, so nothing of this runs. `npx ai-coo worker` or `npx ai-coo start` starts one.")
        : colours.dim(workers === 1 ? "1 worker is up." : `${workers} workers are up.`),
    );
    for (const { name, lastRun } of jobs) if (typeof lastRun?.error === "string") output.line(colours.red(`${name}: ${lastRun.error}`));
  });
}

function lastRunWords({ lastRun }: JobState, now: Date): string {
  if (lastRun === null) return "never";
  const took = lastRun.milliseconds < 1000 ? `${lastRun.milliseconds} ms` : `${(lastRun.milliseconds / 1000).toFixed(1)} s`;
  return `${distance(lastRun.startedAt.toISOString(), now)}, ${lastRun.outcome}, ${took}`;
}

export interface RunJobOptions extends GlobalOptions {
  readonly timeout: string;
}

/** `ai-coo jobs run <name>`: runs it now in a worker and waits. Exit code 1 when it failed or no worker is up. */
export async function runJobCommand(name: string, options: RunJobOptions, output: Output): Promise<void> {
  jobOf(name);
  const timeoutSeconds = Number(options.timeout);
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1) {
    throw new AiCooError("invalid_input", `"${options.timeout}" is no number of seconds, so nothing was run.`, {
      next: "Use a whole number, such as --timeout 600.",
    });
  }
  await withBackOffice(options, output, async ({ office }) => {
    output.progress(`running ${name} in a worker`);
    const ran = await runJob(office, { name, timeoutSeconds });
    output.progressDone();
    if (ran.outcome === "failed") {
      const { message, next } = ran.output;
      const why = typeof message === "string" ? message : "The worker gave no reason.";
      throw new AiCooError("conflict", `${name} failed after ${ran.milliseconds} ms: ${why}`, {
        next: typeof next === "string" ? next : "Look at the log of the worker.",
        details: ran.output,
      });
    }
    output.result({ name, ...ran });
    const figures = Object.entries(ran.output).map(([figure, value]) => `${figure.replaceAll("_", " ")} ${String(value)}`);
    output.line(
      `${output.colours.green("done")} ${name} in ${ran.milliseconds} ms${figures.length === 0 ? "" : `: ${figures.join(", ")}`}`,
    );
  });
}
