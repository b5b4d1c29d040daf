import { appText } from "../text/app.ts";
import { uiText } from "../text/ui.ts";
import { useText } from "../text/useText.ts";
import { Banner } from "../ui/Banner.tsx";
import { Button, ButtonLink } from "../ui/Button.tsx";
import { Screen } from "../ui/Screen.tsx";
import { useOnline } from "../ui/useOnline.ts";

/** Says that something went wrong and that nothing is lost. Both ways out load the app afresh. */
export function CrashScreen({ error }: { readonly error: unknown }) {
  const text = useText(appText);
  const ui = useText(uiText);
  const online = useOnline();
  const notDownloaded = !online && isMissingChunk(error);
  return (
    <Screen title={ui("app.name")}>
      <Banner tone="bad" role="alert" title={text("error.title")}>
        <p>{text(notDownloaded ? "error.chunk" : "error.kept")}</p>
      </Banner>
      <Button tone="primary" wide onClick={() => window.location.reload()}>
        {text("error.reopen")}
      </Button>
      <ButtonLink wide href="/">
        {text("error.home")}
      </ButtonLink>
      <details className="small soft">
        <summary>{text("error.details")}</summary>
        <p>{describe(error)}</p>
      </details>
    </Screen>
  );
}

/** Browsers name a failed import() differently; all of them make it a TypeError about a module. */
function isMissingChunk(error: unknown): boolean {
  return error instanceof TypeError && /module|import/i.test(error.message);
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
