/** A refusal as the API words it. */
export interface ApiError {
  readonly status: number;
  readonly type: string;
  readonly message: string;
}

const TYPES: Readonly<Record<number, string>> = {
  400: "invalid_request_error",
  401: "authentication_error",
  402: "billing_error",
  403: "permission_error",
  404: "not_found_error",
  409: "conflict_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  504: "timeout_error",
  529: "overloaded_error",
};

const MESSAGES: Readonly<Record<number, string>> = {
  429: "This request would exceed your organization's rate limit.",
  500: "Internal server error",
  504: "Request timed out",
  529: "Overloaded",
};

/** The API's error of a status; other 4xx are invalid requests, other 5xx its own errors. */
export function apiError(status: number, message?: string, type?: string): ApiError {
  return {
    status,
    type: type ?? TYPES[status] ?? (status < 500 ? "invalid_request_error" : "api_error"),
    message: message ?? MESSAGES[status] ?? "The request was refused.",
  };
}

export const errorBody = ({ type, message }: ApiError, requestId: string): string =>
  JSON.stringify({ type: "error", error: { type, message }, request_id: requestId });
