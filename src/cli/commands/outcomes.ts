import { AiCooError } from "#src/lib/errors.ts";
import { outcomesReport } from "#src/outcomes/index.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { renderOutcomes } from "../render/outcomes.ts";

export interface OutcomesOptions extends GlobalOptions {
  readonly since: string;
  readonly until?: string;
}

/** `ai-coo outcomes`: by action type, what was proposed, what people said to it, and what came after it. */
export async function outcomesCommand(options: OutcomesOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ ctx }) => {
    const now = ctx.clock.now();
    const until = options.until === undefined ? now : momentOf(options.until, now);
    const report = await outcomesReport(ctx, { since: momentOf(options.since, now), until });
    output.result(report);
    for (const line of renderOutcomes(report, output)) output.line(line);
  });
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 3_650;

/** `90d` before now, or a day or moment as written. Errors: `invalid_input`. */
function momentOf(text: string, now: Date): Date {
  const days = Number(/^(\d{1,4})d$/.exec(text.trim())?.[1] ?? Number.NaN);
  if (days >= 0 && days <= MOST_DAYS) return new Date(now.getTime() - days * DAY_MS);
  const moment = new Date(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/.test(text) ? text : Number.NaN);
  if (!Number.isNaN(moment.getTime())) return moment;
  throw new AiCooError("invalid_input", `"${text}" is no moment, so nothing was counted.`, {
    next: "Write days before now, such as 90d, or a day, such as 2026-03-02.",
  });
}
