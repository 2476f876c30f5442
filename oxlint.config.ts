import { defineConfig, type OxlintOverride } from "oxlint";
import { LAYERS, mayImport, type Layer } from "./test/architecture/layers.ts";

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/** The patterns of imports that `layer` may not write: whole folders, in both ways to write an import. */
function forbidden(layer: Layer): ({ regex: string; message: string } | { group: string[]; message: string })[] {
  const message = `${layer} may not import this folder: see test/architecture/layers.ts`;
  const allowed: readonly string[] = LAYERS[layer];
  const folders = (Object.keys(LAYERS) as Layer[]).filter((other) => !mayImport(layer, `${other}/any.ts`));
  // A single file of a forbidden folder may be allowed by name (src/api/type.ts for the web).
  const exceptions = (folder: string): string[] => allowed.filter((path) => path.startsWith(`${folder}/`) && path.endsWith(".ts"));
  const closed = folders.filter((folder) => exceptions(folder).length === 0);
  // Layers under a layer (src/odoo/read) are named themselves; of the upper one only its own files are meant.
  const inside = (folder: string): string => (Object.keys(LAYERS).some((layer) => layer.startsWith(`${folder}/`)) ? "[^/]+$" : "");
  const named = closed.map((folder) => `#${escape(folder)}/${inside(folder)}`);
  // Files of src/ reach a sibling without naming src; web/ and simulator/ have to name it, and have folders of the same names inside.
  const relative = closed.map(
    (folder) => `(\\.\\./)+${escape(layer.startsWith("src/") ? folder.replace(/^src\//, "") : folder)}/${inside(folder)}`,
  );
  const ajar = folders
    .filter((folder) => exceptions(folder).length > 0)
    .map((folder) => ({
      group: [`**/${folder}/*`, `#${folder}/**`, ...exceptions(folder).flatMap((path) => [`!**/${path}`, `!#${path}`])],
      message,
    }));
  return [{ regex: `^(${[...named, ...relative].join("|")})`, message }, ...ajar];
}

const directions = (Object.keys(LAYERS) as Layer[])
  .toSorted((a, b) => a.length - b.length)
  .map((layer): OxlintOverride => ({
    files: [`${layer}/**/*.ts`, `${layer}/**/*.tsx`],
    rules: {
      "no-restricted-imports": layer === "src/main" ? "off" : ["error", { patterns: forbidden(layer) }],
      "node/no-process-env": layer === "src/config" || !layer.startsWith("src/") ? "off" : "error",
    },
  }));

export default defineConfig({
  plugins: ["typescript", "unicorn", "oxc", "import", "promise", "node", "vitest", "react", "jsx-a11y"],
  categories: { correctness: "error", suspicious: "error" },
  ignorePatterns: ["dist/**", "web/dist/**", ".data/**", "**/*.gen.ts", "drizzle/**"],
  rules: {
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/switch-exhaustiveness-check": "error",
    "typescript/consistent-type-imports": "error",
    "typescript/no-unsafe-type-assertion": "off",
    "typescript/consistent-return": "off",
    "no-underscore-dangle": "off",
    "no-shadow": "off",
    "no-await-in-loop": "off",
    "unicorn/no-array-callback-reference": "off",
    "unicorn/consistent-function-scoping": "off",
    "unicorn/no-array-reverse": "off",
    "import/no-named-as-default-member": "off",
    "import/no-unassigned-import": ["error", { allow: ["**/*.css"] }],
    "react/react-in-jsx-scope": "off",
    "vitest/require-mock-type-parameters": "off",
    "max-lines": ["error", { max: 400, skipBlankLines: false, skipComments: false }],
    eqeqeq: "error",
  },
  overrides: directions,
});
