import type { RecordType } from "../../../core/record/fieldRecord.ts";

/** Path of a plot's screen. */
export function plotPath(plot: string): string {
  return `/diary/plot/${encodeURIComponent(plot)}`;
}

/** Path of the form of an act, for a plot where one is known. */
export function recordPath(type: RecordType, plot?: string): string {
  return plot === undefined ? `/diary/new/${type}` : `/diary/new/${type}?plot=${encodeURIComponent(plot)}`;
}
