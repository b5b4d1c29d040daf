import { connect, type Socket } from "node:net";

/** What a server answered. */
export type RawAnswer = { readonly status: number; readonly head: string; readonly body: Buffer };

type Waiting = { readonly resolve: (answer: RawAnswer) => void; readonly reject: (error: Error) => void };

const HEAD_END = "\r\n\r\n";

/** The bytes of a GET, made once and sent often; with the token of a session where one is needed. */
export function getRequest(path: string, token?: string): Buffer {
  const signedIn = token === undefined ? "" : `Authorization: Bearer ${token}\r\n`;
  return Buffer.from(
    `GET ${path} HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: br\r\nAccept-Language: zh-CN\r\n${signedIn}\r\n`,
  );
}

/**
 * One connection to a server on this machine that is kept open; one request at a time. It does little more than find
 * the end of an answer, so that a load on two cores measures the server and not the client.
 */
export class RawConnection {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #chunks: Buffer[] = [];
  #received = 0;
  #head = "";
  #bodyStart = 0;
  /** Bytes of the answer that is arriving, known once its head is there. */
  #expected = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on("data", (chunk: Buffer) => this.#receive(chunk));
    socket.on("error", (error) => this.#fail(error));
    socket.on("close", () => this.#fail(new Error("the server closed the connection")));
  }

  /** Connects to a port of this machine. */
  static open(port: number): Promise<RawConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, "127.0.0.1");
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.off("error", reject);
        resolve(new RawConnection(socket));
      });
    });
  }

  /** Sends a request and waits for its answer. */
  ask(request: Buffer): Promise<RawAnswer> {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    if (this.#expected === 0) this.#readHead();
    if (this.#expected > 0 && this.#received >= this.#expected) this.#finish();
  }

  #readHead(): void {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    if (bytes === undefined) return;
    const end = bytes.indexOf(HEAD_END);
    if (end < 0) return;
    this.#head = bytes.toString("latin1", 0, end);
    const length = /content-length: (\d+)/i.exec(this.#head)?.[1];
    if (length === undefined) return this.#fail(new Error(`an answer without its length:\n${this.#head}`));
    this.#bodyStart = end + HEAD_END.length;
    this.#expected = this.#bodyStart + Number(length);
  }

  #finish(): void {
    const bytes = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
    const waiting = this.#waiting;
    const body = (bytes ?? Buffer.alloc(0)).subarray(this.#bodyStart, this.#expected);
    const answer = { status: Number(this.#head.slice(9, 12)), head: this.#head, body };
    this.#waiting = undefined;
    this.#chunks = [];
    this.#received = 0;
    this.#expected = 0;
    waiting?.resolve(answer);
  }

  #fail(error: Error): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.reject(error);
  }
}
