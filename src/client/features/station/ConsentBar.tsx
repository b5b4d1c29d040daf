import { useEffect, useRef, useState } from "react";
import type { Draft } from "../../../core/certificate/draft.ts";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { clearPad, padPicture, SignaturePad } from "./SignaturePad.tsx";
import "./station.css";
import type { AnswerFailure, ConsentDeps } from "./stationDeps.ts";

type ConsentProps = {
  readonly draft: Draft;
  readonly deps: ConsentDeps;
  /** Signs, once the farmer has agreed. */
  readonly confirm: () => Promise<void>;
};

/** In place of the signing button: the farmer agrees first, by a signature here or on the farmer's own phone. */
export function ConsentBar(props: ConsentProps) {
  const text = useText(stationText);
  const { name } = props.deps.farmer;
  const [way, setWay] = useState<"sign" | "phone">();
  const close = () => setWay(undefined);
  return (
    <div className="consent-bar">
      <p>{text("consent.explain", { name })}</p>
      <Button tone="primary" large wide icon="edit" onClick={() => setWay("sign")}>
        {text("consent.sign")}
      </Button>
      <Button wide icon="device" onClick={() => setWay("phone")}>
        {text("consent.phone")}
      </Button>
      <Sheet open={way === "sign"} title={text("sign.title", { name })} onClose={close}>
        <Sign {...props} onDone={close} />
      </Sheet>
      <Sheet open={way === "phone"} title={text("ask.title")} onClose={close}>
        <AskPhone {...props} onDone={close} />
      </Sheet>
    </div>
  );
}

function Sign({ draft, deps, confirm, onDone }: ConsentProps & { readonly onDone: () => void }) {
  const text = useText(stationText);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [station, setStation] = useState("");
  const [written, setWritten] = useState(false);
  const [busy, setBusy] = useState(false);
  useEffect(() => void deps.station().then(setStation), [deps]);
  const done = async () => {
    if (canvas.current === null) return;
    setBusy(true);
    const picture = await padPicture(canvas.current);
    if (picture !== undefined) {
      await deps.signed(draft, picture);
      await confirm();
    }
    setBusy(false);
    onDone();
  };
  return (
    <>
      <p>{text("sign.text", { station })}</p>
      <p className="soft">{text(written ? "sign.pad" : "sign.empty")}</p>
      <SignaturePad label={text("sign.pad")} canvas={canvas} onWritten={() => setWritten(true)} />
      <div className="row">
        <Button
          onClick={() => {
            clearPad(canvas.current);
            setWritten(false);
          }}
        >
          {text("sign.clear")}
        </Button>
      </div>
      <Button tone="primary" large wide disabled={!written} busy={busy} onClick={() => void done()}>
        {text(busy ? "sign.busy" : "sign.done")}
      </Button>
    </>
  );
}

function AskPhone({ draft, deps, confirm, onDone }: ConsentProps & { readonly onDone: () => void }) {
  const text = useText(stationText);
  const [offer, setOffer] = useState<string>();
  const [scanning, setScanning] = useState(false);
  const [failure, setFailure] = useState<AnswerFailure>();
  useEffect(() => void deps.offer(draft).then(setOffer), [deps, draft]);
  const read = async (code: string) => {
    const wrong = await deps.answered(draft, code);
    setFailure(wrong);
    if (wrong !== undefined) return;
    await confirm();
    onDone();
  };
  if (scanning) {
    return (
      <>
        {failure !== undefined && <Banner tone="bad" role="alert" title={text(`ask.failed.${failure}`)} />}
        {deps.reader(text("ask.aim"), (code) => void read(code))}
        <Button wide onClick={() => setScanning(false)}>
          {text("ask.back")}
        </Button>
      </>
    );
  }
  return (
    <>
      <p>{text("ask.step1")}</p>
      <div className="consent-code always-light">
        {offer !== undefined && <QrCode text={offer} size={300} label={text("ask.code")} />}
      </div>
      <p>{text("ask.step2")}</p>
      <Button tone="primary" large wide icon="scan" onClick={() => setScanning(true)}>
        {text("ask.scan")}
      </Button>
    </>
  );
}
