import type { RenderingStage } from "./stage.ts";

interface OpenApi {
  readonly paths: Readonly<
    Record<string, { readonly get?: { readonly responses?: Readonly<Record<string, { readonly content?: object }>> } }>
  >;
}

/** What a spreadsheet computes begins so. */
const FORMULA = /^[=+\-@\t\r]/;

/** Every file of cells that the API gives away, by its own document, and the cells in it that would be computed. */
export async function csvProblems({ origin, fetch, key }: RenderingStage) {
  const ask = async (path: string): Promise<Response> => fetch(new Request(`${origin}${path}`, { headers: { "x-api-key": key } }));
  const { paths } = (await (await ask("/api/openapi.json")).json()) as OpenApi;
  const files = Object.entries(paths).filter(([, { get }]) => Object.keys(get?.responses?.["200"]?.content ?? {}).includes("text/csv"));
  const formulas: string[] = [];
  let cells = 0;
  for (const [path] of files) {
    const answer = await ask(path);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}, so its cells were not read.`);
    for (const cell of cellsOf(await answer.text())) {
      cells += 1;
      if (FORMULA.test(cell) && !isNumber(cell)) formulas.push(`${path}: ${cell}`);
    }
  }
  return { files: files.length, cells, formulas };
}

const isNumber = (cell: string): boolean => /^-?\d+([.,]\d+)?$/.test(cell);

/** The cells of a file as RFC 4180 writes them. */
function cellsOf(text: string): string[] {
  return [...text.matchAll(/(?:^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^,\r\n]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );
}
