import { chinaDay } from "../../core/date.ts";
import { QUALITY_KINDS, type QualityFlag, qualityFlag } from "../../core/operator/duty.ts";
import { operatorFile, qualityPerson } from "../../core/operator/file.ts";
import { timeNow } from "../data/clock.ts";
import { actingIdentity } from "../data/identities.ts";
import { readFile } from "../data/operatorFiles.ts";
import type { Phone } from "../data/phone.ts";

/**
 * What is wrong with who answers for quality at the operator that the screens act as; undefined when nothing is, when it
 * needs nobody, and while this phone has never read its file: what is not known is no reason to warn.
 */
export async function ownQualityFlag(phone: Phone): Promise<QualityFlag | undefined> {
  const identity = await actingIdentity(phone.db);
  if (identity === undefined || !QUALITY_KINDS.includes(identity.kind)) return undefined;
  const { operator: id, name, kind, region } = identity;
  const read = await readFile(phone, identity, id, { id, name, kind, region });
  if (!read.ok || (read.value.seenAt === 0 && read.value.said.length === 0)) return undefined;
  return qualityFlag(kind, qualityPerson(operatorFile(read.value.said)), chinaDay(await timeNow(phone)));
}
