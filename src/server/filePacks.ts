import { type CertificationKinds, readCertificationKinds } from "../core/reference/certificationKinds.ts";
import { type DutyNotices, readDutyNotices } from "../core/reference/dutyNotices.ts";
import type { PackError } from "../core/reference/packHeader.ts";
import { type Readings, readReadings } from "../core/reference/readings.ts";
import type { Result } from "../core/result.ts";
import certificationKinds from "../data/certificationKinds.json" with { type: "json" };
import dutyNotices from "../data/dutyNotices.json" with { type: "json" };
import readings from "../data/readings.json" with { type: "json" };

function intact<T>(pack: Result<T, PackError>): T {
  if (!pack.ok) throw new Error("a data pack that ships with the endpoint is damaged");
  return pack.value;
}

/** Kinds of product certification. @throws Error when the pack that ships with the endpoint is damaged */
export function openCertificationKinds(): CertificationKinds {
  return intact(readCertificationKinds(certificationKinds));
}

/** Duty notices. @throws Error when the pack that ships with the endpoint is damaged */
export function openDutyNotices(): DutyNotices {
  return intact(readDutyNotices(dutyNotices));
}

/** Readings of characters in names. @throws Error when the pack that ships with the endpoint is damaged */
export function openReadings(): Readings {
  return intact(readReadings(readings));
}
