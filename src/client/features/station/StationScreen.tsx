import { useEffect, useState } from "react";
import { Link, useLocation } from "wouter";
import { tidyText } from "../../../core/text.ts";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button, ButtonLink } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { StationFrame } from "./StationFrame.tsx";
import "./station.css";
import type { CardFailure, Farmer, StationDeps } from "./stationDeps.ts";

type StationScreenProps = {
  readonly deps: StationDeps;
  /** Path of the screens of this kind: /station, or the kiosk's own. */
  readonly base: string;
};

/** 代开服务: who is standing here? Found by name, phone, credit code or card, else registered. */
export function StationScreen({ deps, base }: StationScreenProps) {
  const text = useText(stationText);
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState("");
  const [scanning, setScanning] = useState(false);
  const chosen = ({ id }: Farmer) => navigate(`${base}/farmers/${id}`);
  const isKiosk = base !== "/station";
  return (
    <StationFrame deps={deps} title={text(isKiosk ? "kiosk.title" : "title")}>
      {() => (
        <Screen
          title={text(isKiosk ? "kiosk.title" : "title")}
          {...(isKiosk ? {} : { parent: "/" })}
          bottom={
            <BottomBar>
              <Button tone="primary" large wide icon="scan" onClick={() => setScanning(true)}>
                {text("find.scan")}
              </Button>
            </BottomBar>
          }
        >
          {isKiosk && <p className="station-welcome">{text("kiosk.welcome")}</p>}
          <TextField
            label={text("find.label")}
            hint={text("find.hint")}
            type="search"
            autoComplete="off"
            enterKeyHint="search"
            value={typed}
            onChange={setTyped}
          />
          <Found typed={typed} deps={deps} onChosen={chosen} />
          <List>
            <Link href={`${base}/new`} asChild>
              <ListRow icon="plus" title={text("find.new")} detail={text("find.new.hint")} />
            </Link>
          </List>
          {!isKiosk && (
            <div className="row">
              <Link href="/file/station" asChild>
                <ButtonLink tone="quiet">{text("about")}</ButtonLink>
              </Link>
              <Link href="/station/kiosk" asChild>
                <ButtonLink tone="quiet">{text("kiosk")}</ButtonLink>
              </Link>
            </div>
          )}
          <CardSheet open={scanning} deps={deps} onClose={() => setScanning(false)} onFound={chosen} />
        </Screen>
      )}
    </StationFrame>
  );
}

type Search = { readonly farmers: readonly Farmer[]; readonly offline: boolean };

/** First what this phone knows, at once; then what the register knows. */
function useFound(query: string, { known, asked }: StationDeps): Search {
  const [search, setSearch] = useState<Search>({ farmers: [], offline: false });
  useEffect(() => {
    let current = true;
    const show = (next: Search) => current && setSearch(next);
    const look = async () => {
      const here = await known(query);
      show({ farmers: here, offline: false });
      if (query === "" || !current) return;
      const there = await asked(query);
      const more = (there ?? []).filter(({ id }) => !here.some((farmer) => farmer.id === id));
      show({ farmers: [...here, ...more], offline: there === undefined });
    };
    void look();
    return () => {
      current = false;
    };
  }, [query, known, asked]);
  return search;
}

type FoundProps = {
  readonly typed: string;
  readonly deps: StationDeps;
  readonly onChosen: (farmer: Farmer) => void;
};

function Found({ typed, deps, onChosen }: FoundProps) {
  const text = useText(stationText);
  const query = tidyText(typed);
  const { farmers, offline } = useFound(query, deps);
  if (query === "") return null;
  return (
    <>
      <List label={text("find.results")}>
        {farmers.map((farmer) => (
          <FarmerRow key={farmer.id} farmer={farmer} deps={deps} onChosen={onChosen} />
        ))}
        {farmers.length === 0 && <ListRow icon="search" title={text("find.none")} />}
      </List>
      {offline && (
        <p className="soft" role="status">
          {text("find.offline")}
        </p>
      )}
    </>
  );
}

function FarmerRow({ farmer, deps, onChosen }: Omit<FoundProps, "typed"> & { readonly farmer: Farmer }) {
  const place = usePlaceName(farmer.region, deps.placeName);
  return (
    <ListRow
      icon="person"
      title={farmer.name}
      detail={[place, farmer.contact].filter((part) => part !== undefined).join(" · ")}
      onClick={() => onChosen(farmer)}
    />
  );
}

type CardSheetProps = {
  readonly open: boolean;
  readonly deps: StationDeps;
  readonly onClose: () => void;
  readonly onFound: (farmer: Farmer) => void;
};

function CardSheet({ open, deps, onClose, onFound }: CardSheetProps) {
  const text = useText(stationText);
  const [failure, setFailure] = useState<CardFailure>();
  const read = async (code: string) => {
    const farmer = await deps.ofCard(code);
    if (farmer.ok) onFound(farmer.value);
    else setFailure(farmer.error);
  };
  return (
    <Sheet open={open} title={text("scan.title")} onClose={onClose}>
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`scan.${failure}`)} />}
      {deps.reader(text("scan.aim"), (code) => void read(code))}
    </Sheet>
  );
}
