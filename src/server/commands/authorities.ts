import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import * as v from "valibot";
import { err, ok, type Result } from "../../core/result.ts";
import { authorityAnswerSchema } from "../../wire/authority.ts";
import { runConsoleCommand } from "./askConsole.ts";
import type { ConsoleReply, ConsoleRequest } from "./console.ts";

const USAGE = `Shows and changes which other authorities this one recognises (跨区域亮证): their certificates then count on this
authority's phones, inside the regions listed and nowhere else. Works while the server runs and while it does not.

  npm run authorities -- list
  npm run authorities -- add FILE --fingerprint "1f2e 3d4c …"         FILE is what their /api/authority answers
  npm run authorities -- add FILE --fingerprint … --regions 140581    as much of their area, separated by commas
  npm run authorities -- remove 1f2e3d4c5b6a7988                      an id that list shows

  --fingerprint  of their list key, 64 characters, as their server prints it at its start: ask for it by telephone`;

const OPTIONS = {
  fingerprint: { type: "string" },
  regions: { type: "string" },
  help: { type: "boolean" },
} as const;

function readList(file: string): Result<string, string> {
  try {
    const answer = v.safeParse(authorityAnswerSchema, JSON.parse(readFileSync(file, "utf8")));
    return answer.success ? ok(answer.output.list) : err(`${file} is not what /api/authority answers.`);
  } catch {
    return err(`${file} cannot be read as JSON.`);
  }
}

function readAddition(
  file: string | undefined,
  { fingerprint = "", regions }: { readonly fingerprint?: string; readonly regions?: string },
): Result<ConsoleRequest, string> {
  if (file === undefined) return err("FILE missing (--help shows the form).");
  const compared = fingerprint.replace(/\s/g, "").toLowerCase();
  if (!/^[0-9a-f]{64}$/.test(compared)) return err("--fingerprint must be the 64 characters of their fingerprint.");
  const codes = regions?.split(",").map((code) => code.trim());
  if (codes?.every((code) => /^[1-9][0-9]{1,11}$/.test(code)) === false)
    return err("--regions must be division codes separated by commas.");
  const list = readList(file);
  if (!list.ok) return list;
  const request = { do: "recognise", list: list.value, fingerprint: compared } as const;
  return ok(codes === undefined ? request : { ...request, regions: codes });
}

function readCommand(args: readonly string[]): Result<ConsoleRequest | "help", string> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
    const [what, operand] = positionals;
    if (values.help === true || what === undefined) return ok("help");
    if (what === "list") return ok({ do: "authorities" });
    if (what === "add") return readAddition(operand, values);
    if (what !== "remove") return err(`${what} is not list, add or remove (--help shows the forms).`);
    return operand !== undefined && /^[0-9a-f]{16}$/.test(operand)
      ? ok({ do: "forget", id: operand })
      : err("remove takes an id that list shows.");
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)} (--help shows the options).`);
  }
}

function show(reply: ConsoleReply): number {
  if (reply.outcome === "refused") {
    process.stderr.write(`${reply.sentence}\n`);
    return 1;
  }
  if (reply.outcome !== "authorities") throw new TypeError("the server answered another question");
  const lines = reply.recognised.map(
    ({ id, name, regions, origin }) => `${id}  ${name}  ${regions.join(",")}  ${origin}`,
  );
  process.stdout.write(`${lines.length === 0 ? "No other authority is recognised." : lines.join("\n")}\n`);
  return 0;
}

await runConsoleCommand({ usage: USAGE, read: readCommand, show });
