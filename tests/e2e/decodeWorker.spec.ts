import { expect, type Page } from "@playwright/test";
import type { WorkerReply, WorkerRequest } from "../../src/client/features/scan/workerMessages.ts";
import { test } from "../support/e2e/test.ts";

const WASM_ALLOWED = " 'wasm-unsafe-eval'";

// Scripts are fetched from the endpoint itself, as on the very first visit.
test.use({ serviceWorkers: "block" });

/** What the built decoding worker says to being started in a page of the app. */
async function startDecoder(page: Page): Promise<WorkerReply["kind"]> {
  await page.goto("/");
  return page.evaluate(async () => {
    const listed = await (await fetch("/sw.js")).text();
    const path = (file: RegExp) => `/${file.exec(listed)?.[0] ?? "missing"}`;
    const worker = new Worker(path(/assets\/decodeWorker-[\w-]+\.js/));
    const replied = new Promise<WorkerReply["kind"]>((resolve, reject) => {
      worker.onmessage = ({ data }: MessageEvent<WorkerReply>) => resolve(data.kind);
      worker.onerror = () => reject(new Error("the worker does not run"));
    });
    const start: WorkerRequest = { kind: "start", wasmUrl: path(/assets\/zxing_reader-[\w-]+\.wasm/) };
    worker.postMessage(start);
    return replied;
  });
}

test("the decoding worker compiles its wasm under the policy that the endpoint sends with it", async ({ page }) => {
  const served = page.waitForResponse(/\/assets\/decodeWorker-[\w-]+\.js$/);
  expect(await startDecoder(page)).toBe("ready");
  expect((await served).headers()["content-security-policy"]).toContain(WASM_ALLOWED);
});

test("without the policy's word for wasm on the worker's own script it could not", async ({ page }) => {
  await page.route(/\/assets\/decodeWorker-[\w-]+\.js$/, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    const policy = headers["content-security-policy"]?.replace(WASM_ALLOWED, "") ?? "";
    await route.fulfill({ response, headers: { ...headers, "content-security-policy": policy } });
  });
  expect(await startDecoder(page)).toBe("failed");
});
