import { useState } from "react";
import { stationProfile } from "../../../core/operator/file.ts";
import { encodeStationProfile, STATION_HOURS_LENGTH, STATION_LEVELS } from "../../../core/operator/stationProfile.ts";
import { KIND } from "../../../core/statement/kind.ts";
import { checkText, tidyText } from "../../../core/text.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Choice } from "../../ui/Choice.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { PlaceSearch } from "../../ui/PlaceSearch.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { FileFrame } from "./FileFrame.tsx";
import type { FileDeps, FileView } from "./fileDeps.ts";
import { type OpenFile, useFile } from "./useFile.ts";

type PartProps = { readonly view: FileView; readonly deps: FileDeps };

/** 服务站信息: level, service area and opening hours, as the station itself states them. */
export function StationProfileScreen({ deps }: { readonly deps: FileDeps }) {
  const text = useText(fileText);
  const open = useFile(deps);
  return (
    <FileFrame title={text("station")} parent="/station" open={open} deps={deps}>
      {(view) => (
        <>
          <StationCard view={view} deps={deps} />
          <StationForm key={stationProfile(view.file)?.id.join()} view={view} deps={deps} open={open} />
        </>
      )}
    </FileFrame>
  );
}

/** What is on record about a service station; nothing for an operator that is none. */
export function StationCard({ view, deps }: PartProps) {
  const text = useText(fileText);
  if (view.kind !== "station") return null;
  const station = stationProfile(view.file);
  if (station === undefined) return <Banner tone="caution" title={text("station.none")} />;
  return (
    <Section title={text("station")}>
      <List>
        <ListRow title={text(`station.level.${station.level}`)} detail={text("station.level")} />
        <ListRow title={station.hours} detail={text("station.hours")} />
        {station.area.map((code) => (
          <ListRow key={code} title={<Place code={code} deps={deps} />} detail={text("station.area")} />
        ))}
      </List>
    </Section>
  );
}

function Place({ code, deps }: { readonly code: string; readonly deps: Pick<FileDeps, "placeName"> }) {
  return usePlaceName(code, deps.placeName);
}

function StationForm({ view, deps, open }: PartProps & { readonly open: OpenFile }) {
  const text = useText(fileText);
  const before = stationProfile(view.file);
  const [level, setLevel] = useState(before?.level ?? "township");
  const [hours, setHours] = useState(before?.hours ?? "");
  const [area, setArea] = useState<readonly string[]>(before?.area ?? [view.region]);
  const [adding, setAdding] = useState(false);
  const [tried, setTried] = useState(false);
  const checked = checkText(tidyText(hours), STATION_HOURS_LENGTH);
  const save = async () => {
    setTried(true);
    if (!checked.ok || area.length === 0) return;
    await open.say({ kind: KIND.stationDescribed, body: encodeStationProfile({ level, area, hours: checked.value }) });
  };
  return (
    <Section title={text("station.edit")}>
      <div className="stack">
        <Choice
          inline
          legend={text("station.level")}
          options={STATION_LEVELS.map((value) => ({ value, label: text(`station.level.${value}`) }))}
          value={level}
          onChange={setLevel}
        />
        <TextField
          label={text("station.hours")}
          hint={text("station.hours.hint")}
          autoComplete="off"
          maxLength={STATION_HOURS_LENGTH.max}
          value={hours}
          error={tried && !checked.ok ? text("station.hours.missing") : undefined}
          onChange={setHours}
        />
        <List label={text("station.area")}>
          {area.map((code) => (
            <ListRow
              key={code}
              title={<Place code={code} deps={deps} />}
              detail={text("station.area")}
              end={
                area.length > 1 && (
                  <Button tone="quiet" onClick={() => setArea(area.filter((one) => one !== code))}>
                    {text("station.area.remove")}
                  </Button>
                )
              }
            />
          ))}
          <ListRow icon="plus" title={text("station.area.add")} onClick={() => setAdding(true)} />
        </List>
        <Button tone="primary" large wide busy={open.busy} onClick={() => void save()}>
          {text("station.save")}
        </Button>
      </div>
      <Sheet open={adding} title={text("station.area.add")} onClose={() => setAdding(false)}>
        <PlaceSearch
          label={text("station.area.search")}
          none={text("station.area.notFound")}
          search={deps.searchPlaces}
          onChoose={(code) => {
            setArea([...new Set([...area, code])]);
            setAdding(false);
          }}
        />
      </Sheet>
    </Section>
  );
}
