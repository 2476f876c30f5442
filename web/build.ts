// Builds the page ahead of the first start: `npm run web:build`.
import { ensureWebBuilt } from "#src/api/web/build.ts";

process.stdout.write(`${await ensureWebBuilt()}\n`);
