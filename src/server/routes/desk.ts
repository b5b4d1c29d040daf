import type { FastifyReply, FastifyRequest } from "fastify";
import { type CalendarDay, chinaDay } from "../../core/date.ts";
import { EXPIRY_WARNING_DAYS } from "../../core/operator/certification.ts";
import { OPERATOR_KINDS } from "../../core/operator/profile.ts";
import { type DutyNotices, noticeFor } from "../../core/reference/dutyNotices.ts";
import { askerOf } from "../http/callers.ts";
import type { RouteDeps } from "../http/deps.ts";
import type { DeskScope } from "../store/deskScope.ts";

/** The present notice of each kind of operator that has one, as what is signed names it. */
function presentNotices(pack: DutyNotices): DeskScope["notices"] {
  const entries = OPERATOR_KINDS.flatMap((kind) => {
    const notice = noticeFor(pack, kind);
    return notice === undefined ? [] : [[kind, `${notice.id} ${notice.version}`] as const];
  });
  return Object.fromEntries(entries);
}

function daysLater(now: number, days: number): CalendarDay {
  return chinaDay(now + days * 86_400);
}

/** By what the desk's lists are told today. */
export function deskDay(deps: Pick<RouteDeps, "now" | "dutyNotices">): Omit<DeskScope, "region"> {
  const now = deps.now();
  return { notices: presentNotices(deps.dutyNotices), day: chinaDay(now), soon: daysLater(now, EXPIRY_WARNING_DAYS) };
}

/** The desk of the officer who asks; undefined when the request was refused. */
export async function deskOf(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: RouteDeps,
): Promise<DeskScope | undefined> {
  const officer = await askerOf(request, reply, deps);
  const [region] = officer?.regions ?? [];
  if (region === undefined) return undefined;
  await deps.gate.settle();
  return { region, ...deskDay(deps) };
}
