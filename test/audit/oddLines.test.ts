import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { verifyLines } from "#src/audit/index.ts";

test.each([Number.NaN, 1.5, -1, Number.POSITIVE_INFINITY])(
  "an entry with the number %d does not stand where the first one belongs",
  async (seq) => {
    const entry = '{"org_id":"org-1","seq":1}';
    const previous = "0".repeat(64);
    const hash = createHash("sha256")
      .update(previous + entry)
      .digest("hex");
    const lines = [{ seq, prev_hash: previous, hash, entry }];
    expect(await verifyLines(lines, { orgId: "org-1" })).toMatchObject({ ok: false, seq: 1 });
    expect(await verifyLines([{ ...lines[0]!, seq: 1 }], { orgId: "org-1" })).toMatchObject({ ok: true });
  },
);
