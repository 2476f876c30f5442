import module from "node:module";

const FOLDER = "/node_modules/drizzle-orm/";

/**
 * Lets drizzle's files find each other by their names, and our own files find drizzle once. The package's manifest lists every file
 * there is, and Node parses it again for each import: more than half of the time that a worker took to start.
 */
export function resolveDrizzleOnce(): void {
  const found = new Map<string, module.ResolveFnOutput>();
  module.registerHooks({
    resolve(specifier, context, next) {
      if (specifier.startsWith(".") && context.parentURL?.includes(FOLDER) === true)
        return { url: new URL(specifier, context.parentURL).href, format: "module", shortCircuit: true };
      if (specifier !== "drizzle-orm" && !specifier.startsWith("drizzle-orm/")) return next(specifier, context);
      const known = found.get(specifier) ?? next(specifier, context);
      found.set(specifier, known);
      return { ...known, shortCircuit: true };
    },
  });
}
