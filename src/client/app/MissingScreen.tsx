import { Link, useLocation } from "wouter";
import { appText } from "../text/app.ts";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { ButtonLink } from "../ui/Button.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Screen } from "../ui/Screen.tsx";

/** For an address that no screen has. */
export function MissingScreen() {
  const text = useText(appText);
  const ui = useText(uiText);
  const [path] = useLocation();
  return (
    <Screen title={ui("app.name")} parent="/">
      <EmptyState icon="note" title={text("missing.title")} text={text("missing.text", { path })}>
        <Link href="/" asChild>
          <ButtonLink tone="primary">{text("error.home")}</ButtonLink>
        </Link>
      </EmptyState>
    </Screen>
  );
}
