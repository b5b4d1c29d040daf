import { Link } from "wouter";
import { useStore } from "zustand";
import { appText } from "../../text/app.ts";
import { uiText } from "../../text/ui.ts";
import { useText } from "../../text/useText.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Icon } from "../../ui/Icon.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import "./home.css";
import { HomeActions } from "./HomeActions.tsx";
import { HomeNotices } from "./HomeNotices.tsx";
import type { HomeDeps, HomeOperator } from "./homeDeps.ts";
import { SyncLine } from "./SyncLine.tsx";

/** The first screen: who I am and what needs care above, what I do most within reach of the thumb. */
export function HomeScreen({ deps }: { readonly deps: HomeDeps }) {
  const text = useText(appText);
  const ui = useText(uiText);
  const state = useStore(deps.state);
  return (
    <Screen title={ui("app.name")} bottom={<HomeActions operator={state.operator} />}>
      <WhoIAm operator={state.operator} />
      <HomeNotices state={state} />
      {state.operator === undefined && (
        <EmptyState icon="scan" title={text("app.fullName")} text={text("home.guest.text")} />
      )}
      {state.operator !== undefined && <SyncLine sync={state.sync} onSyncNow={deps.syncNow} />}
      <div className="home-rest">
        <List label={text("home.menu")}>
          {state.operator !== undefined && (state.operator.mayIssue || !state.operator.isOfficer) && (
            <Link href="/certificates" asChild>
              <ListRow icon="list" title={text("home.certificates")} detail={text("home.certificates.hint")} />
            </Link>
          )}
          {state.operator?.mayIssue === true && (
            <Link href="/diary" asChild>
              <ListRow icon="edit" title={text("home.diary")} detail={text("home.diary.hint")} />
            </Link>
          )}
          {state.operator?.mayIssue === true && (
            <Link href="/file" asChild>
              <ListRow icon="edit" title={text("home.file")} detail={text("home.file.hint")} />
            </Link>
          )}
          <OfficeRows operator={state.operator} />
          <Link href="/scan/history" asChild>
            <ListRow icon="history" title={text("home.history")} />
          </Link>
          <Link href="/settings" asChild>
            <ListRow icon="settings" title={text("home.settings")} />
          </Link>
        </List>
      </div>
    </Screen>
  );
}

/** What stations and officers have beside what everybody has. */
function OfficeRows({ operator }: { readonly operator: HomeOperator | undefined }) {
  const text = useText(appText);
  return (
    <>
      {operator?.isStation === true && (
        <Link href="/station" asChild>
          <ListRow icon="person" title={text("home.station")} detail={text("home.station.hint")} />
        </Link>
      )}
      {operator?.isOfficer === true && (
        <Link href="/officer" asChild>
          <ListRow icon="officer" title={text("home.officer")} detail={text("home.officer.hint")} />
        </Link>
      )}
    </>
  );
}

function WhoIAm({ operator }: { readonly operator: HomeOperator | undefined }) {
  const text = useText(appText);
  return (
    <div className="home-who">
      <Icon name="person" />
      <div>
        <p className="home-name">{operator?.name ?? text("home.guest")}</p>
        <p className="small soft">{operator?.region ?? text("home.guest.hint")}</p>
      </div>
    </div>
  );
}
