import type { ErrorBody, Said } from "#src/api/type.ts";
import { learn } from "../i18n/learned.ts";
import { actFor, actingFor } from "./actingFor.ts";

export type ErrorCode = ErrorBody["error"]["code"] | "offline";

/** What went wrong, in words for the person who asked; the only error the components see. */
export class ApiError extends Error {
  readonly code: ErrorCode;
  /** What to do about it. */
  readonly next: string | undefined;
  /** Which fields were refused, and other things for the page itself. */
  readonly details: ErrorBody["error"]["details"];

  constructor(code: ErrorCode, message: string, next?: string, details?: ErrorBody["error"]["details"]) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.next = next;
    this.details = details;
  }
}

interface RequestOptions {
  readonly method?: "GET" | "POST" | "PUT" | "DELETE";
  readonly body?: object;
  readonly signal?: AbortSignal;
}

/** The one way to the server. Translates every failure into an {@link ApiError}. */
export async function request<T>(path: string, { method = "GET", body, signal }: RequestOptions = {}): Promise<T> {
  let response: Response;
  try {
    response = await fetch(`/api${path}`, {
      method,
      credentials: "same-origin",
      headers: { accept: "application/json", ...standIn(path), ...(method !== "GET" ? { "content-type": "application/json" } : {}) },
      ...(method !== "GET" ? { body: JSON.stringify(body ?? {}) } : {}),
      ...(signal === undefined ? {} : { signal }),
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    throw new ApiError(
      "offline",
      "AI COO does not answer.",
      "Check that it is running and that this computer is connected; the page tries again by itself.",
    );
  }
  const answer: unknown = await response.json().catch(() => undefined);
  if (holdsSaid(answer)) learn(answer.said);
  if (response.status === 403 && path === "/session" && actingFor() !== null) {
    // it has ended by itself: from here on in one's own name
    actFor(null);
    return request<T>(path, { method, ...(signal === undefined ? {} : { signal }) });
  }
  if (!response.ok) throw toApiError(answer, response.status);
  return answer as T;
}

const PERSONAL = ["/auth/", "/ai-coo/account", "/ai-coo/delegations", "/ai-coo/saved-views"];

/** One's own account is nobody else's, also while acting for somebody. */
function standIn(path: string): Record<string, string> {
  const userId = actingFor();
  return userId === null || PERSONAL.some((start) => path.startsWith(start)) ? {} : { "x-acting-for": userId };
}

function toApiError(answer: unknown, status: number): ApiError {
  if (isErrorBody(answer)) return new ApiError(answer.error.code, answer.error.message, answer.error.next, answer.error.details);
  return new ApiError(
    "internal",
    `The server answered ${status} without an explanation.`,
    "Try again; if it stays, look at the log of AI COO.",
  );
}

function holdsSaid(answer: unknown): answer is { readonly said: Said } {
  return typeof answer === "object" && answer !== null && "said" in answer && typeof answer.said === "object" && answer.said !== null;
}

function isErrorBody(answer: unknown): answer is ErrorBody {
  return typeof answer === "object" && answer !== null && "error" in answer && typeof answer.error === "object" && answer.error !== null;
}

/** Any thrown value as an {@link ApiError}. */
export function asApiError(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  return new ApiError("internal", "Something went wrong in this page.", "Reload it; nothing was decided by this.");
}
