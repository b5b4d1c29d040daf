import { createServer } from "node:http";
import { createServer as createSecureServer } from "node:https";
import fastify, {
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from "fastify";
import { PATH } from "../wire/paths.ts";
import type { ProblemCode } from "../wire/problem.ts";
import { describeApi } from "./http/apiDescription.ts";
import { serveApp } from "./http/appFiles.ts";
import type { RouteDeps } from "./http/deps.ts";
import { fastAnswers } from "./http/fastAnswers.ts";
import { overLimit } from "./http/limits.ts";
import { refuse } from "./http/problems.ts";
import { API_HEADERS } from "./http/securityHeaders.ts";
import { badgeRoutes } from "./routes/badges.ts";
import { blobRoutes } from "./routes/blobs.ts";
import { certificateRoutes } from "./routes/certificates.ts";
import { directoryRoutes } from "./routes/directory.ts";
import { feedRoutes } from "./routes/feed.ts";
import { fileRoutes } from "./routes/files.ts";
import { gateRuleRoutes } from "./routes/gateRules.ts";
import { glyphRoutes } from "./routes/glyphs.ts";
import { joiningRoutes } from "./routes/joining.ts";
import { officerRoutes } from "./routes/officers.ts";
import { operationRoutes } from "./routes/operations.ts";
import { printerRoutes } from "./routes/printers.ts";
import { recordRoutes } from "./routes/records.ts";
import { registerRoutes } from "./routes/register.ts";
import { registerImportRoutes } from "./routes/registerImport.ts";
import { registryRoutes } from "./routes/registry.ts";
import { sessionRoutes } from "./routes/sessions.ts";
import { statementRoutes } from "./routes/statements.ts";
import { stationRoutes } from "./routes/stations.ts";
import { tagRoutes } from "./routes/tags.ts";

/** Largest body of a request that carries no statements. */
const BODY_LIMIT = 128 * 1024;
/** Answers that took longer are logged, in milliseconds. */
const SLOW = 1000;

/** How the endpoint listens and logs. */
export type AppOptions = {
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer };
  /** Folder of the built app. */
  readonly appDir: string;
  readonly log: boolean;
  /** Called for each request that somebody waits for. */
  readonly onRequest: () => void;
};

/** Routes of those who watch over the endpoint; their asking is nobody waiting. */
const WATCHING: ReadonlySet<string> = new Set([PATH.health, PATH.ready, PATH.metrics]);

const ERROR_CODES: Readonly<Record<number, ProblemCode>> = { 413: "tooLarge", 415: "unsupportedType" };

function failed(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = error.statusCode ?? 500;
  if (status >= 500) {
    request.log.error({ route: request.routeOptions.url, code: error.code, stack: error.stack }, "request failed");
    return refuse(reply, "internal");
  }
  return refuse(reply, ERROR_CODES[status] ?? "badRequest");
}

/** Counts each answer; logs only failures and slow ones, by route and never by address, number or name. */
function observe(app: FastifyInstance, { metrics }: RouteDeps, isStopping: () => boolean): void {
  app.addHook("onResponse", (request, reply, done) => {
    // A connection whose last answer went out while stopping would otherwise be kept alive for a minute more.
    if (isStopping()) setImmediate(() => app.server.closeIdleConnections());
    const route = request.routeOptions.url ?? "none";
    const status = reply.statusCode;
    metrics.requests.observe({ route, status }, reply.elapsedTime / 1000);
    if (status >= 500 || reply.elapsedTime > SLOW)
      request.log.warn({ route, status, ms: Math.round(reply.elapsedTime) }, "answered");
    done();
  });
}

function addRoutes(app: FastifyInstance, deps: RouteDeps, isStopping: () => boolean): void {
  statementRoutes(app, deps);
  feedRoutes(app, deps);
  joiningRoutes(app, deps);
  sessionRoutes(app, deps);
  officerRoutes(app, deps);
  recordRoutes(app, deps);
  registerImportRoutes(app, deps);
  stationRoutes(app, deps);
  fileRoutes(app, deps);
  blobRoutes(app, deps);
  registerRoutes(app, deps);
  registryRoutes(app, deps);
  directoryRoutes(app, deps);
  certificateRoutes(app, deps);
  badgeRoutes(app, deps);
  tagRoutes(app, deps);
  glyphRoutes(app, deps);
  gateRuleRoutes(app, deps);
  printerRoutes(app, deps);
  operationRoutes(app, deps, isStopping);
}

/** Builds the endpoint around what it calls; listening is up to the caller. */
export async function buildApp(deps: RouteDeps, options: AppOptions): Promise<FastifyInstance> {
  let stopping = false;
  const { tls } = options;
  const app = fastify({
    logger: options.log ? { base: null } : false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    routerOptions: { maxParamLength: 200 },
    serverFactory: (otherwise) => {
      const answer = fastAnswers({ ...deps, onRequest: options.onRequest, isStopping: () => stopping }, otherwise);
      return tls === undefined ? createServer(answer) : createSecureServer(tls, answer);
    },
  });
  // Requests are read by the wire schemas and answers are made to them: nothing is to be compiled twice.
  app.setValidatorCompiler(() => () => true);
  app.setSerializerCompiler(() => (answer) => JSON.stringify(answer));
  app.setErrorHandler(failed);
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(API_HEADERS);
    if (WATCHING.has(request.routeOptions.url ?? "")) return done();
    options.onRequest();
    if (overLimit(deps.limits.all, deps.limits.addressOf, request, reply) === undefined) done();
  });
  observe(app, deps, () => stopping);
  await describeApi(app, deps.home.authority.origin);
  addRoutes(app, deps, () => stopping);
  serveApp(app, options.appDir);
  app.addHook("preClose", (done) => {
    stopping = true;
    done();
  });
  return app;
}
