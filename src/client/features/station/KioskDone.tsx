import { useEffect, useState } from "react";
import { Link } from "wouter";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Screen } from "../../ui/Screen.tsx";
import "./station.css";

/** A certificate that was just issued. */
export type IssuedHere = { readonly number: string; readonly product: string; readonly chainText: string };

type KioskDoneProps = {
  readonly id: string;
  readonly find: (id: string) => Promise<IssuedHere | undefined>;
  readonly finish: () => void;
};

/** The end of a visit: the code to be scanned, the label to be printed, and 办完了. */
export function KioskDone({ id, find, finish }: KioskDoneProps) {
  const text = useText(stationText);
  const [issued, setIssued] = useState<IssuedHere>();
  useEffect(() => void find(id).then(setIssued), [find, id]);
  return (
    <Screen
      title={text("kiosk.done.title")}
      bottom={
        <BottomBar>
          <Link href={`/print/${id}`} asChild>
            <ButtonLink icon="print">{text("kiosk.done.print")}</ButtonLink>
          </Link>
          <Button tone="primary" large onClick={finish}>
            {text("kiosk.done.finish")}
          </Button>
        </BottomBar>
      }
    >
      {issued !== undefined && (
        <div className="consent-code always-light">
          <strong>{issued.product}</strong>
          <QrCode text={issued.chainText} size={300} />
          <CertificateNumber number={issued.number} />
        </div>
      )}
    </Screen>
  );
}
