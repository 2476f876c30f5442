import type { QueryResult, QueryResultRow } from "pg";
import type { TxContext } from "./context.ts";

/** A statement that is parsed and planned once a connection, under its name. */
export interface Statement {
  /** Unique in the product; a changed text needs no other name, since names live as long as a connection. */
  readonly name: string;
  readonly text: string;
}

/**
 * Runs a statement over a whole batch. Its rows come as one array a column, `unnest($1::uuid[], …)`, so that the text
 * is the same for one row and for hundreds: what a statement of the builder costs in text and planning is paid once.
 */
export async function runPrepared<Row extends QueryResultRow>(
  { tx }: Pick<TxContext, "tx">,
  { name, text }: Statement,
  values: readonly unknown[],
): Promise<Row[]> {
  const query = tx._.session.prepareQuery<{ execute: QueryResult<Row>; all: unknown; values: unknown }>(
    { sql: text, params: [...values] },
    undefined,
    name,
    false,
  );
  return (await query.execute()).rows;
}
