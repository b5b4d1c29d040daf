import * as v from "valibot";

/** Every reason for which the endpoint refuses a request. */
export const PROBLEM_CODES = [
  "unreadable",
  "badRequest",
  "badNumber",
  "tokenMissing",
  "tokenUnknown",
  "challengeUnknown",
  "proofFailed",
  "keyUnknown",
  "roleMissing",
  "outOfScope",
  "codeDiffers",
  "linkStopped",
  "notFound",
  "linkUnknown",
  "notWaiting",
  "linkUsed",
  "keyTaken",
  "clockWrong",
  "linkExpired",
  "feedRestarts",
  "recordErased",
  "blobOffset",
  "snapshotNeeded",
  "tooLarge",
  "unsupportedType",
  "regionUnknown",
  "operatorRefused",
  "tooMany",
  "internal",
  "neighbourSilent",
  "stopping",
] as const;
/** One of the reasons. */
export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** HTTP status of each reason. */
export const PROBLEM_STATUS: { readonly [Code in ProblemCode]: number } = {
  unreadable: 400,
  badRequest: 400,
  badNumber: 400,
  tokenMissing: 401,
  tokenUnknown: 401,
  challengeUnknown: 401,
  proofFailed: 401,
  keyUnknown: 403,
  roleMissing: 403,
  outOfScope: 403,
  codeDiffers: 403,
  linkStopped: 403,
  notFound: 404,
  linkUnknown: 404,
  notWaiting: 409,
  linkUsed: 409,
  keyTaken: 409,
  clockWrong: 409,
  linkExpired: 410,
  feedRestarts: 410,
  recordErased: 410,
  blobOffset: 409,
  snapshotNeeded: 410,
  tooLarge: 413,
  unsupportedType: 415,
  regionUnknown: 422,
  operatorRefused: 422,
  tooMany: 429,
  internal: 500,
  neighbourSilent: 502,
  stopping: 503,
};

/** Body of every refusal (RFC 9457); `code` is what software decides on. */
export const problemSchema = v.object({
  type: v.literal("about:blank"),
  title: v.string(),
  status: v.pipe(v.number(), v.integer()),
  code: v.picklist(PROBLEM_CODES),
  /** The part of the request that was at fault, where one can be named. */
  field: v.optional(v.string()),
});
/** Body of a refusal. */
export type Problem = v.InferOutput<typeof problemSchema>;

/** Code of a refusal; undefined when the body is no problem document, as when something else answered. */
export function parseProblem(answer: unknown): Problem | undefined {
  const parsed = v.safeParse(problemSchema, answer);
  return parsed.success ? parsed.output : undefined;
}
