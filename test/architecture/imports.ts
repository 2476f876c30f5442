import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";

/** One import of one file, its target as a path from the repository's root. */
export interface LocalImport {
  readonly file: string;
  readonly specifier: string;
  readonly target: string;
}

const IMPORT = /\b(?:import|export)\b(?:[^"'`;()]*?\bfrom)?\s*["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

/** Every TypeScript file under the folders, as paths from the root. */
export function sourceFiles(root: string, folders: readonly string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .map((name) => join(folder, name).replaceAll("\\", "/"))
      .filter((name) => /\.tsx?$/.test(name) && !/(^|\/)(node_modules|dist)\//.test(name)),
  );
}

/** The imports of our own files in a text; packages are left out. */
export function localImports(file: string, text: string): LocalImport[] {
  const found: LocalImport[] = [];
  for (const match of text.matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2]!;
    if (specifier.startsWith(".")) found.push({ file, specifier, target: normalize(join(dirname(file), specifier)) });
    else if (specifier.startsWith("#")) found.push({ file, specifier, target: specifier.slice(1) });
  }
  return found;
}

/** The same, read from the disk. */
export function localImportsOf(root: string, file: string): LocalImport[] {
  return localImports(file, readFileSync(join(root, file), "utf8"));
}
