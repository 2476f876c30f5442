import { startEmbeddedPostgres, type StartEmbeddedPostgresOptions } from "#src/db/embedded/start.ts";
import { asAiCooError } from "#src/lib/errors.ts";

// Run by startInProcess: starts, says so in one line of JSON, and stops when its input ends.

const options = JSON.parse(process.argv[2] ?? "{}") as StartEmbeddedPostgresOptions;
const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value)}\n`);
try {
  const server = await startEmbeddedPostgres(options);
  say({ ok: true, ...server });
  process.stdin.resume();
  process.stdin.once("end", () => void server.stop());
} catch (error) {
  const { code, message, next } = asAiCooError(error);
  say({ ok: false, code, message, next });
}
