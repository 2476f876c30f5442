import { inspect } from "node:util";
import { expect } from "vitest";
import { connectOdoo, type OdooConnection } from "#src/odoo/connect.ts";
import type { OdooReader } from "#src/odoo/read/index.ts";
import { createCaller, READER_CALLS, type OdooCaller } from "#src/odoo/transport/index.ts";
import type { OdooWriter } from "#src/odoo/write/index.ts";
import { AiCooError, type ErrorCode } from "#src/lib/errors.ts";
import { OdooAdmin, type OdooTarget } from "#test/support/odooAdmin.ts";
import { OdooData } from "#test/support/odooData.ts";
import { makeCompany, type ContractCompany } from "./company.ts";

/** An Odoo that the contract is run against, through one transport. */
export interface ContractTarget {
  readonly name: string;
  readonly release: 14 | 19;
  readonly transport: "json2" | "jsonrpc";
  /** Starts or finds the server. */
  open(): Promise<OdooTarget & { close?(): Promise<void> }>;
}

/** What every part of the contract works with. */
export interface Session {
  readonly release: 14 | 19;
  readonly transport: "json2" | "jsonrpc";
  readonly server: OdooTarget;
  readonly reader: OdooReader;
  readonly writer: OdooWriter;
  /** The restricted user without the product's own limits: what Odoo itself refuses. */
  readonly unlimited: OdooCaller;
  readonly admin: OdooAdmin;
  readonly data: OdooData;
  /** In the name of everything made for this run. */
  readonly tag: string;
  readonly company: ContractCompany;
  /** Another connection, with other settings. */
  readonly connect: (changes: Partial<Parameters<typeof connectOdoo>[0]>) => OdooConnection;
  close(): Promise<void>;
}

export async function openSession(target: ContractTarget): Promise<Session> {
  const server = await target.open();
  const { url, database, login, apiKey } = server;
  const { release, transport } = target;
  const settings = { url, database, login, apiKey, transport, timeoutMs: 60_000 };
  const connections: OdooConnection[] = [];
  const connect: Session["connect"] = (changes) => {
    const connection = connectOdoo({ ...settings, ...changes });
    connections.push(connection);
    return connection;
  };
  const unlimited = createCaller({
    url,
    transport,
    credential: { database, login, apiKey },
    allowed: { ...READER_CALLS, load: "*", write: "*", message_post: "*", check_object_reference: "*" },
    timeoutMs: 60_000,
    maxConcurrent: 4,
    maxAnswerBytes: 10_000_000,
  });
  const admin = new OdooAdmin(server);
  const tag = crypto.randomUUID().slice(0, 8);
  const data = new OdooData(admin, release, tag);
  const { reader, writer } = connect({});
  return {
    release,
    transport,
    server,
    reader,
    writer,
    unlimited,
    admin,
    data,
    tag,
    company: await makeCompany(data),
    connect,
    async close() {
      for (const connection of connections) await connection.close();
      unlimited.close();
      await server.close?.();
    },
  };
}

/** The error of a call that must fail with this code, after a look that nothing printable of it holds a key or a traceback. */
export async function failure(call: Promise<unknown>, code: ErrorCode, secrets: readonly string[] = []): Promise<AiCooError> {
  const error = await call.then(
    (value) => expect.fail(`expected ${code}, got ${inspect(value)}`),
    (caught: unknown) => caught,
  );
  expect(error).toBeInstanceOf(AiCooError);
  const failed = error as AiCooError;
  expect({ code: failed.code, message: failed.message }).toEqual({ code, message: failed.message });
  const { stack, ...rest } = failed;
  const shown = inspect({ ...rest, message: failed.message, next: failed.next, cause: failed.cause }, { depth: 10 });
  for (const secret of secrets) expect(shown).not.toContain(secret);
  expect(shown).not.toContain("Traceback");
  expect(shown).not.toContain("odoo/addons");
  expect(stack).toBeDefined();
  return failed;
}
