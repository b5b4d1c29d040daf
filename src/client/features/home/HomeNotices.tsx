import { Link } from "wouter";
import { appText } from "../../text/app.ts";
import type { Say } from "../../text/catalogue.ts";
import { useText } from "../../text/useText.ts";
import type { zhApp } from "../../text/zh-CN/app.ts";
import { Banner, type BannerTone } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { useOnline } from "../../ui/useOnline.ts";
import type { HomeState, StorageState } from "./homeDeps.ts";

/** From this many seconds on the clock is worth a warning. It blocks nothing. */
const CLOCK_TOLERANCE = 600;

const STORAGE_TONE = { full: "bad", unavailable: "bad", bestEffort: "caution" } as const satisfies Partial<
  Record<StorageState, BannerTone>
>;

/** What a person should know before going on; nothing at all on a phone in order. */
export function HomeNotices({ state }: { readonly state: HomeState }) {
  const text = useText(appText);
  const online = useOnline();
  return (
    <>
      {state.hasDraft && (
        <Banner title={text("home.draft")}>
          <Link href="/issue" asChild>
            <ButtonLink icon="edit">{text("home.draft.open")}</ButtonLink>
          </Link>
        </Banner>
      )}
      {!online && <Banner title={text("sync.offline")} role="status" />}
      <ClockNotice offset={state.clockOffset} />
      <StorageNotice storage={state.storage} joined={state.operator !== undefined} />
    </>
  );
}

function ClockNotice({ offset }: { readonly offset: number | undefined }) {
  const text = useText(appText);
  if (offset === undefined || Math.abs(offset) <= CLOCK_TOLERANCE) return null;
  return (
    <Banner tone="caution" title={text(offset < 0 ? "clock.ahead.title" : "clock.behind.title")}>
      <p>{text("clock.advice", { amount: amountOf(Math.abs(offset), text) })}</p>
    </Banner>
  );
}

/** Seconds in the largest unit that still says something: 40 分钟, 30 小时, 3 天. */
function amountOf(seconds: number, text: Say<typeof zhApp>): string {
  if (seconds < 2 * 3600) return text("clock.minutes", { count: Math.round(seconds / 60) });
  if (seconds < 2 * 86_400) return text("clock.hours", { count: Math.round(seconds / 3600) });
  return text("clock.days", { count: Math.round(seconds / 86_400) });
}

function StorageNotice({ storage, joined }: { readonly storage: StorageState; readonly joined: boolean }) {
  const text = useText(appText);
  if (storage === "unknown" || storage === "persistent") return null;
  // Who only scans has nothing yet that would be lost.
  if (storage === "bestEffort" && !joined) return null;
  return (
    <Banner tone={STORAGE_TONE[storage]} title={text(`storage.${storage}.title`)}>
      <p>{text(`storage.${storage}.advice`)}</p>
    </Banner>
  );
}
