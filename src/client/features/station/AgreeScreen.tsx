import { useMemo, useState } from "react";
import type { AgencyOffer } from "../../../core/qr/agencyText.ts";
import { chinaDayWords } from "../../text/format.ts";
import { stationText } from "../../text/station.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { BrightnessAdvice } from "../../ui/BrightnessAdvice.tsx";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { Screen } from "../../ui/Screen.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { useWakeLock } from "../../ui/useWakeLock.ts";
import "./station.css";
import type { AgreeFailure, FarmerDeps } from "./stationDeps.ts";

type AgreeScreenProps = {
  readonly deps: FarmerDeps;
  /** Address with the code in its fragment. */
  readonly address: string;
};

/** The farmer's side of 代开: what the station wants to sign, 同意, and the answer as a code. */
export function AgreeScreen({ deps, address }: AgreeScreenProps) {
  const text = useText(stationText);
  const read = useMemo(() => deps.read(address), [deps, address]);
  const [answer, setAnswer] = useState<string>();
  if (answer !== undefined) return <Answer code={answer} />;
  if (read?.form === "offer") return <Offer offer={read.offer} deps={deps} onAgreed={setAnswer} />;
  return (
    <Screen title={text("agree.title")} parent="/">
      <Banner tone="caution" title={text(read?.form === "consent" ? "agree.forStation" : "agree.damaged")} />
    </Screen>
  );
}

type OfferProps = {
  readonly offer: AgencyOffer;
  readonly deps: FarmerDeps;
  readonly onAgreed: (code: string) => void;
};

function Offer({ offer, deps, onAgreed }: OfferProps) {
  const text = useText(stationText);
  const [failure, setFailure] = useState<AgreeFailure>();
  const [busy, setBusy] = useState(false);
  const agree = async () => {
    setBusy(true);
    const agreed = await deps.agree(offer);
    setBusy(false);
    if (agreed.ok) onAgreed(agreed.value);
    else setFailure(agreed.error);
  };
  return (
    <Screen
      title={text("agree.title")}
      parent="/"
      bottom={
        <BottomBar>
          <Button tone="primary" large wide busy={busy} onClick={() => void agree()}>
            {text(busy ? "agree.busy" : "agree.yes")}
          </Button>
        </BottomBar>
      }
    >
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`agree.failed.${failure}`)} />}
      <p className="agree-ask">{text("agree.ask", { station: offer.stationName })}</p>
      <OfferedGoods offer={offer} deps={deps} />
      <p>{text("agree.warning")}</p>
      <PinSheet
        open={failure === "keyLocked"}
        onClose={() => setFailure(undefined)}
        unlock={deps.unlock}
        onUnlocked={() => void agree()}
      />
    </Screen>
  );
}

function OfferedGoods({ offer, deps }: Omit<OfferProps, "onAgreed">) {
  const text = useText(stationText);
  const language = useLanguage();
  const { goods, day } = offer;
  const origin = usePlaceName(goods.origin, deps.placeName);
  const words = (deps.styles[0]?.basis ?? []).filter(({ bit }) => (goods.basis & (1 << bit)) !== 0);
  return (
    <List>
      <ListRow title={<strong>{goods.product}</strong>} detail={text("agree.product")} />
      <ListRow
        title={<strong>{quantityWords(goods.quantity, deps.units, language)}</strong>}
        detail={text("agree.quantity")}
      />
      <ListRow title={`${origin}${goods.place ?? ""}`} detail={text("agree.origin")} />
      <ListRow title={words.map(({ label }) => label).join("、")} detail={text("agree.basis")} />
      <ListRow title={chinaDayWords(day, language)} detail={text("agree.day")} />
    </List>
  );
}

function Answer({ code }: { readonly code: string }) {
  const text = useText(stationText);
  const wakeLock = useWakeLock(true);
  return (
    <Screen title={text("agree.done")} parent="/">
      <div className="consent-code always-light">
        <QrCode text={code} size={320} label={text("agree.code")} />
      </div>
      <p>{text("agree.done.text")}</p>
      <BrightnessAdvice wakeLock={wakeLock} />
    </Screen>
  );
}
