/**
 * Verifies an exported audit chain. It needs this one file, Node 24 and what was exported; it shares no code with
 * the program that wrote the chain. The format is described in docs/audit.md.
 *
 *   node verifyAudit.ts <export.jsonl> [--heads <file>] [--texts <file>] [--org <id>]
 *
 * Prints one JSON object. Exit code: 0 intact, 1 broken, 2 asked wrongly or a file cannot be read.
 */
import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { parseArgs } from "node:util";

type Fields = Readonly<Record<string, unknown>>;

interface Line {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
  readonly entry: string;
}

interface Head {
  readonly org_id: string;
  readonly seq: number;
  readonly hash: string;
}

interface Text {
  readonly seq: number;
  readonly salt: string;
  readonly text: string;
}

class Broken extends Error {
  readonly seq: number;
  readonly problem: string;
  constructor(seq: number, problem: string, sentence: string) {
    super(sentence);
    this.seq = seq;
    this.problem = problem;
  }
}

/** A line that is not of its file's form; the chain itself may be in order. */
class Unusable extends Error {}

const GENESIS = "0".repeat(64);
const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isHash = (value: unknown): value is string => typeof value === "string" && /^[0-9a-f]{64}$/.test(value);

/** RFC 8785: keys in the order of their UTF-16 code units, numbers and strings as ECMAScript prints them, no spaces. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).toSorted((a, b) => (a < b ? -1 : 1));
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonical(value[key])}`).join(",")}}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Split at line feeds alone: Node's readline also splits at U+2028, which stands in JSON as it is. */
async function* linesOf(file: string): AsyncGenerator<{ readonly text: string; readonly number: number }> {
  let number = 0;
  let rest = "";
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 20 })) {
    const lines = `${rest}${chunk as string}`.split("\n");
    rest = lines.pop() ?? "";
    for (const text of lines) {
      number += 1;
      if (text.trim() !== "") yield { text, number };
    }
  }
  if (rest.trim() !== "") yield { text: rest, number: number + 1 };
}

/** The published heads by the entry that they name; few, so they are held. */
async function readHeads(file: string | undefined): Promise<readonly Head[]> {
  const heads: Head[] = [];
  if (file === undefined) return heads;
  for await (const { text, number } of linesOf(file)) {
    const head = parse(text);
    if (!isObject(head) || typeof head["org_id"] !== "string" || !Number.isSafeInteger(head["seq"]) || !isHash(head["hash"]))
      throw new Unusable(`${file}:${number} is not a published head.`);
    heads.push({ org_id: head["org_id"], seq: Number(head["seq"]), hash: head["hash"] });
  }
  return heads;
}

/** The disclosed texts in the order of their entries, read along with the chain. */
async function* readTexts(file: string): AsyncGenerator<Text> {
  let before = 0;
  for await (const { text, number } of linesOf(file)) {
    const { seq, salt, text: said } = (parse(text) ?? {}) as Fields;
    if (typeof seq !== "number" || seq <= before || typeof salt !== "string" || typeof said !== "string")
      throw new Unusable(`${file}:${number} is not a disclosed text, or not in the order of the entries.`);
    before = seq;
    yield { seq, salt, text: said };
  }
}

function lineOf(text: string, seq: number): Line {
  const value = parse(text);
  if (!isObject(value) || !Number.isSafeInteger(value["seq"]) || typeof value["entry"] !== "string")
    throw new Broken(seq, "unreadable_line", `Where entry ${seq} belongs stands a line that is none.`);
  return { seq: Number(value["seq"]), prev_hash: String(value["prev_hash"]), hash: String(value["hash"]), entry: value["entry"] };
}

/** Checks one line against the place it stands in, and gives back what its entry says. */
function check(line: Line, seq: number, previous: string, org: string | undefined): Fields {
  if (line.seq > seq) throw new Broken(seq, "missing_entry", `Entry ${seq} is missing: the next one is ${line.seq}.`);
  if (line.seq < seq) throw new Broken(seq, "wrong_order", `Where entry ${seq} belongs stands entry ${line.seq}.`);
  if (line.prev_hash !== previous) throw new Broken(seq, "broken_link", `Entry ${seq} does not follow the entry before it.`);
  const hash = createHash("sha256").update(previous, "utf8").update(line.entry, "utf8").digest("hex");
  if (hash !== line.hash) throw new Broken(seq, "altered_entry", `The text of entry ${seq} is not the one that was written.`);
  const entry = parse(line.entry);
  if (!isObject(entry) || entry["seq"] !== seq || typeof entry["org_id"] !== "string" || entry["org_id"] !== (org ?? entry["org_id"]))
    throw new Broken(seq, "foreign_entry", `Entry ${seq} was not written for this place of this chain.`);
  if (canonical(entry) !== line.entry)
    throw new Broken(seq, "not_canonical", `The text of entry ${seq} is not in the one form that the writer uses.`);
  return entry;
}

/** Walks the chain once, in constant memory. Throws `Broken` at the first link that does not hold. */
async function verify(file: string, options: { readonly heads?: string; readonly texts?: string; readonly org?: string }): Promise<Fields> {
  const heads = await readHeads(options.heads);
  const texts = options.texts === undefined ? undefined : readTexts(options.texts);
  let text = (await texts?.next())?.value as Text | undefined;
  let org = options.org;
  let ofOrg: ReadonlyMap<number, readonly Head[]> = new Map();
  let seq = 0;
  let previous = GENESIS;
  let commitments = 0;
  let disclosed = 0;
  for await (const { text: json } of linesOf(file)) {
    seq += 1;
    const line = lineOf(json, seq);
    const entry = check(line, seq, previous, org);
    if (seq === 1) {
      org = String(entry["org_id"]);
      ofOrg = Map.groupBy(headsOf(heads, org), (head) => head.seq);
    }
    if (ofOrg.get(seq)?.some((head) => head.hash !== line.hash) === true)
      throw new Broken(seq, "rewritten", `Entry ${seq} is not the one whose hash was published: the chain was written anew.`);
    const commitment = entry["personal_commitment"];
    if (commitment !== undefined) commitments += 1;
    if (text?.seq === seq) {
      const opened = createHash("sha256").update(Buffer.from(text.salt, "hex")).update(text.text, "utf8").digest("hex");
      if (opened !== commitment) throw new Broken(seq, "altered_text", `The text of entry ${seq} is not the one it committed to.`);
      disclosed += 1;
      text = (await texts?.next())?.value as Text | undefined;
    }
    previous = line.hash;
  }
  const own = headsOf(heads, org);
  const last = Math.max(0, ...own.map((head) => head.seq));
  if (last > seq) throw new Broken(seq + 1, "cut_tail", `The chain ends before entry ${seq + 1}, and entry ${last} was published.`);
  if (text !== undefined) throw new Broken(text.seq, "altered_text", `A text is disclosed for entry ${text.seq}, which is not there.`);
  const head = seq === 0 ? null : { seq, hash: previous };
  return { ok: true, organisation: org ?? null, length: seq, head, heads_checked: own.length, commitments, texts_checked: disclosed };
}

/** The heads of one organisation; of an export without entries, all. Heads that are all of others mean another chain. */
function headsOf(heads: readonly Head[], org: string | undefined): readonly Head[] {
  const own = heads.filter((head) => org === undefined || head.org_id === org);
  if (own.length === 0 && heads.length > 0)
    throw new Broken(1, "foreign_entry", `Entry 1 is of the organisation ${org}, and none of the published heads is.`);
  return own;
}

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { heads: { type: "string" }, texts: { type: "string" }, org: { type: "string" } },
  });
  if (positionals.length !== 1) throw new Unusable("node verifyAudit.ts <export.jsonl> [--heads <file>] [--texts <file>] [--org <id>]");
  console.log(JSON.stringify(await verify(positionals[0]!, values)));
} catch (error) {
  const { message } = error as Error;
  if (error instanceof Broken) console.log(JSON.stringify({ ok: false, seq: error.seq, problem: error.problem, sentence: message }));
  else console.error(message);
  process.exitCode = error instanceof Broken ? 1 : 2;
}
