import { appendFileSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import type { Request } from "./dispatch.ts";

/** The first line: what the entries after it build upon. */
export interface JournalHeader {
  readonly simulator: number;
  readonly release: number;
  readonly company: string;
  readonly seed: string;
  /** The moment at which the company was built, ISO. */
  readonly builtAt: string;
}

/** One committed change, with the server's clock at that moment. */
export interface JournalEntry {
  readonly at: string;
  readonly request: Request;
}

/** Changes when entries of older files can no longer be replayed. */
export const JOURNAL_VERSION = 1;

export interface Journal {
  readonly header: JournalHeader;
  readonly entries: readonly JournalEntry[];
  /** Written through to the file before it returns. */
  append(entry: JournalEntry): void;
  close(): void;
}

/** Opens the file, or starts it with this header. A last line that a crash cut short is dropped: its call was never answered. */
export function openJournal(path: string, fresh: JournalHeader): Journal {
  mkdirSync(dirname(path), { recursive: true });
  const found = existsSync(path) ? readLines(path) : [];
  const [first, ...rest] = found;
  const header = first === undefined ? fresh : (JSON.parse(first) as JournalHeader);
  refuseOther(path, header, fresh);
  if (first === undefined) appendFileSync(path, `${JSON.stringify(fresh)}\n`);
  const file = openSync(path, "a");
  let isOpen = true;
  return {
    header,
    entries: rest.map((line) => JSON.parse(line) as JournalEntry),
    append: (entry) => {
      writeSync(file, `${JSON.stringify(entry)}\n`);
    },
    close: () => {
      if (!isOpen) return;
      isOpen = false;
      fsyncSync(file);
      closeSync(file);
    },
  };
}

function readLines(path: string): string[] {
  const content = readFileSync(path, "utf8");
  const complete = content.slice(0, content.lastIndexOf("\n") + 1);
  if (complete.length < content.length) truncateSync(path, Buffer.byteLength(complete));
  return complete.split("\n").filter((line) => line !== "");
}

function refuseOther(path: string, header: JournalHeader, wanted: JournalHeader): void {
  for (const key of ["simulator", "release", "company", "seed"] as const) {
    if (header[key] === wanted[key]) continue;
    throw new Error(
      `The simulated company in ${path} was made with ${key} ${header[key]}, this one has ${key} ${wanted[key]}. Nothing was changed. Remove the file or choose another data folder.`,
    );
  }
}
