import type { PublishedHead } from "#src/audit/index.ts";
import { hashOf, type Intruder, type Row } from "./owner.ts";

/** Where the tampering must show, and how it may be called there. */
export interface Expected {
  readonly seq: number;
  readonly problems: readonly string[];
}

export interface Trial {
  readonly intruder: Intruder;
  readonly rows: readonly Row[];
  readonly heads: readonly PublishedHead[];
  /** A whole number from `from` to `to`, both included. */
  readonly pick: (from: number, to: number) => number;
}

/** One kind of tampering: does it, and says where it has to be found. */
type Tampering = (trial: Trial) => Promise<Expected>;

/** An entry with one more fact, in the canonical order: what no column beside it repeats. */
const otherwise = ({ entry }: Row): string => entry.replace('"facts":{', '"facts":{"!":1,').replace('"!":1,}', '"!":1}');

/** The first published head at or after an entry: where a chain that fits in itself stops fitting. */
function headAfter({ heads, rows }: Trial, seq: number): number {
  const after = heads.map((head) => head.seq).filter((at) => at >= seq);
  return after.length === 0 ? rows.length + 1 : Math.min(...after);
}

async function edit(trial: Trial): Promise<Expected> {
  const { intruder, rows, pick } = trial;
  const seq = pick(1, rows.length);
  const row = rows[seq - 1]!;
  const entry = otherwise(row);
  if (pick(0, 1) === 0) {
    await intruder.set(seq, { entry });
    return { seq, problems: ["altered_entry"] };
  }
  await intruder.set(seq, { entry, hash: hashOf(row.prev_hash, entry) });
  // its own published head goes before the link that follows
  if (trial.heads.some((head) => head.seq === seq)) return { seq, problems: ["rewritten"] };
  return { seq: seq + 1, problems: ["broken_link"] };
}

async function remove({ intruder, rows, pick }: Trial): Promise<Expected> {
  const seq = pick(1, rows.length);
  await intruder.remove(`seq = ${seq}`);
  if (seq === rows.length) return { seq, problems: ["cut_tail"] };
  if (pick(0, 1) === 0) return { seq, problems: ["missing_entry"] };
  await intruder.shift(seq + 1, -1);
  return { seq, problems: ["broken_link"] };
}

async function swap({ intruder, rows, pick }: Trial): Promise<Expected> {
  const first = pick(1, rows.length - 1);
  const second = pick(first + 1, rows.length);
  const [a, b] = [rows[first - 1]!, rows[second - 1]!];
  if (pick(0, 1) === 0) {
    await intruder.set(first, { entry: b.entry, prev_hash: b.prev_hash, hash: b.hash });
    await intruder.set(second, { entry: a.entry, prev_hash: a.prev_hash, hash: a.hash });
    return { seq: first, problems: ["broken_link"] };
  }
  const texts = new Map([
    [first, b.entry],
    [second, a.entry],
  ]);
  await intruder.rewrite(first, (row) => texts.get(row.seq) ?? row.entry);
  return { seq: first, problems: ["foreign_entry"] };
}

async function insert(trial: Trial): Promise<Expected> {
  const { intruder, rows, heads, pick } = trial;
  const after = pick(1, rows.length - 1);
  const before = rows[after - 1]!;
  const entry = before.entry.replace(`"seq":${after}`, `"seq":${after + 1}`);
  await intruder.shift(after + 1, 1);
  if (pick(0, 1) === 0) {
    await intruder.insertAs(after, { ...before, seq: after + 1 });
    return { seq: after + 1, problems: ["broken_link"] };
  }
  await intruder.insertAs(after, { seq: after + 1, entry, prev_hash: before.hash, hash: hashOf(before.hash, entry) });
  if (heads.some((head) => head.seq === after + 1)) return { seq: after + 1, problems: ["rewritten"] };
  return { seq: after + 2, problems: ["broken_link"] };
}

/** One bit of one column; of text only such that it stays text that PostgreSQL takes. */
async function flip({ intruder, rows, pick }: Trial): Promise<Expected> {
  const seq = pick(1, rows.length);
  const row = rows[seq - 1]!;
  const column = (["entry", "hash", "prev_hash", "seq"] as const)[pick(0, 3)]!;
  if (column === "seq") {
    await intruder.set(seq, { seq: seq + 2 ** pick(20, 40) });
    return { seq, problems: ["missing_entry"] };
  }
  for (;;) {
    const bytes = Buffer.from(row[column], "utf8");
    const at = pick(0, bytes.length - 1);
    bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << pick(0, 7)), at);
    const text = bytes.toString("utf8");
    if (text.includes("\uFFFD") || text.includes("\0")) continue;
    await intruder.set(seq, { [column]: text });
    return { seq, problems: [column === "prev_hash" ? "broken_link" : "altered_entry"] };
  }
}

async function cut({ intruder, rows, pick }: Trial): Promise<Expected> {
  const kept = pick(0, rows.length - 1);
  await intruder.remove(`seq > ${kept}`);
  return { seq: kept + 1, problems: ["cut_tail"] };
}

async function rewrite(trial: Trial): Promise<Expected> {
  const first = trial.pick(0, 1) === 0 ? 1 : trial.pick(1, trial.rows.length);
  await trial.intruder.rewrite(first, otherwise);
  return { seq: headAfter(trial, first), problems: ["rewritten"] };
}

export const TAMPERINGS = {
  edit,
  delete: remove,
  swap,
  insert,
  "bit flip": flip,
  "cut tail": cut,
  "full rewrite": rewrite,
} as const satisfies Record<string, Tampering>;
