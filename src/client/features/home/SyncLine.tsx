import { Link } from "wouter";
import { appText } from "../../text/app.ts";
import { formatMoment } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Spinner } from "../../ui/Spinner.tsx";
import { useOnline } from "../../ui/useOnline.ts";
import type { HomeDeps, SyncSummary } from "./homeDeps.ts";

type SyncLineProps = { readonly sync: SyncSummary; readonly onSyncNow: HomeDeps["syncNow"] };

/** How far uploading has come, and sending by hand. */
export function SyncLine({ sync, onSyncNow }: SyncLineProps) {
  const text = useText(appText);
  const language = useLanguage();
  const online = useOnline();
  const contact =
    sync.lastContact === undefined
      ? text("sync.never")
      : text("sync.upToDate.at", { time: formatMoment(sync.lastContact, language) });
  switch (sync.state) {
    case "upToDate":
      return (
        <List>
          <ListRow
            icon="good"
            title={text(sync.lastContact === undefined ? "sync.never" : "sync.upToDate")}
            detail={sync.lastContact === undefined ? undefined : contact}
          />
        </List>
      );
    case "sending":
      return (
        <List>
          <ListRow
            icon="upload"
            title={text("sync.sending", { count: sync.waiting })}
            detail={contact}
            end={<Spinner />}
          />
        </List>
      );
    case "waiting":
      return (
        <List>
          <ListRow icon="waiting" title={text("sync.waiting", { count: sync.waiting })} detail={contact} />
          {online && onSyncNow !== undefined && <ListRow icon="upload" title={text("sync.now")} onClick={onSyncNow} />}
        </List>
      );
    case "refused":
      return (
        <Banner tone="bad" title={text("sync.refused", { count: sync.refused })}>
          <Link href="/certificates" asChild>
            <ButtonLink>{text("sync.refused.hint")}</ButtonLink>
          </Link>
        </Banner>
      );
  }
}
