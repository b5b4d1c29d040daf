/** Who answers a navigation: the server alone, the server unless it cannot be reached, or the stored shell at once. */
export type NavigationAnswer = "server" | "serverThenShell" | "shell";

/** Paths that are the endpoint's, besides `/api/`. */
const ENDPOINT_PATHS = new Set(["/healthz", "/readyz", "/metrics"]);

/**
 * Decides by path. A certificate's page is the server's while it can be reached, since only that page shows what is
 * registered; without a network the app gives its own verdict on the same address. A file is never a screen.
 */
export function answerNavigation(pathname: string): NavigationAnswer {
  if (pathname === "/api" || pathname.startsWith("/api/") || ENDPOINT_PATHS.has(pathname)) return "server";
  // What a tag stands for is known to the register alone.
  if (pathname.startsWith("/r/")) return "server";
  if (pathname.startsWith("/c/")) return "serverThenShell";
  return /\.[a-z0-9]+$/i.test(pathname) && pathname !== "/index.html" ? "server" : "shell";
}
