export { APPLICATION_ROLE, type Database, openDatabase } from "./open.ts";
export { beforeCommit, type Context, type Transaction, type TxContext, withAccountsThenTenant, withTransaction } from "./context.ts";
export { migrate } from "./migrate.ts";
export { startEmbeddedPostgres, type StartEmbeddedPostgresOptions } from "./embedded/start.ts";
export { runPrepared, type Statement } from "./prepared.ts";
