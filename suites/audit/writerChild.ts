/** One of several processes that write audit entries at once: `<connection> <organisations,…> <transactions> <name>`. Prints how many entries stand. */
import { appendAuditEvents } from "#src/audit/index.ts";
import { openDatabase, withTransaction } from "#src/db/index.ts";
import { systemClock } from "#src/lib/clock.ts";

const [connectionString, orgIds, transactions, name] = process.argv.slice(2);
const organisations = orgIds!.split(",");
await using db = await openDatabase({ connectionString: connectionString!, maxConnections: 2 });
const written: Record<string, number> = {};

for (let n = 0; n < Number(transactions); n++) {
  const orgId = organisations[(n + Number(name)) % organisations.length]!;
  const entries = (n % 3) + 1;
  const events = Array.from({ length: entries }, (_, index) => ({
    kind: "switch.stopped" as const,
    facts: { writer: Number(name), n, index },
    ...(index === 0 ? { personal: { subject: `partner:${n % 7}`, text: `writer ${name}, ${n}` } } : {}),
  }));
  // every tenth is taken back: its entries must leave no gap
  const takenBack = n % 10 === 9;
  const work = withTransaction({ db, orgId, actor: `agent:writer-${name}`, clock: systemClock }, async (inner) => {
    await appendAuditEvents(inner, events);
    if (takenBack) await inner.tx.execute("select 1 / 0");
  });
  const done = await work.then(
    () => true,
    () => false,
  );
  if (done === takenBack) throw new Error(`transaction ${n} of writer ${name} ended as it should not`);
  if (done) written[orgId] = (written[orgId] ?? 0) + entries;
}
process.stdout.write(JSON.stringify(written));
