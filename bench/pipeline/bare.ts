import { randomUUID } from "node:crypto";
import { Pool } from "pg";
import { documentOf } from "./documents.ts";

const CONNECTIONS = 16;

const TABLES = `
  create schema if not exists bench;
  create table if not exists bench.item (id uuid primary key, status text not null, doc jsonb not null, updated_at timestamptz not null default now());
  create table if not exists bench.attempt (id uuid primary key, item_id uuid not null, doc jsonb not null, at timestamptz not null default now());
  create table if not exists bench.ledger (id uuid primary key, item_id uuid not null, state text not null, at timestamptz not null default now());
  create table if not exists bench.event (id uuid primary key, item_id uuid not null, kind text not null, at timestamptz not null default now())`;

/**
 * The reference: one transaction of four statements an item, on 16 connections: a guarded update and three inserts,
 * one of them with a document of 3 kB. Nothing of the product is in it. Answers transactions a second.
 */
export async function bareTransactions(connectionString: string, count: number): Promise<number> {
  const pool = new Pool({ connectionString, max: CONNECTIONS });
  try {
    await pool.query(TABLES);
    const document = JSON.stringify(documentOf("bench", new Date(), "mail", 1));
    const ids = Array.from({ length: count }, () => randomUUID());
    await pool.query("insert into bench.item (id, status, doc) select unnest($1::uuid[]), 'approved', $2::jsonb", [ids, document]);
    await pool.query("vacuum analyze bench.item");
    let next = 0;
    const started = performance.now();
    const lane = async (): Promise<void> => {
      const client = await pool.connect();
      try {
        while (next < ids.length) await one(client, ids[next++]!, document);
      } finally {
        client.release();
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, lane));
    return count / ((performance.now() - started) / 1000);
  } finally {
    await pool.end();
  }
}

interface Queryable {
  query(config: { readonly name?: string; readonly text: string; readonly values?: unknown[] }): Promise<unknown>;
}

async function one(client: Queryable, id: string, document: string): Promise<void> {
  await client.query({ text: "begin" });
  await client.query({
    name: "bench_take",
    text: "update bench.item set status = 'completed', updated_at = now() where id = $1 and status = 'approved'",
    values: [id],
  });
  await client.query({
    name: "bench_attempt",
    text: "insert into bench.attempt (id, item_id, doc) values ($1, $2, $3)",
    values: [randomUUID(), id, document],
  });
  await client.query({
    name: "bench_ledger",
    text: "insert into bench.ledger (id, item_id, state) values ($1, $2, 'sent')",
    values: [randomUUID(), id],
  });
  await client.query({
    name: "bench_event",
    text: "insert into bench.event (id, item_id, kind) values ($1, $2, 'done')",
    values: [randomUUID(), id],
  });
  await client.query({ text: "commit" });
}
