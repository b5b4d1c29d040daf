import type { ReactNode } from "react";
import { Link } from "wouter";
import { officerText } from "../../text/officer.ts";
import { officerFailuresText } from "../../text/officerFailures.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import type { OfficerFailure } from "./officerDeps.ts";

/** What failed, in a sentence, and what to do about it. */
export function FailureBanner({
  failure,
  children,
}: {
  readonly failure: OfficerFailure | undefined;
  readonly children?: ReactNode;
}) {
  const text = useText(officerFailuresText);
  if (failure === undefined) return null;
  return (
    <Banner tone={failure === "offline" ? "caution" : "bad"} role="alert" title={text(`failure.${failure}`)}>
      <p>{text(`advice.${failure}`)}</p>
      {children}
    </Banner>
  );
}

/** What stands on an officer's screen on a phone that holds no officer's grant. */
export function NotOfficer({ title }: { readonly title: string }) {
  const text = useText(officerText);
  return (
    <Screen title={title} parent="/">
      <EmptyState icon="officer" title={text("guest.title")} text={text("guest.text")}>
        <Link href="/join" asChild>
          <ButtonLink tone="primary">{text("guest.join")}</ButtonLink>
        </Link>
      </EmptyState>
    </Screen>
  );
}
