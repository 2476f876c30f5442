import type { APIRequestContext, APIResponse } from "@playwright/test";
import { AiCooError } from "#src/lib/errors.ts";

/** The owner's session without a page, for what a test needs to stand before it begins. */
export interface Owner {
  get<T>(path: string): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
}

/** Asks below `/api` as the page does, with the session and the origin that `request` carries. */
export function ownerOf(request: APIRequestContext): Owner {
  const answered = async <T>(response: APIResponse): Promise<T> => {
    if (response.ok()) return (await response.json()) as T;
    throw new AiCooError("internal", `${response.url()} answered ${response.status()}: ${await response.text()}`);
  };
  return {
    get: async (path) => answered(await request.get(`/api${path}`)),
    post: async (path, body = {}) => answered(await request.post(`/api${path}`, { data: body })),
  };
}
