import { describe, expect, test } from "vitest";
import { refusedSentence } from "#src/cli/commands/actions.ts";
import { summarise } from "#src/cli/commands/run.ts";
import { createOutput, type Stream } from "#src/cli/output.ts";
import { amount } from "#src/cli/render/amount.ts";
import { distance } from "#src/cli/render/moment.ts";
import { renderTable, wrapText } from "#src/cli/render/table.ts";
import { AiCooError } from "#src/lib/errors.ts";

class Recorder implements Stream {
  text = "";
  readonly isTTY: boolean;
  constructor(isTTY = false) {
    this.isTTY = isTTY;
  }
  write(text: string): void {
    this.text += text;
  }
}

const output = (json: boolean, terminal = false) => {
  const out = new Recorder(terminal);
  const err = new Recorder(terminal);
  return { out, err, output: createOutput({ json, out, err }) };
};

describe("for a program", () => {
  test("prints one JSON document on standard output and nothing else", () => {
    const { out, err, output: say } = output(true);
    say.progress("reading Odoo");
    say.line("three actions");
    say.result({ actions: 3 });
    expect(JSON.parse(out.text)).toEqual({ actions: 3 });
    expect(err.text).toBe("");
  });

  test("an error is an object with its code", () => {
    const { out, err, output: say } = output(true);
    say.error(new AiCooError("port_taken", "Port 1 is taken.", { next: "Choose another." }));
    expect(JSON.parse(err.text)).toEqual({ error: { code: "port_taken", message: "Port 1 is taken.", next: "Choose another." } });
    expect(out.text).toBe("");
  });
});

describe("for a person", () => {
  test("there are no colours and no cursor movements where there is no terminal", () => {
    const { out, err, output: say } = output(false);
    say.progress("reading Odoo");
    say.line(say.colours.red("gone"));
    expect(out.text).toBe("gone\n");
    expect(err.text).toBe("reading Odoo\n");
  });

  test("on a terminal the progress line is replaced and then removed", () => {
    const { err, output: say } = output(false, true);
    say.progress("one");
    say.progress("two");
    say.progressDone();
    expect(err.text).toBe("\r\x1b[2Kone\r\x1b[2Ktwo\r\x1b[2K");
  });

  test("an error says what to do, and what nobody foresaw shows no stack", () => {
    const { err, output: say } = output(false);
    say.error(new AiCooError("not_found", "There is no action 1234.", { next: "List them." }));
    say.error(new TypeError("undefined is not a function"));
    expect(err.text).toContain("error There is no action 1234. (not_found)\n  what to do: List them.\n");
    expect(err.text).not.toContain("undefined is not a function");
  });
});

test("a table gives way in its flexible column only", () => {
  const { colours } = output(false).output;
  const rows = [{ id: "a1", text: "a sentence that is much longer than the terminal is wide" }];
  const lines = renderTable(
    rows,
    [
      { title: "id", text: (row) => row.id },
      { title: "what", text: (row) => row.text, flexible: true },
    ],
    30,
    colours,
  );
  expect(lines).toEqual(["id  what", "a1  a sentence that is much l…"]);
});

test("text is broken at spaces and keeps its own lines", () => {
  expect(wrapText("one two three\n\nfour", 8)).toEqual(["one two", "three", "", "four"]);
});

test.each([
  [1234.5, "EUR", "1,234.50 EUR"],
  [1234.5, "JPY", "1,235 JPY"],
  [0.5, "KWD", "0.500 KWD"],
])("%d %s reads %s", (value, currency, text) => {
  expect(amount(value, currency)).toBe(text);
});

test.each([
  [30, "in 30 s"],
  [-90, "2 min ago"],
  [7_200, "in 2 h"],
  [5 * 86_400, "in 5 days"],
])("%d seconds away reads %s", (seconds, text) => {
  const now = new Date("2026-03-02T09:00:00Z");
  expect(distance(new Date(now.getTime() + seconds * 1000).toISOString(), now)).toBe(text);
});

test.each([
  [1, 1, "It was not approved."],
  [3, 3, "None of the 3 was approved."],
  [1, 3, "1 of 3 were not approved; the other 2 were."],
])("%i refused of %i: what became of the others is said only where there are others", (refused, asked, sentence) => {
  expect(refusedSentence(refused, asked)).toBe(sentence);
});

describe("what a run came to", () => {
  const nothing = {
    executed: 0,
    blocked: 0,
    deferred: 0,
    failed: 0,
    needsAttention: 0,
    retried: 0,
    reapproval: 0,
    refused: 0,
    interrupted: 0,
  };

  test("names every outcome that there was", () => {
    expect(summarise(nothing).sentence).toBe("0 executed");
    expect(summarise({ ...nothing, executed: 2, interrupted: 1, refused: 3 }).sentence).toBe("2 executed, 1 interrupted, 3 refused");
  });

  test.each(["failed", "needsAttention", "interrupted"])("%s is for somebody to look at", (name) => {
    expect(summarise({ ...nothing, executed: 5, [name]: 1 }).unsettled).toBe(1);
  });

  test.each(["executed", "blocked", "deferred", "retried", "reapproval", "refused"])("%s is not", (name) => {
    expect(summarise({ ...nothing, [name]: 1 }).unsettled).toBe(0);
  });
});
