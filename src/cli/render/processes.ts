import type { RunningProcess } from "#src/main/processes.ts";

const PART = { start: "everything (ai-coo start)", web: "the page (ai-coo web)", worker: "a worker (ai-coo worker)" } as const;

/** The processes that were up already, in words. */
export function besideWords(beside: readonly RunningProcess[]): string {
  if (beside.length === 0) return "nobody else is up on this folder";
  return beside.map(({ pid, role, url }) => `${PART[role]}, process ${pid}${url === "" ? "" : `, ${url}`}`).join("; ");
}
