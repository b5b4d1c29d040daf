import { Link } from "wouter";
import { officerText } from "../../text/officer.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { CODE_DIGITS, type InvitationsStore } from "./invitationsStore.ts";
import "./officer.css";
import { FailureBanner } from "./OfficerFrame.tsx";

/** How often digits may differ before the officer is told to stop trying. */
const TRIES = 2;

/** The officer enters the digits that she hears; only the key's own let it in. */
export function CompareSheet({ store }: { readonly store: InvitationsStore }) {
  const text = useText(officerText);
  const { comparing, invitations } = store;
  const invitation = invitations.find(({ id }) => id === comparing?.id);
  const stop = comparing?.failure === "codeDiffers" && comparing.wrong >= TRIES;
  const incomplete = comparing === undefined || comparing.digits.length < CODE_DIGITS;
  return (
    <Sheet
      open={comparing !== undefined}
      title={text("compare.title")}
      onClose={store.compareClosed}
      actions={
        <Button
          tone="primary"
          wide
          large
          disabled={incomplete}
          busy={comparing?.busy ?? false}
          onClick={() => void store.compared()}
        >
          {text("compare.confirm")}
        </Button>
      }
    >
      {invitation !== undefined && (
        <strong>{text("compare.who", { name: invitation.name, role: text(`roleShort.${invitation.role}`) })}</strong>
      )}
      <p>{text("compare.how")}</p>
      {stop ? (
        <Banner tone="bad" role="alert" title={text("compare.stop")}>
          <p>{text("compare.stop.do")}</p>
        </Banner>
      ) : (
        <FailureBanner failure={comparing?.failure} />
      )}
      <div className="officer-digits">
        <TextField
          label={text("compare.digits")}
          inputMode="numeric"
          autoComplete="off"
          value={comparing?.digits ?? ""}
          onChange={store.digitsTyped}
        />
      </div>
      {invitation !== undefined && (
        <Link href={`/officer/operators/${invitation.operator}`} asChild>
          <ButtonLink tone="quiet">{text("compare.call")}</ButtonLink>
        </Link>
      )}
    </Sheet>
  );
}
