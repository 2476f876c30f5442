import module from "node:module";
import { resolveDrizzleOnce } from "./resolveDrizzleOnce.ts";

// both count for what is loaded after them, so that everything else is
module.enableCompileCache();
resolveDrizzleOnce();
const { runProgram } = await import("./program.ts");
await runProgram();
