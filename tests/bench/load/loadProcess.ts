import type {
  InTurnJob,
  InTurnTimes,
  LoadAnswer,
  LoadJob,
  PacedJob,
  PacedTimes,
  Throughput,
  ThroughputJob,
} from "./loadJobs.ts";
import { getRequest, RawConnection } from "./rawConnection.ts";

/** Connections of a paced load at first; more are opened when all of them wait. */
const PACED_CONNECTIONS = 16;

async function askWell(connection: RawConnection, request: Buffer): Promise<void> {
  const { status } = await connection.ask(request);
  if (status !== 200) throw new Error(`answered with ${status}: ${request.toString().split("\r\n")[0] ?? ""}`);
}

async function open(port: number, count: number): Promise<readonly RawConnection[]> {
  return Promise.all(Array.from({ length: count }, () => RawConnection.open(port)));
}

async function throughput({ port, paths, connections, limit }: ThroughputJob): Promise<Throughput> {
  const requests = paths.map((path) => getRequest(path));
  const opened = await open(port, connections);
  let next = 0;
  const started = performance.now();
  const work = async (connection: RawConnection) => {
    while (next < requests.length && performance.now() - started < limit) {
      const request = requests[next++];
      if (request !== undefined) await askWell(connection, request);
    }
  };
  await Promise.all(opened.map(work));
  const seconds = (performance.now() - started) / 1000;
  for (const connection of opened) connection.close();
  return { requests: next, seconds };
}

async function inTurn({ servers }: InTurnJob): Promise<InTurnTimes> {
  const sides = await Promise.all(
    servers.map(async ({ port, paths, token }) => {
      const times: number[] = [];
      return {
        connection: await RawConnection.open(port),
        requests: paths.map((path) => getRequest(path, token)),
        times,
      };
    }),
  );
  const rounds = Math.min(...sides.map(({ requests }) => requests.length));
  for (let round = 0; round < rounds; round++) {
    for (const { connection, requests, times } of sides) {
      const request = requests[round];
      if (request === undefined) continue;
      const started = performance.now();
      await askWell(connection, request);
      times.push((performance.now() - started) * 1000);
    }
  }
  for (const { connection } of sides) connection.close();
  return sides.map(({ times }) => times);
}

function paced({ port, paths, perSecond, seconds }: PacedJob): Promise<PacedTimes> {
  const requests = paths.map((path) => getRequest(path));
  const total = perSecond * seconds;
  const times: number[] = [];
  return open(port, PACED_CONNECTIONS).then(
    (opened) =>
      new Promise((resolve, reject) => {
        const all = [...opened];
        const free = [...opened];
        const started = performance.now();
        let sent = 0;
        const finish = () => {
          for (const connection of all) connection.close();
          resolve({ times, perSecond: (total * 1000) / (performance.now() - started) });
        };
        const sendOne = async (request: Buffer, due: number) => {
          let connection = free.pop();
          if (connection === undefined) {
            connection = await RawConnection.open(port);
            all.push(connection);
          }
          await askWell(connection, request);
          times.push(performance.now() - due);
          free.push(connection);
          if (times.length === total) finish();
        };
        const tick = () => {
          // What is due is due now: a timer that fires late is no fault of the server.
          const now = performance.now();
          const dueCount = Math.min(total, Math.floor(((now - started) * perSecond) / 1000));
          for (; sent < dueCount; sent++) {
            const request = requests[sent % requests.length];
            if (request !== undefined) sendOne(request, now).catch(reject);
          }
          if (sent < total) setTimeout(tick, 1);
        };
        tick();
      }),
  );
}

function perform(job: LoadJob): Promise<unknown> {
  switch (job.job) {
    case "throughput":
      return throughput(job);
    case "inTurn":
      return inTurn(job);
    case "paced":
      return paced(job);
  }
}

process.on("message", (job: LoadJob) => {
  const answer = (message: LoadAnswer) => process.send?.(message);
  perform(job).then(
    (value) => answer({ value }),
    (error: unknown) => answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
