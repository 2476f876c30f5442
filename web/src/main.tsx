import { QueryCache, QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/client.ts";
import { sessionQuery } from "./api/queries.ts";
import { Localised } from "./i18n/Localised.tsx";
import { speak } from "./i18n/spoken.ts";
import { router } from "./routes/router.tsx";
import "./ui/base.css";

/** Only what may pass by itself is tried again; a refusal stays a refusal. */
function mayPass(failures: number, error: unknown): boolean {
  return failures < 2 && error instanceof ApiError && (error.code === "offline" || error.code === "internal");
}

const client = new QueryClient({
  queryCache: new QueryCache({
    // a session that ended shows as such at once, whichever question found out
    onError: (error, query) => {
      const ended = error instanceof ApiError && error.code === "unauthenticated";
      if (ended && query.queryKey[0] !== sessionQuery.queryKey[0]) void client.invalidateQueries({ queryKey: sessionQuery.queryKey });
    },
  }),
  defaultOptions: { queries: { retry: mayPass, staleTime: 1_000 } },
});

// the page is rendered when its words are there
await speak();

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <Localised>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </Localised>
  </StrictMode>,
);
