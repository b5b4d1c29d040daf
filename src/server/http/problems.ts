import type { FastifyReply } from "fastify";
import { CONTENT_TYPE } from "../../wire/contentTypes.ts";
import { PROBLEM_STATUS, type Problem, type ProblemCode } from "../../wire/problem.ts";

/** A sentence for whoever reads the answer by hand; software reads the code. */
const TITLES: { readonly [Code in ProblemCode]: string } = {
  unreadable: "The body could not be read.",
  badRequest: "The request is not of its form.",
  badNumber: "This is no certificate number.",
  tokenMissing: "This needs a session.",
  tokenUnknown: "The session is unknown or has expired.",
  challengeUnknown: "The challenge is unknown, used or has expired.",
  proofFailed: "The proof of possession does not hold.",
  keyUnknown: "No grant of this key is in force.",
  roleMissing: "The role does not allow this.",
  outOfScope: "This is outside the caller's region.",
  codeDiffers: "The six digits differ.",
  linkStopped: "A second phone used this link, so it was stopped.",
  notFound: "There is nothing here.",
  linkUnknown: "This link is unknown.",
  notWaiting: "No key waits for confirmation.",
  linkUsed: "Another key has used this link.",
  keyTaken: "The key belongs to another operator.",
  clockWrong: "The phone's clock is more than a week off.",
  linkExpired: "This link has expired.",
  feedRestarts: "What this caller may see has changed; start again without a cursor.",
  blobOffset: "This part does not begin where the last one ended.",
  recordErased: "This record has been erased.",
  snapshotNeeded: "This change is not available; fetch the snapshot.",
  tooLarge: "The request is too large.",
  unsupportedType: "The content type is not accepted here.",
  regionUnknown: "This region is unknown or not this authority's.",
  operatorRefused: "The operator's entry was refused.",
  tooMany: "Too many requests.",
  neighbourSilent: "The other authority's endpoint does not answer.",
  internal: "The endpoint failed.",
  stopping: "The endpoint is stopping.",
};

/** The body of a refusal. */
function problem(code: ProblemCode, field?: string): Problem {
  const body = { type: "about:blank", title: TITLES[code], status: PROBLEM_STATUS[code], code } as const;
  return field === undefined ? body : { ...body, field };
}

/** Refuses a request; the status follows from the code. */
export function refuse(reply: FastifyReply, code: ProblemCode, field?: string): FastifyReply {
  return reply
    .code(PROBLEM_STATUS[code])
    .type(CONTENT_TYPE.problem)
    .send(JSON.stringify(problem(code, field)));
}
