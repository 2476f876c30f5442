import { createHash } from "node:crypto";
import * as fc from "fast-check";
import { verifyLines, type AuditLine } from "#src/audit/index.ts";
import { fault, type Trial } from "./harness.ts";
import { NASTY_TEXTS } from "./values.ts";

/** A chain as the writer leaves it, written here from its description alone. */
export function chainOf(length: number): AuditLine[] {
  const lines: AuditLine[] = [];
  let previous = "0".repeat(64);
  for (let seq = 1; seq <= length; seq++) {
    const entry = `{"actor":"system:ai-coo","at":"2026-03-02T09:00:00.000Z","facts":{},"format":1,"kind":"action.proposed","org_id":"org-1","seq":${seq}}`;
    const hash = createHash("sha256")
      .update(previous + entry)
      .digest("hex");
    lines.push({ seq, prev_hash: previous, hash, entry });
    previous = hash;
  }
  return lines;
}

const LINES = chainOf(12);
const HEAD = { org_id: "org-1", seq: 12, hash: LINES[11]!.hash };

interface Tampering {
  readonly kind: number;
  readonly at: number;
  readonly other: number;
  readonly text: string;
}

export const tampering: fc.Arbitrary<Tampering[]> = fc.array(
  fc.record({ kind: fc.nat(8), at: fc.nat(11), other: fc.nat(11), text: fc.constantFrom(...NASTY_TEXTS) }),
  { maxLength: 3 },
);

export function tampered(list: readonly Tampering[]): AuditLine[] {
  const lines = LINES.map((line) => ({ ...line }));
  for (const { kind, at, other, text } of list) {
    const line = lines[at % Math.max(1, lines.length)];
    if (line === undefined) continue;
    if (kind === 0) lines.splice(at, 1);
    else if (kind === 1) lines.splice(other, 0, line);
    else if (kind === 2) lines.length = Math.min(lines.length, other);
    else if (kind === 3) lines[at % lines.length] = { ...line, entry: line.entry.replace("proposed", text) };
    else if (kind === 4) lines[at % lines.length] = { ...line, hash: text };
    else if (kind === 5) lines[at % lines.length] = { ...line, prev_hash: text };
    else if (kind === 6) lines[at % lines.length] = { ...line, seq: other };
    else if (kind === 7) lines[at % lines.length] = { ...line, entry: text };
    else lines[at % lines.length] = { ...line, seq: Number(text) };
  }
  return lines;
}

/** Tampered chains: only the untouched one is intact, against its published head. */
export const auditLines: Trial<Tampering[]> = {
  name: "audit/lines",
  share: 2_000,
  arbitrary: tampering,
  async judge(list) {
    const lines = tampered(list);
    const verdict = await verifyLines(lines, { orgId: "org-1", heads: [HEAD] });
    const isWhole = JSON.stringify(lines) === JSON.stringify(LINES);
    if (verdict.ok !== isWhole)
      return fault("accepted", `${verdict.ok ? "intact" : verdict.problem}, although ${isWhole ? "nothing" : "something"} was changed`);
    if (!verdict.ok && (verdict.sentence === "" || verdict.seq < 1)) return fault("code", "broken without saying where");
    return null;
  },
};
