import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { copyFile, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { appendAuditEvent, eraseSubject, exportAudit, exportAuditTexts, publishHead, verifyAuditChain } from "#src/audit/index.ts";
import { type AuditLine, type PublishedHead, verifyLines } from "#src/audit/verifier.ts";
import { withTransaction } from "#src/db/index.ts";
import { testContext, type TestContext } from "#test/support/context.ts";
import { createTestDatabase, type TestDatabase } from "#test/support/database.ts";

/** The verifier that whoever has only an export is given: it must say what the product says. */

const ORG = "org-acme";
const actionId = "0195fe3d-0000-7000-8000-000000000001";
let database: TestDatabase;
let ctx: TestContext;
let folder: string;
let good: AuditLine[];
let texts: string;
let heads: PublishedHead[];

async function written(parts: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const part of parts) text += part;
  return text;
}
const linesOf = (text: string): AuditLine[] =>
  text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as AuditLine);

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 2 });
  folder = await mkdtemp(join(tmpdir(), "ai-coo-verifier-"));
  // alone in a folder without anything of the project
  await copyFile(join(import.meta.dirname, "../../verifier/verifyAudit.ts"), join(folder, "verifyAudit.ts"));
  ctx = testContext(database.db, { orgId: ORG });
  for (let n = 1; n <= 6; n++) {
    await withTransaction(ctx, (inner) =>
      appendAuditEvent(inner, {
        kind: "action.effect",
        actionId,
        version: 1,
        // what canonical text has to get right: order of keys, numbers, characters that JSON may leave as they are
        facts: { n, "10": 1e21, "9": 1.5, é: "\u2028 \u0007 €", nested: { b: [null, true, -0.1], a: "" } },
        ...(n % 2 === 0 ? { personal: { subject: `partner:${n}`, text: `To Marie\nline ${n}` } } : {}),
      }),
    );
  }
  heads = [(await publishHead(ctx, join(folder, "heads.jsonl")))!];
  await publishHead({ ...ctx, orgId: "org-other" }, join(folder, "heads.jsonl"));
  good = linesOf(await written(exportAudit(ctx)));
  texts = await written(exportAuditTexts(ctx));
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await Promise.all(["export.jsonl", "texts.jsonl"].map((name) => rm(join(folder, name), { force: true })));
});

interface Said {
  readonly code: number;
  readonly verdict: Readonly<Record<string, unknown>>;
  readonly stderr: string;
}

/** Runs the verifier in its folder, on what is in `export.jsonl`. */
function independent(...args: readonly string[]): Promise<Said> {
  return new Promise((resolve) => {
    execFile(process.execPath, ["verifyAudit.ts", ...args], { cwd: folder, env: {} }, (error, stdout, stderr) => {
      const verdict = (stdout === "" ? {} : JSON.parse(stdout)) as Readonly<Record<string, unknown>>;
      resolve({ code: typeof error?.code === "number" ? error.code : 0, verdict, stderr });
    });
  });
}

async function verdictOn(lines: readonly unknown[], ...args: readonly string[]): Promise<Said> {
  await writeFile(join(folder, "export.jsonl"), lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  return independent("export.jsonl", "--heads", "heads.jsonl", ...args);
}

test("it uses nothing but Node", async () => {
  const source = await readFile(join(folder, "verifyAudit.ts"), "utf8");
  const imported = [...source.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, name]) => name!);
  expect(imported.filter((name) => !name.startsWith("node:"))).toEqual([]);
  expect(source.split("\n").length).toBeLessThan(200);
});

test("an untouched chain with its head and its texts is intact for both", async () => {
  await writeFile(join(folder, "texts.jsonl"), texts);
  const { code, verdict } = await verdictOn(good, "--texts", "texts.jsonl");
  expect(await verifyAuditChain(ctx, { heads })).toMatchObject({ ok: true, length: 6 });
  expect(code).toBe(0);
  expect(verdict).toEqual({
    ok: true,
    organisation: ORG,
    length: 6,
    head: { seq: 6, hash: good[5]!.hash },
    heads_checked: 1,
    commitments: 3,
    texts_checked: 3,
  });
});

/** Links and hashes that fit, from `first` (counted from 0) on. */
function linked(lines: readonly AuditLine[], first: number): AuditLine[] {
  let previous = first === 0 ? "0".repeat(64) : lines[first - 1]!.hash;
  return lines.map((line, index) => {
    if (index < first) return line;
    const hash = createHash("sha256").update(previous).update(line.entry).digest("hex");
    const fitting = { ...line, prev_hash: previous, hash };
    previous = hash;
    return fitting;
  });
}

const altered = (lines: readonly AuditLine[], index: number, change: (line: AuditLine) => AuditLine): AuditLine[] =>
  lines.map((line, at) => (at === index ? change(line) : line));
const cheaper = (line: AuditLine): AuditLine => ({ ...line, entry: line.entry.replace('"9":1.5', '"9":1') });

describe("a tampered export is broken for both at the same place", () => {
  test.each<[string, (lines: readonly AuditLine[]) => AuditLine[], { seq: number; problem: string }]>([
    ["an edited entry", (lines) => altered(lines, 2, cheaper), { seq: 3, problem: "altered_entry" }],
    ["a deleted entry", (lines) => lines.filter(({ seq }) => seq !== 3), { seq: 3, problem: "missing_entry" }],
    [
      "two entries swapped",
      (lines) => [...lines.slice(0, 2), lines[3]!, lines[2]!, ...lines.slice(4)],
      { seq: 3, problem: "missing_entry" },
    ],
    ["an entry twice", (lines) => [...lines.slice(0, 3), lines[2]!, ...lines.slice(3)], { seq: 4, problem: "wrong_order" }],
    [
      "an inserted entry that fits",
      (lines) => [...lines.slice(0, 3), { ...linked([...lines.slice(0, 3), lines[2]!], 3)[3]!, seq: 4 }, ...lines.slice(3)],
      { seq: 4, problem: "foreign_entry" },
    ],
    [
      "a flipped bit",
      (lines) => altered(lines, 4, (line) => ({ ...line, hash: line.hash.replace(/.$/, (c) => (c === "0" ? "1" : "0")) })),
      { seq: 5, problem: "altered_entry" },
    ],
    ["a broken link", (lines) => altered(lines, 4, (line) => ({ ...line, prev_hash: lines[0]!.hash })), { seq: 5, problem: "broken_link" }],
    ["a cut tail", (lines) => lines.slice(0, 4), { seq: 5, problem: "cut_tail" }],
    ["nothing left", () => [], { seq: 1, problem: "cut_tail" }],
    ["a chain written anew", (lines) => linked(altered(lines, 0, cheaper), 0), { seq: 6, problem: "rewritten" }],
    [
      "a chain written anew for another organisation",
      (lines) =>
        linked(
          lines.map((line) => ({ ...line, entry: line.entry.replace(ORG, "org-else") })),
          0,
        ),
      { seq: 1, problem: "foreign_entry" },
    ],
    [
      "no JSON in an entry",
      (lines) =>
        linked(
          altered(lines, 1, (line) => ({ ...line, entry: "null" })),
          1,
        ),
      { seq: 2, problem: "foreign_entry" },
    ],
  ])("%s", async (_name, tamper, expected) => {
    const lines = tamper(good);
    expect(await verifyLines(lines, { orgId: ORG, heads })).toMatchObject({ ok: false, ...expected });
    const { code, verdict } = await verdictOn(lines);
    expect(code).toBe(1);
    expect(verdict).toMatchObject({ ok: false, ...expected });
  });
});

test("without a head, a text in another form than the writer's still shows", async () => {
  const lines = linked(
    altered(good, 1, (line) => ({ ...line, entry: line.entry.replace('"9":1.5', '"9":1.50') })),
    1,
  );
  await verdictOn(lines);
  expect((await independent("export.jsonl")).verdict).toMatchObject({ ok: false, seq: 2, problem: "not_canonical" });
});

test("a line that is none is named by its place", async () => {
  await writeFile(join(folder, "export.jsonl"), `${JSON.stringify(good[0])}\n{"seq":2,\n`);
  expect((await independent("export.jsonl")).verdict).toMatchObject({ ok: false, seq: 2, problem: "unreadable_line" });
});

test.each([
  ["another text", (line: string) => line.replace("Marie", "Maria"), 2],
  ["another salt", (line: string) => line.replace(/"salt":"./, (start) => `"salt":"${start.endsWith("0") ? "1" : "0"}`), 2],
  ["a text for an entry that has none", (line: string) => line.replace('"seq":2', '"seq":1'), 1],
  ["a text for an entry that is not there", (line: string) => line.replace('"seq":6', '"seq":9'), 9],
])("a disclosed text that is not the committed one is found: %s", async (_name, change, seq) => {
  await writeFile(join(folder, "texts.jsonl"), change(texts));
  const { code, verdict } = await verdictOn(good, "--texts", "texts.jsonl");
  expect(code).toBe(1);
  expect(verdict).toMatchObject({ ok: false, seq, problem: "altered_text" });
});

test("an erased person's text is gone from what is disclosed, and the chain stays intact for both", async () => {
  const own = testContext(database.db, { orgId: "org-erase" });
  for (const subject of ["partner:42", "partner:7", "partner:42"]) {
    await withTransaction(own, (inner) =>
      appendAuditEvent(inner, { kind: "action.effect", actionId, personal: { subject, text: `about ${subject}` } }),
    );
  }
  await withTransaction(own, (inner) => eraseSubject(inner, "partner:42"));
  const disclosed = await written(exportAuditTexts(own));
  expect(disclosed.trim().split("\n")).toEqual([expect.stringContaining("about partner:7")]);
  await writeFile(join(folder, "texts.jsonl"), disclosed);
  await writeFile(join(folder, "export.jsonl"), await written(exportAudit(own)));
  expect(await verifyAuditChain(own)).toMatchObject({ ok: true, length: 4 });
  expect((await independent("export.jsonl", "--texts", "texts.jsonl")).verdict).toMatchObject({
    ok: true,
    commitments: 3,
    texts_checked: 1,
  });
});

test("what it cannot use is said, with an exit code of its own", async () => {
  expect(await independent()).toMatchObject({ code: 2, stderr: expect.stringContaining("verifyAudit.ts <export.jsonl>") });
  expect(await independent("absent.jsonl")).toMatchObject({ code: 2 });
  await writeFile(join(folder, "damaged.jsonl"), '{"org_id":"x"}\n');
  await writeFile(join(folder, "export.jsonl"), `${JSON.stringify(good[0])}\n`);
  expect(await independent("export.jsonl", "--heads", "damaged.jsonl")).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("damaged.jsonl:1"),
  });
});
