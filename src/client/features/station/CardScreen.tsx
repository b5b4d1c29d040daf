import { useEffect, useState } from "react";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import "./station.css";
import type { FarmerDeps } from "./stationDeps.ts";

type CardScreenProps = {
  readonly deps: Pick<FarmerDeps, "card">;
  /** Hexadecimal operator id; the operator of this phone when absent. */
  readonly id?: string;
};

/** 农户卡: on the farmer's own phone, and on the officer's screen to be printed. */
export function CardScreen({ deps, id }: CardScreenProps) {
  const text = useText(stationText);
  const [card, setCard] = useState<Awaited<ReturnType<FarmerDeps["card"]>> | "loading">("loading");
  useEffect(() => void deps.card(id).then(setCard), [deps, id]);
  if (card === "loading") return <Skeleton />;
  if (card === undefined) {
    return (
      <Screen title={text("card.title")} parent="/">
        <EmptyState icon="person" title={text("card.none")} />
      </Screen>
    );
  }
  return (
    <Screen
      title={text("card.title")}
      parent={id === undefined ? "/file" : `/officer/operators/${id}`}
      bottom={
        <BottomBar>
          <Button icon="print" wide onClick={printCard}>
            {text("card.print")}
          </Button>
        </BottomBar>
      }
    >
      <FarmerCard name={card.name} card={card.text} />
    </Screen>
  );
}

/** The card itself: all that is left of the screen on paper. */
export function FarmerCard({ name, card }: { readonly name: string; readonly card: string }) {
  const text = useText(stationText);
  return (
    <div className="farmer-card always-light">
      <strong>{name}</strong>
      <QrCode text={card} size={260} label={text("card.code", { name })} />
      <span>{text("card.text")}</span>
    </div>
  );
}

/** Prints the card and nothing else of the screen. */
export function printCard(): void {
  const root = document.documentElement;
  root.setAttribute("data-print", "card");
  window.addEventListener("afterprint", () => root.removeAttribute("data-print"), { once: true });
  window.print();
}
