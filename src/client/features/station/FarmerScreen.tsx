import { useEffect, useState } from "react";
import { Link } from "wouter";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { FarmerCard, printCard } from "./CardScreen.tsx";
import { StationFrame } from "./StationFrame.tsx";
import type { Farmer, StationDeps } from "./stationDeps.ts";

type FarmerScreenProps = { readonly deps: StationDeps; readonly base: string; readonly id: string };

/** The farmer who stands here: issuing for him, and his card for the next time. */
export function FarmerScreen({ deps, base, id }: FarmerScreenProps) {
  const text = useText(stationText);
  const [farmer, setFarmer] = useState<Farmer | undefined | "loading">("loading");
  useEffect(() => void deps.farmer(id).then(setFarmer), [deps, id]);
  if (farmer === "loading") return <Skeleton />;
  return (
    <StationFrame deps={deps} title={text("farmer.title")}>
      {() =>
        farmer === undefined ? (
          <Screen title={text("farmer.title")} parent={base}>
            <EmptyState icon="person" title={text("farmer.missing")} />
          </Screen>
        ) : (
          <Known farmer={farmer} deps={deps} base={base} />
        )
      }
    </StationFrame>
  );
}

function Known({ farmer, deps, base }: Omit<FarmerScreenProps, "id"> & { readonly farmer: Farmer }) {
  const text = useText(stationText);
  const place = usePlaceName(farmer.region, deps.placeName);
  const [card, setCard] = useState<string>();
  useEffect(() => void deps.cardText(farmer).then(setCard), [deps, farmer]);
  return (
    <Screen
      title={farmer.name}
      parent={base}
      bottom={
        <BottomBar>
          <Link href={`${base}/issue/${farmer.id}`} asChild>
            <ButtonLink tone="primary" large wide icon="issue">
              {text("farmer.issue")}
            </ButtonLink>
          </Link>
        </BottomBar>
      }
    >
      <List>
        <ListRow title={place} detail={text("farmer.place")} />
        <ListRow title={farmer.contact ?? text("farmer.noContact")} detail={text("farmer.contact")} />
      </List>
      {base === "/station" && card !== undefined && (
        <details className="card">
          <summary>{text("farmer.card")}</summary>
          <p className="soft">{text("farmer.card.text")}</p>
          <FarmerCard name={farmer.name} card={card} />
          <Button icon="print" wide onClick={printCard}>
            {text("card.print")}
          </Button>
        </details>
      )}
    </Screen>
  );
}
