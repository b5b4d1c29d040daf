import type { ProblemCode } from "../../wire/problem.ts";
import type { DeskError } from "../data/officerDesk.ts";
import type { NetworkFailure } from "../features/officer/officerDeps.ts";

const NETWORK: Readonly<Record<DeskError["code"], NetworkFailure>> = {
  offline: "offline",
  timeout: "offline",
  keyLocked: "keyUnknown",
  notOurServer: "notOurServer",
  refused: "serverError",
  roleMissing: "roleMissing",
  serverError: "serverError",
  tooLarge: "serverError",
  tooManyRequests: "tooMany",
};

const REFUSED: Partial<Record<ProblemCode, NetworkFailure>> = {
  keyUnknown: "keyUnknown",
  tokenUnknown: "keyUnknown",
  proofFailed: "keyUnknown",
  roleMissing: "roleMissing",
  outOfScope: "outOfScope",
};

/** Why the endpoint gave no answer or refused, in the words of the screens; `refused`: what only this call is refused for. */
export function deskFailure<F extends string = never>(
  error: DeskError,
  refused: Partial<Record<ProblemCode, F>> = {},
): F | NetworkFailure {
  if (error.code !== "refused") return NETWORK[error.code];
  return refused[error.problem] ?? REFUSED[error.problem] ?? "serverError";
}
