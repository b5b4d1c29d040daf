import * as v from "valibot";
import { GRADES } from "../core/operator/creditStatements.ts";
import { LISTS } from "../core/operator/listing.ts";
import { OPERATOR_KINDS } from "../core/operator/profile.ts";
import { STANDING_STATES } from "../core/operator/standing.ts";
import { countField, hexField, regionField, secondsField, signedField } from "./fields.ts";
import { NO_EFFECT_CODES } from "./statements.ts";

/** What is noted beside a registered certificate; nothing of it removes the certificate. */
export const CERTIFICATE_FLAGS = [
  "numberConflict",
  "ambiguousReference",
  "lotMissing",
  "quantityOverdrawn",
  "lateUpload",
  "clockAhead",
  "seqReused",
  "iatFell",
  "notProvenBeforeEnd",
  "consentMissing",
] as const;
/** One of {@link CERTIFICATE_FLAGS}. */
export type CertificateFlag = (typeof CERTIFICATE_FLAGS)[number];

const quantitySchema = v.object({
  thousandths: v.pipe(v.number(), v.safeInteger()),
  unit: v.pipe(v.number(), v.safeInteger()),
});

/** The registered entry of whoever commits, as it held when the certificate was issued. */
export const committerSchema = v.object({
  id: hexField(8),
  name: v.string(),
  kind: v.picklist(OPERATOR_KINDS),
  region: regionField,
  address: v.optional(v.string()),
  /** Masked phone number; absent when none was given or it has been erased. */
  phone: v.optional(v.string()),
  /** True when there was a contact that has been erased (联系方式已删除). */
  contactErased: v.optional(v.literal(true)),
});
/** The registered entry of whoever commits. */
export type Committer = v.InferOutput<typeof committerSchema>;

/** What the register vouches for about whoever commits, today: reviewed product certifications, credit grade, lists. */
const credentialsEntries = {
  certifications: v.array(
    v.object({
      /** Code of the kind; `name` where the kinds do not name it. */
      kind: v.string(),
      name: v.optional(v.string()),
      number: v.string(),
      from: v.string(),
      to: v.optional(v.string()),
    }),
  ),
  /** The grade published last; absent while none is (尚未评定). */
  grade: v.optional(v.object({ grade: v.picklist(GRADES), score: countField, day: v.string() })),
  listings: v.array(
    v.object({
      list: v.picklist(LISTS),
      basis: v.string(),
      start: v.string(),
      end: v.optional(v.string()),
      appeal: v.string(),
      repair: v.string(),
    }),
  ),
};
const credentialsSchema = v.object(credentialsEntries);
/** What the register vouches for about whoever commits. */
export type CredentialsAnswer = v.InferOutput<typeof credentialsSchema>;

/** A registered certificate. What is signed is in `statement`; the rest is what the register adds. */
export const certificateAnswerSchema = v.object({
  number: v.string(),
  id: hexField(32),
  statement: signedField,
  /** 33-byte compressed key that signed, base64url. */
  key: v.string(),
  position: countField,
  receivedAt: secondsField,
  state: v.picklist(["active", "voided", "superseded", "recalled"]),
  /** Why the certificate itself has no effect, where it has none: signed without the right to. */
  noEffect: v.optional(v.picklist(NO_EFFECT_CODES)),
  withdrawn: v.optional(
    v.object({ reason: v.optional(v.string()), at: secondsField, by: v.object({ id: hexField(8), name: v.string() }) }),
  ),
  supersededBy: v.optional(v.string()),
  supersedes: v.optional(v.string()),
  operator: committerSchema,
  /** The station that signed for the operator (代开). */
  station: v.optional(committerSchema),
  standing: v.picklist(STANDING_STATES),
  lot: v.optional(
    v.object({
      id: hexField(32),
      product: v.string(),
      quantity: quantitySchema,
      harvested: v.optional(v.string()),
      assembled: v.optional(v.string()),
      plots: v.optional(v.array(v.string())),
      place: v.optional(v.string()),
      tests: v.array(
        v.object({
          date: v.string(),
          item: v.string(),
          by: v.string(),
          basis: v.picklist(["selfTest", "commissionedTest"]),
        }),
      ),
    }),
  ),
  flags: v.array(v.picklist(CERTIFICATE_FLAGS)),
  /** Ids of other certificates with this number. */
  sameNumber: v.array(hexField(32)),
  ...credentialsEntries,
});
/** A registered certificate. */
export type CertificateAnswer = v.InferOutput<typeof certificateAnswerSchema>;
