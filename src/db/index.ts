export { APPLICATION_ROLE, type Database, openDatabase, type OpenDatabaseOptions } from "./open.ts";
export { beforeCommit, type Context, type Transaction, type TxContext, withTransaction } from "./context.ts";
export { migrate } from "./migrate.ts";
export { type EmbeddedPostgres, startEmbeddedPostgres, type StartEmbeddedPostgresOptions } from "./embedded/start.ts";
