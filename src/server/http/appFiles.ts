import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { PATH } from "../../wire/paths.ts";
import { refuse } from "./problems.ts";
import { APP_HEADERS } from "./securityHeaders.ts";

const SHELL = "index.html";

/** Path of the certificate page's script in a built app; undefined when the app was not built. */
export function findPageScript(appDir: string): string | undefined {
  const assets = join(appDir, "assets");
  const file = existsSync(assets)
    ? readdirSync(assets).find((name) => /^verifyPage-[\w-]+\.js$/.test(name))
    : undefined;
  return file === undefined ? undefined : `/assets/${file}`;
}

/** Addresses of the app itself: the shell answers them. Those of the endpoint and of files never get it. */
function isAppAddress(request: FastifyRequest): boolean {
  const [path = ""] = request.url.split("?");
  const ours = ["/api/", `${PATH.certificatePage}/`, `${PATH.tagPage}/`, "/assets/"].some((start) =>
    path.startsWith(start),
  );
  return (request.method === "GET" || request.method === "HEAD") && !ours && !/\.\w+$/.test(path);
}

function sendShell(reply: FastifyReply): FastifyReply {
  return reply.headers({ ...APP_HEADERS, "cache-control": "no-cache" }).sendFile(SHELL);
}

/** Serves the built app, compressed as it was built, with its shell for every address of the app. */
export function serveApp(app: FastifyInstance, appDir: string): void {
  const isBuilt = existsSync(join(appDir, SHELL));
  if (isBuilt) {
    app.register(fastifyStatic, {
      root: appDir,
      wildcard: false,
      preCompressed: true,
      cacheControl: false,
      setHeaders: (reply, path) => {
        // Names in assets/ change with their content; everything else is asked for again.
        const lasting = /[\\/]assets[\\/]/.test(path);
        reply.headers({
          ...APP_HEADERS,
          "cache-control": lasting ? "public, max-age=31536000, immutable" : "no-cache",
        });
      },
    });
  }
  app.setNotFoundHandler((request, reply) =>
    isBuilt && isAppAddress(request) ? sendShell(reply) : refuse(reply, "notFound"),
  );
}
