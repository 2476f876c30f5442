import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import { testModel } from "#src/main/model.ts";
import { withBackOffice, type GlobalOptions } from "../command.ts";
import type { Output } from "../output.ts";
import { renderTable } from "../render/table.ts";

/** US dollars, fractions of a cent included: a call may cost less than one. */
const usd = (amount: number): string => `$${amount.toFixed(4)}`;

/** `ai-coo model test`: asks the configured model one small question. Exit code 1, with what is wrong, where it does not answer. */
export async function testModelCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const { model, baseUrl } = office.config.model;
    output.progress(`asking ${model}`);
    const answer = await testModel(office.model);
    output.progressDone();
    const { usage } = answer;
    if (!answer.ok) {
      const { reason, sentence, next } = answer;
      output.result({ ok: false, model, baseUrl, reason, sentence, next, usage });
      throw new AiCooError(CODES[reason], sentence, { next, details: { reason, model, baseUrl } });
    }
    output.result({ ok: true, model, baseUrl, usage });
    const { durationMs, inputTokens, outputTokens, costUsd } = answer.usage;
    output.line(
      `${output.colours.green("ready")}  ${model} at ${baseUrl} answered in ${durationMs} ms: ${inputTokens} tokens in, ${outputTokens} out, ${usd(costUsd)}`,
    );
  });
}

type Reason = Extract<Awaited<ReturnType<typeof testModel>>, { readonly ok: false }>["reason"];

const CODES = {
  not_configured: "config_invalid",
  switched_off: "config_invalid",
  over_budget: "conflict",
  key_refused: "config_invalid",
  model_unknown: "config_invalid",
  rejected: "provider_refused",
  rate_limited: "provider_unreachable",
  unavailable: "provider_unreachable",
  timeout: "provider_unreachable",
  cancelled: "provider_unreachable",
  refused: "provider_refused",
  truncated: "provider_refused",
  malformed: "provider_refused",
} as const satisfies Record<Reason, ErrorCode>;

/** `ai-coo model usage`: what the model was asked for this month, what it cost, and what is left of the budget. */
export async function modelUsageCommand(options: GlobalOptions, output: Output): Promise<void> {
  await withBackOffice(options, output, async ({ office }) => {
    const month = await office.model.monthSoFar();
    const configured = office.model.model !== null;
    output.result({ configured, model: office.config.model.model, ...month });
    const { colours } = output;
    output.line(colours.bold(`${month.month} (${month.timezone})`));
    if (month.uses.length === 0) output.line("No model was asked.");
    else {
      const lines = renderTable(
        month.uses,
        [
          { title: "purpose", text: ({ purpose }) => purpose, flexible: true },
          { title: "model", text: ({ model }) => model },
          { title: "requests", align: "right", text: ({ requests }) => String(requests) },
          { title: "answered", align: "right", text: ({ answered }) => String(answered) },
          { title: "tokens in", align: "right", text: ({ inputTokens }) => String(inputTokens) },
          { title: "from cache", align: "right", text: ({ cacheReadTokens }) => String(cacheReadTokens) },
          { title: "into cache", align: "right", text: ({ cacheWriteTokens }) => String(cacheWriteTokens) },
          { title: "out", align: "right", text: ({ outputTokens }) => String(outputTokens) },
          { title: "cost", align: "right", text: ({ costUsd }) => usd(costUsd) },
        ],
        output.width,
        colours,
      );
      for (const line of lines) output.line(line);
    }
    output.line();
    output.line(`spent ${usd(month.spentUsd)} of ${usd(month.budgetUsd)}, left ${usd(month.leftUsd)}`);
    if (month.heldUsd > 0)
      output.line(colours.dim(`${usd(month.heldUsd)} is set aside for requests that are under way, or whose process was killed.`));
    const assumed = month.uses.reduce((sum, { assumedUsd }) => sum + assumedUsd, 0);
    if (assumed > 0) output.line(colours.dim(`${usd(assumed)} of it is the most that requests can have cost whose answer did not arrive.`));
    const unpriced = [
      ...new Set(month.uses.filter(({ pricedAsDearest, costUsd }) => pricedAsDearest > 0 && costUsd > 0).map(({ model }) => model)),
    ];
    if (unpriced.length > 0)
      output.line(
        colours.red(
          `Nobody has said what ${unpriced.join(" and ")} costs, so it counts as the dearest model known. Set its price with \`ai-coo settings set model\`.`,
        ),
      );
    if (!configured) output.line(colours.dim("ANTHROPIC_API_KEY is not set, so no model is asked."));
    else if (!month.enabled) output.line(colours.dim("The organisation has switched the model off."));
  });
}
