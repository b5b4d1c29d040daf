import { type ReactNode, useEffect, useState } from "react";
import { stationText } from "../../text/station.ts";
import { useText } from "../../text/useText.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import type { StationDeps } from "./stationDeps.ts";

type StationFrameProps = {
  readonly deps: Pick<StationDeps, "self">;
  readonly title: string;
  readonly children: (station: { readonly name: string }) => ReactNode;
};

/** A screen that only a station's phone has; any other says why not. */
export function StationFrame({ deps, title, children }: StationFrameProps) {
  const text = useText(stationText);
  const [station, setStation] = useState<{ readonly name: string } | undefined | "loading">("loading");
  useEffect(() => void deps.self().then(setStation), [deps]);
  if (station === "loading") return <Skeleton />;
  if (station !== undefined) return children(station);
  return (
    <Screen title={title} parent="/">
      <EmptyState icon="person" title={text("guest.title")} text={text("guest.text")} />
    </Screen>
  );
}
