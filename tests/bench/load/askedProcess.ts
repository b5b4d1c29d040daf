import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";

/** A process of a benchmark that is asked one thing at a time. */
export type AskedProcess<Question extends object> = {
  readonly ask: <Answer>(question: Question) => Promise<Answer>;
  readonly stop: () => Promise<void>;
};

type Reply = { readonly value: unknown } | { readonly error: string };

async function ask<Answer>(child: ChildProcess, question: object): Promise<Answer> {
  const replied = new Promise<Reply>((resolve, reject) => {
    const left = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once("exit", left);
    child.once("message", (reply: Reply) => {
      child.off("exit", left);
      resolve(reply);
    });
  });
  child.send(question);
  const reply = await replied;
  if ("error" in reply) throw new Error(reply.error);
  return reply.value as Answer; // the file that was started answers each question with its own type
}

/** Starts a file of the benchmark in a process of its own. */
export function startAsked<Question extends object>(file: string): AskedProcess<Question> {
  const child = fork(file, { serialization: "advanced" });
  return {
    ask: (question) => ask(child, question),
    stop: async () => {
      const gone = once(child, "exit");
      child.kill();
      await gone;
    },
  };
}
