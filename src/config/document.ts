import { environmentSchema } from "./env.ts";

/** docs/configuration.md, written from the schema so that the page and the program cannot disagree. */
export function configurationPage(): string {
  const rows = Object.entries(environmentSchema.shape).map(([name, schema]) => {
    const parsed = schema.safeParse(undefined);
    const fallback =
      parsed.success && (typeof parsed.data === "string" || typeof parsed.data === "number") ? `\`${String(parsed.data)}\`` : "";
    return `| \`${name}\` | ${fallback} | ${schema.description ?? ""} |`;
  });
  return [
    "# Configuration",
    "",
    "Everything is set by environment variables, read once at start. Nothing set is a working demo: embedded",
    "PostgreSQL, the simulated company, mail to a local outbox, bound to this machine. A variable that is not",
    "usable stops the start with a sentence about it; an empty one counts as not set.",
    "",
    "This page is written by `npm run docs:configuration`.",
    "",
    "| variable | when not set | what it is |",
    "|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}
