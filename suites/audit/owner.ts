import { createHash } from "node:crypto";
import { Client } from "pg";

/** The chain and the personal texts beside it. */
const TABLES = ["action_events", "action_event_texts"] as const;

export interface Row {
  readonly seq: number;
  readonly entry: string;
  readonly prev_hash: string;
  readonly hash: string;
}

export const GENESIS = "0".repeat(64);

export const hashOf = (previous: string, entry: string): string => createHash("sha256").update(previous).update(entry).digest("hex");

/** Whoever owns the database: switches triggers and foreign keys off and writes what they like, behind the product's back. */
export class Intruder implements AsyncDisposable {
  readonly client: Client;
  readonly #orgId: string;

  private constructor(client: Client, orgId: string) {
    this.client = client;
    this.#orgId = orgId;
  }

  static async enter(connectionString: string, orgId: string): Promise<Intruder> {
    const client = new Client({ connectionString });
    await client.connect();
    const self = new Intruder(client, orgId);
    await client.query("select set_config('ai_coo.org_id', $1, false)", [orgId]);
    await client.query("alter table ai_coo.action_events disable trigger user");
    await client.query("alter table ai_coo.action_event_texts drop constraint action_event_texts_event_fk");
    for (const table of TABLES) {
      await client.query(`create temporary table was_${table} as select * from ai_coo.${table} where org_id = $1`, [orgId]);
    }
    return self;
  }

  async rows(): Promise<Row[]> {
    const { rows } = await this.client.query<Row>(
      "select seq::int, entry, prev_hash, hash from ai_coo.action_events where org_id = $1 order by seq",
      [this.#orgId],
    );
    return rows;
  }

  /** Puts the columns of an entry anew. */
  async set(seq: number, change: Partial<Row>): Promise<void> {
    const names = Object.keys(change);
    await this.client.query(
      `update ai_coo.action_events set ${names.map((name, index) => `${name} = $${index + 3}`).join(", ")} where org_id = $1 and seq = $2`,
      [this.#orgId, seq, ...Object.values(change)],
    );
  }

  async remove(condition: string): Promise<void> {
    for (const table of TABLES) await this.client.query(`delete from ai_coo.${table} where org_id = $1 and ${condition}`, [this.#orgId]);
  }

  /** Moves all entries from `from` on by `by` places; by way of the negative numbers, which nobody uses. */
  async shift(from: number, by: number): Promise<void> {
    for (const table of TABLES) {
      await this.client.query(`update ai_coo.${table} set seq = -seq where org_id = $1 and seq >= $2`, [this.#orgId, from]);
      await this.client.query(`update ai_coo.${table} set seq = -seq + $2 where org_id = $1 and seq < 0`, [this.#orgId, by]);
    }
  }

  async insertAs(copyOf: number, row: Row): Promise<void> {
    await this.client.query(
      `insert into ai_coo.action_events (org_id, seq, at, kind, actor, action_id, entry, prev_hash, hash)
       select org_id, $3, at, kind, actor, action_id, $4, $5, $6 from ai_coo.action_events where org_id = $1 and seq = $2`,
      [this.#orgId, copyOf, row.seq, row.entry, row.prev_hash, row.hash],
    );
  }

  /** Entries from `first` on in other words, with links and hashes that fit. */
  async rewrite(first: number, alter: (row: Row) => string): Promise<void> {
    const rows = await this.rows();
    let previous = first === 1 ? GENESIS : rows[first - 2]!.hash;
    const written: Row[] = [];
    for (const row of rows.slice(first - 1)) {
      const entry = alter(row);
      const hash = hashOf(previous, entry);
      written.push({ seq: row.seq, entry, prev_hash: previous, hash });
      previous = hash;
    }
    await this.client.query(
      `update ai_coo.action_events e set entry = w.entry, prev_hash = w.prev_hash, hash = w.hash
       from jsonb_to_recordset($2::jsonb) as w (seq bigint, entry text, prev_hash text, hash text)
       where e.org_id = $1 and e.seq = w.seq`,
      [this.#orgId, JSON.stringify(written)],
    );
  }

  /** Everything as it was before. */
  async undo(): Promise<void> {
    await this.client.query("begin");
    await this.remove("true");
    for (const table of TABLES) await this.client.query(`insert into ai_coo.${table} select * from was_${table}`);
    await this.client.query("commit");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.client.end();
  }
}
