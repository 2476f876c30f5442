import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildCompany, startSimulator } from "#simulator/index.ts";
import { say } from "../suites/support/report.ts";
import { startRecorder } from "./analysing/recorder.ts";
import { median, rounded, type BenchSection, type Figures } from "./section.ts";

const CHILD = join(import.meta.dirname, "analysing/analysisChild.ts");
const NOW = new Date("2026-06-15T09:00:00Z");
const FORMS = { short: { customers: 300, invoices: 10, runs: 3 }, long: { customers: 5_000, invoices: 20, runs: 3 } };
const MOST_MEGABYTES = 300;
const MOST_RATIO = 1.3;
const execute = promisify(execFile);

interface Ran {
  readonly milliseconds: number;
  readonly megabytes: number;
  readonly found: number;
  readonly rows: number;
}

/**
 * The analysis of finances beside the bare requests that it makes, sent one after the other by a client that only parses
 * the answers; beside those same requests four at once; and beside reading the open invoices one page after the other,
 * without which nobody else knows what they come to. Each in a process of its own, on the same server.
 */
export const analysing: BenchSection = {
  name: "analysing",
  async run({ long }): Promise<Figures> {
    const { customers, invoices, runs } = FORMS[long ? "long" : "short"];
    const company = buildCompany((of) => {
      for (let customer = 0; customer < customers; customer++) {
        const made = of.customer({ name: `Customer ${customer}` });
        for (let invoice = 0; invoice < invoices; invoice++) made.invoice({ amount: 100 + invoice, due: `-${1 + ((invoice * 7) % 60)}d` });
      }
    });
    const simulator = await startSimulator({ release: 19, company, now: () => NOW });
    await using recorder = await startRecorder(simulator.url);
    const folder = await mkdtemp(join(tmpdir(), "ai-coo-bench-"));
    try {
      const file = join(folder, "requests.json");
      const run = async (mode: "analyse" | "bare" | "at_once" | "invoices"): Promise<Ran> => {
        const args = [CHILD, mode, recorder.url, simulator.database, simulator.login, simulator.apiKey, NOW.toISOString(), file];
        return JSON.parse((await execute(process.execPath, args)).stdout) as Ran;
      };
      const ran = { analyse: [] as Ran[], bare: [] as Ran[], at_once: [] as Ran[], invoices: [] as Ran[] };
      // in turns, so that a noisy moment hits all
      for (let turn = 0; turn < runs; turn++) {
        recorder.take();
        ran.analyse.push(await run("analyse"));
        const asked = recorder.take();
        // the same twice
        await writeFile(file, JSON.stringify(asked.slice(asked.length / 2)));
        for (const mode of ["bare", "at_once", "invoices"] as const) ran[mode].push(await run(mode));
        say(
          `  run ${turn + 1}: ${Object.entries(ran)
            .map(([mode, of]) => `${mode} ${of.at(-1)!.milliseconds} ms`)
            .join(", ")}`,
        );
      }
      const time = (of: readonly Ran[]): number => median(of.map(({ milliseconds }) => milliseconds));
      const [analysed, bare, atOnce, read] = [ran.analyse, ran.bare, ran.at_once, ran.invoices].map(time) as [
        number,
        number,
        number,
        number,
      ];
      const megabytes = Math.max(...ran.analyse.map((one) => one.megabytes));
      const ratio = rounded(analysed / bare);
      say(
        `  ${customers * invoices} invoices of ${customers} customers: ${analysed} ms and ${megabytes} MB; its requests alone ${bare} ms, ` +
          `four at once ${atOnce} ms; the invoices alone ${read} ms`,
      );
      return {
        ok:
          ran.analyse.every(({ found }) => found === customers) &&
          ran.invoices.every(({ found }) => found === customers * invoices) &&
          ratio <= MOST_RATIO &&
          megabytes <= MOST_MEGABYTES,
        invoices: customers * invoices,
        customers,
        requests: ran.bare[0]!.found,
        rows: ran.bare[0]!.rows,
        milliseconds: analysed,
        bare_milliseconds: bare,
        ratio,
        ratio_to_four_at_once: rounded(analysed / atOnce),
        ratio_to_reading_the_invoices: rounded(analysed / read),
        megabytes,
      };
    } finally {
      await rm(folder, { recursive: true });
      await simulator.stop();
    }
  },
};
