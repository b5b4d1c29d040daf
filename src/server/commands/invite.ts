import { parseArgs } from "node:util";
import * as v from "valibot";
import { OPERATOR_KINDS } from "../../core/operator/profile.ts";
import { ROLES } from "../../core/operator/role.ts";
import { err, ok, type Result } from "../../core/result.ts";
import { consoleInvitationSchema } from "../../wire/invitations.ts";
import { runConsoleCommand } from "./askConsole.ts";
import type { ConsoleReply, ConsoleRequest } from "./console.ts";
import { terminalCode } from "./terminalCode.ts";

const USAGE = `Registers an operator and makes a one-time join link for one phone of it. Works while the server runs (which then does
it) and while it does not (then this command opens the data folder itself).

  npm run invite -- --role producer --kind cooperative --name 惠民合作社 --region 140502104201 --address 岭常村 --phone 13800000000
  npm run invite -- --role producer --operator 1f2e3d4c5b6a7988      another phone of a registered operator
  npm run invite -- --role officer                                   another officer of this authority
  npm run invite -- --confirm 123456                                 grants the waiting key whose digits were compared

  --role    ${ROLES.join(" | ")}
  --kind    ${OPERATOR_KINDS.filter((kind) => kind !== "agency").join(" | ")}
  --scope   division code the role covers, where it is not the usual one`;

const OPTIONS = {
  role: { type: "string" },
  kind: { type: "string" },
  name: { type: "string" },
  region: { type: "string" },
  address: { type: "string" },
  phone: { type: "string" },
  operator: { type: "string" },
  scope: { type: "string" },
  confirm: { type: "string" },
  help: { type: "boolean" },
} as const;

type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>["values"];

function readOptions(args: readonly string[]): Result<Options, string> {
  try {
    return ok(parseArgs({ args: [...args], options: OPTIONS }).values);
  } catch (error) {
    return err(`${error instanceof Error ? error.message : String(error)} (--help shows the options).`);
  }
}

function readInvitation(options: Options): Result<ConsoleRequest, string> {
  const { role, operator, scope, kind, name, region, address, phone } = options;
  const forAgency = (role === "officer" || role === "inspector") && operator === undefined;
  const isNew = operator === undefined && !forAgency;
  const who = isNew ? { kind, name, region, address, phone } : { id: operator ?? "0".repeat(16) };
  const request = v.safeParse(consoleInvitationSchema, { role, operator: who, scope });
  if (request.success) return ok({ do: "invite", request: request.output, forAgency });
  const needed = isNew ? ["role", "kind", "name", "region", "phone"] : ["role"];
  const missing = needed.filter((option) => !(option in options)).map((option) => `--${option}`);
  if (missing.length > 0) return err(`${missing.join(", ")} missing (--help shows the options).`);
  const field = v.getDotPath(request.issues[0])?.split(".").pop() ?? "role";
  return err(`--${field} is not of its form (--help shows the options).`);
}

function readCommand(args: readonly string[]): Result<ConsoleRequest | "help", string> {
  const options = readOptions(args);
  if (!options.ok) return options;
  const { help, confirm } = options.value;
  if (help === true || args.length === 0) return ok("help");
  return confirm === undefined
    ? readInvitation(options.value)
    : ok({ do: "confirm", code: confirm.replace(/\s/g, "") });
}

function show(reply: ConsoleReply): number {
  if (reply.outcome === "refused") {
    process.stderr.write(`${reply.sentence}\n`);
    return 1;
  }
  if (reply.outcome === "confirmed") {
    process.stdout.write(`Granted: ${reply.name}\n`);
    return 0;
  }
  if (reply.outcome !== "invited") throw new TypeError("the server answered another question");
  const until = new Date(reply.expires * 1000).toISOString();
  const waits = reply.waits
    ? "The key waits until the six digits have been compared and confirmed with --confirm.\n"
    : "";
  const code = terminalCode(reply.link);
  process.stdout.write(`${reply.name}\n${reply.link}\nOne phone, until ${until}.\n${waits}\n${code}\n`);
  return 0;
}

if (import.meta.main) await runConsoleCommand({ usage: USAGE, read: readCommand, show });
