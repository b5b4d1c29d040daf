import { expect, test } from "vitest";
import { answerNavigation } from "../../../src/sw/navigation.ts";

test.each([
  "/",
  "/index.html",
  "/issue",
  "/certificates/0f3a",
  "/scan",
  "/scan/history",
  "/join",
  "/settings",
  "/capital",
  "/apiary",
])("the shell answers %s", (path) => expect(answerNavigation(path)).toBe("shell"));

test.each(["/api/docs", "/api/openapi.json", "/api", "/healthz", "/readyz", "/metrics"])(
  "the endpoint alone answers %s, online or not",
  (path) => expect(answerNavigation(path)).toBe("server"),
);

test("a certificate's page is the server's, and the app's own verdict when the server cannot be reached", () => {
  expect(answerNavigation("/c/7K2M9QX4TB8W1CZ6")).toBe("serverThenShell");
});

test.each(["/og.png", "/robots.txt", "/licences.txt", "/sw.js", "/screenshots/home.png"])(
  "%s is a file, not a screen",
  (path) => expect(answerNavigation(path)).toBe("server"),
);
