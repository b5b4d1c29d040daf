import { type ReactNode, use } from "react";
import type { Phone } from "../../data/phone.ts";
import { appText } from "../../text/app.ts";
import { useText } from "../../text/useText.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import type { AppServices } from "../services.ts";

type PhoneRouteProps = { readonly services: AppServices; readonly children: (phone: Phone) => ReactNode };

/** Gives a screen this phone's data once it is open, or says why it cannot be opened. */
export function PhoneRoute({ services, children }: PhoneRouteProps) {
  const text = useText(appText);
  const opened = use(services.phone);
  if (opened.ok) return children(opened.value);
  return (
    <Screen title={text("app.fullName")} parent="/">
      <EmptyState
        icon="caution"
        title={text(`phone.${opened.error}.title` as const)}
        text={text(`phone.${opened.error}.advice` as const)}
      />
    </Screen>
  );
}
