import { Agent, request } from "node:http";
import { CONTENT_TYPE } from "../../../src/wire/contentTypes.ts";
import { PATH } from "../../../src/wire/paths.ts";

/** Uploads over connections that are kept open. */
export type Uploads = {
  /** Sends a batch. @returns milliseconds @throws Error unless every statement was accepted */
  readonly send: (bytes: Uint8Array, statements: number) => Promise<number>;
  readonly close: () => void;
};

/** Opens uploads to an endpoint on this machine. */
export function openUploads(port: number): Uploads {
  const agent = new Agent({ keepAlive: true });
  const headers = { "content-type": CONTENT_TYPE.cborSequence };
  const send = (bytes: Uint8Array, statements: number) =>
    new Promise<number>((resolve, reject) => {
      const started = performance.now();
      const options = { host: "127.0.0.1", port, path: PATH.statements, method: "POST", agent, headers };
      const asked = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("end", () => {
          const accepted = Buffer.concat(chunks).toString().split('"accepted"').length - 1;
          if (accepted === statements) resolve(performance.now() - started);
          else reject(new Error(`${accepted} of ${statements} statements were accepted (${response.statusCode})`));
        });
      });
      asked.on("error", reject);
      asked.end(bytes);
    });
  return { send, close: () => agent.destroy() };
}
