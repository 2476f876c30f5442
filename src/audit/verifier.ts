import { createHash } from "node:crypto";

// The verifier needs the exported lines and nothing else: no database, no code of the writer.

/** One line of the export. */
export interface AuditLine {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
  /** The text that was hashed. */
  readonly entry: string;
}

/** The end of a chain as it was published outside the database. */
export interface PublishedHead {
  readonly org_id: string;
  readonly seq: number;
  readonly hash: string;
  readonly published_at?: string;
}

type AuditProblem =
  | "missing_entry"
  | "wrong_order"
  | "broken_link"
  | "altered_entry"
  | "foreign_entry"
  | "altered_column"
  | "altered_text"
  | "cut_tail"
  | "rewritten";

export type AuditVerdict =
  | { readonly ok: true; readonly length: number; readonly head: { readonly seq: number; readonly hash: string } | null }
  | { readonly ok: false; readonly seq: number; readonly problem: AuditProblem; readonly sentence: string };

const GENESIS = "0".repeat(64);

/** What an entry says, once its text was read. */
export type Claims = Readonly<Record<string, unknown>>;

export interface VerifyOptions<Line extends AuditLine> {
  readonly orgId: string;
  readonly heads?: readonly PublishedHead[];
  /** What else a line must agree with; asked only about lines whose place in the chain holds. */
  readonly beside?: (line: Line, claims: Claims) => AuditProblem | null;
}

/**
 * Walks a chain from its first entry and names the first broken link. Without published heads it finds
 * edits, deletions, swaps and insertions; a cut tail and a full rewrite show only against a head.
 */
export async function verifyLines<Line extends AuditLine>(
  lines: AsyncIterable<Line> | Iterable<Line>,
  options: VerifyOptions<Line>,
): Promise<AuditVerdict> {
  const heads = (options.heads ?? []).filter((head) => head.org_id === options.orgId);
  // two heads may name one entry, after a restore from a backup: then at most one of them is of this chain
  const expected = Map.groupBy(heads, (head) => head.seq);
  let seq = 0;
  let previous = GENESIS;
  for await (const line of lines) {
    seq += 1;
    const outOfPlace = misplaced(line, seq, previous);
    if (outOfPlace !== null) return broken(seq, outOfPlace, line.seq);
    const claims = claimsOf(line.entry);
    if (claims["seq"] !== seq || claims["org_id"] !== options.orgId) return broken(seq, "foreign_entry");
    if (expected.get(seq)?.some((head) => head.hash !== line.hash) === true) return broken(seq, "rewritten");
    const disagrees = options.beside?.(line, claims) ?? null;
    if (disagrees !== null) return broken(seq, disagrees);
    previous = line.hash;
  }
  const last = Math.max(0, ...heads.map((head) => head.seq));
  if (last > seq) return broken(seq + 1, "cut_tail", last);
  return { ok: true, length: seq, head: seq === 0 ? null : { seq, hash: previous } };
}

function misplaced(line: AuditLine, seq: number, previous: string): AuditProblem | null {
  if (line.seq > seq) return "missing_entry";
  // also what is no number at all, and so neither less nor more
  if (line.seq !== seq) return "wrong_order";
  if (line.prev_hash !== previous) return "broken_link";
  const hash = createHash("sha256").update(previous, "utf8").update(line.entry, "utf8").digest("hex");
  return hash === line.hash ? null : "altered_entry";
}

function claimsOf(entry: string): Claims {
  try {
    const value: unknown = JSON.parse(entry);
    return typeof value === "object" && value !== null ? (value as Claims) : {};
  } catch {
    return {};
  }
}

/** `other` is the entry found, or published, where `seq` belongs. */
function broken(seq: number, problem: AuditProblem, other = seq): AuditVerdict {
  return { ok: false, seq, problem, sentence: SENTENCES[problem](seq, other) };
}

const SENTENCES: Record<AuditProblem, (seq: number, other: number) => string> = {
  missing_entry: (seq, other) => `Entry ${seq} is missing: the next one is ${other}.`,
  wrong_order: (seq, other) => `Where entry ${seq} belongs stands entry ${other}.`,
  broken_link: (seq) => `Entry ${seq} does not follow the entry before it.`,
  altered_entry: (seq) => `The text of entry ${seq} is not the one that was written.`,
  foreign_entry: (seq) => `Entry ${seq} was not written for this place of this chain.`,
  altered_column: (seq) => `The columns of entry ${seq} do not say what its text says.`,
  altered_text: (seq) => `The personal text of entry ${seq} is not the one that was written.`,
  cut_tail: (seq, other) => `The chain ends before entry ${seq}, and entry ${other} was published.`,
  rewritten: (seq) => `Entry ${seq} is not the one whose hash was published: the chain was written anew.`,
};
