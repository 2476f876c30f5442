import { readFileSync } from "node:fs";

/** What tells a process from a later one that was given the same id. */
export interface ProcessMark {
  readonly pid: number;
  /** `birthOf` it, as it wrote down itself; undefined where the system does not tell. */
  readonly born?: string | undefined;
}

interface Stat {
  readonly state: string;
  readonly born: string;
}

/**
 * When a process started, in ticks since the machine did: with the id it names one process and no later one, however
 * it was started. Undefined when there is none, and where there is no /proc.
 */
export const birthOf = (pid: number): string | undefined => statOf(pid)?.born;

/**
 * Whether the process that left this mark is still up. Ids are given out again, after a restart of the machine above
 * all, and also to processes of other users, which is why being there is not enough.
 */
export function isAlive({ pid, born }: ProcessMark): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    // A process of another user answers with EPERM: it is there, and what follows holds for it as well.
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  const stat = statOf(pid);
  // Without /proc, or where it hides the processes of others, being there has to do.
  if (stat === undefined) return true;
  // Killed, and not yet noticed by whoever started it.
  if (stat.state === "Z" || stat.state === "X") return false;
  return born === undefined ? looksLikeUs(pid) : stat.born === born;
}

/** See proc(5): the name, which may hold anything, stands in parentheses; the third field is the state, the 22nd the start. */
function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    const [state, born] = [fields[0], fields[19]];
    return state === undefined || born === undefined ? undefined : { state, born };
  } catch {
    return undefined;
  }
}

/** For a mark without a time: run from the source, or through the command that a package manager links. */
function looksLikeUs(pid: number): boolean {
  try {
    const commandLine = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return commandLine.includes("main.ts") || commandLine.includes("ai-coo");
  } catch {
    return true;
  }
}
