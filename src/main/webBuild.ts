import { ensureWebBuilt, loadWebApp, type WebApp } from "#src/api/index.ts";

/** The built page; built first where these very sources were not built yet, which takes some seconds. */
export async function buildWebApp(onProgress: (text: string) => void): Promise<WebApp | null> {
  return loadWebApp(await ensureWebBuilt({ onBuild: () => onProgress("building the web page") }));
}
