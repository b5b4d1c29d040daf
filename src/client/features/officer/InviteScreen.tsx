import { useEffect, useMemo } from "react";
import { Link } from "wouter";
import { useStore } from "zustand";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { InvitationScreen } from "./InvitationScreen.tsx";
import { OperatorFields, RoleField, ScopeField } from "./InviteFields.tsx";
import { createInviteStore, type InviteStore } from "./inviteStore.ts";
import { FailureBanner, NotOfficer } from "./OfficerFrame.tsx";
import type { OfficerDeps, RegisteredOperator } from "./officerDeps.ts";

type InviteScreenProps = {
  readonly deps: OfficerDeps;
  /** Hexadecimal id of the operator that gets a further key; without it a new one is registered. */
  readonly operatorId?: string;
};

/** Registers and invites on one screen; ends at the link and its code. */
export function InviteScreen({ deps, operatorId }: InviteScreenProps) {
  const text = useText(officerText);
  const made = useMemo(() => createInviteStore(deps, operatorId), [deps, operatorId]);
  const store = useStore(made);
  const { opened, operator, self, invited } = store;
  useEffect(() => void opened(), [opened]);
  const title = text(operatorId === undefined ? "invite.title" : "invite.title.more");
  if (store.loading) return <Skeleton />;
  if (self === undefined) return <NotOfficer title={title} />;
  if (invited !== undefined) return <InvitationScreen invited={invited} deps={deps} />;
  if (operatorId !== undefined && operator === undefined) {
    return (
      <Screen title={title} parent="/officer">
        <FailureBanner failure={store.failure}>
          <Button onClick={() => void opened()}>{text("list.again")}</Button>
        </FailureBanner>
      </Screen>
    );
  }
  return (
    <Screen title={title} parent="/officer" bottom={<InviteBar store={store} />}>
      {operator !== undefined && <Whom operator={operator} deps={deps} />}
      <RoleField store={store} />
      {operator === undefined ? (
        <OperatorFields store={store} deps={deps} />
      ) : (
        <ScopeField store={store} deps={deps} region={operator.region} />
      )}
    </Screen>
  );
}

function Whom({ operator, deps }: { readonly operator: RegisteredOperator; readonly deps: OfficerDeps }) {
  const text = useText(officerText);
  const place = usePlaceName(operator.region, deps.placeName);
  return (
    <List>
      <ListRow
        icon="person"
        title={operator.name}
        detail={`${text(`kind.${operator.kind}`)} · ${place}${operator.address ?? ""}`}
      />
    </List>
  );
}

/** What went wrong stands beside the button that was pressed: the form above may be out of sight. */
function InviteBar({ store }: { readonly store: InviteStore }) {
  const text = useText(officerText);
  const confirm = async () => {
    await store.confirmed();
    // After React has drawn the errors, the first of them comes into sight.
    requestAnimationFrame(() =>
      document.querySelector<HTMLElement>(".field-error, [role=alert]")?.scrollIntoView({ block: "center" }),
    );
  };
  return (
    <>
      <FailureBanner failure={store.failure}>
        {store.failure === "answerLost" && (
          <Link href="/officer" asChild>
            <ButtonLink>{text("invite.lookFirst")}</ButtonLink>
          </Link>
        )}
      </FailureBanner>
      <BottomBar>
        <Button tone="primary" large wide busy={store.busy} onClick={() => void confirm()}>
          {text(store.busy ? "invite.go.busy" : "invite.go")}
        </Button>
      </BottomBar>
    </>
  );
}
