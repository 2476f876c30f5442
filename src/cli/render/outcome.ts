import type { OutcomeView } from "#src/outcomes/index.ts";
import type { Output } from "../output.ts";
import { distance, moment } from "./moment.ts";
import { wrapText } from "./table.ts";

/** What came after one action, for its card; nothing for one that was not carried out or looked at yet. */
export function renderOutcome(outcome: OutcomeView | null, now: Date, { colours, width }: Output): string[] {
  if (outcome === null) return [];
  const { sentences, lookedAt, final, windowClosesAt } = outcome;
  const said =
    sentences.length > 0 ? sentences : [lookedAt === null ? "Nobody has looked yet." : "Nothing that is watched for has happened."];
  return [
    "",
    `${colours.bold("What came after it")} ${colours.dim("(not necessarily because of it)")}`,
    ...said.flatMap((sentence) => wrapText(sentence, width - 2).map((line) => `  ${line}`)),
    `  ${colours.dim(watchWords(final, windowClosesAt, lookedAt, now))}`,
  ];
}

function watchWords(final: OutcomeView["final"], closes: string, lookedAt: string | null, now: Date): string {
  switch (final) {
    case null:
      return `watched until ${moment(closes)}${lookedAt === null ? "" : `, looked at ${distance(lookedAt, now)}`}`;
    case "window_closed":
      return `final: its window ended on ${moment(closes)}`;
    case "nothing_more":
      return "final: nothing more can happen to what it was about";
    case "unreadable":
      return "final: nobody could see what came of it";
  }
}
