import { chinaDay, chinaTime, startOfDay } from "../../../core/date.ts";

/** Value of a `datetime-local` field for Unix seconds, in China's time whatever zone the phone is in. */
export function momentInput(seconds: number): string {
  return `${chinaDay(seconds)}T${chinaTime(seconds)}`;
}

/** Unix seconds of a `datetime-local` value read as China's time; undefined for anything that is no moment. */
export function parseMoment(value: string): number | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d(?:\.\d+)?)?$/.exec(value);
  const day = startOfDay(parts?.[1] ?? "");
  return day === undefined ? undefined : day + Number(parts?.[2]) * 3600 + Number(parts?.[3]) * 60;
}
