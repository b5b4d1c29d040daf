import { useCallback, useEffect, useState } from "react";
import { chinaDay, chinaTime } from "../../../core/date.ts";
import type { Treated } from "../../../core/record/inputTargets.ts";
import type { PhotoFile } from "../../ui/photoFile.ts";
import type { DiaryDeps, Entry, Order, Today, WriteFailure } from "./diaryDeps.ts";
import { goodsOf, knownPlots } from "./usual.ts";

/** What the phone knows when a screen of the diary opens. */
export type KnownDiary = {
  /** Name of the operator; undefined where nothing can be written. */
  readonly self: string | undefined;
  readonly entries: readonly Entry[];
  /** Of the newest entries first, then as registered. */
  readonly plots: readonly string[];
  readonly products: readonly Treated[];
  readonly today: Today;
};

/** A screen's diary and the way to write into it. */
export type OpenDiary = {
  /** Undefined while it is being read. */
  readonly known: KnownDiary | undefined;
  /** Why the last entry was not written. */
  readonly refused: WriteFailure | undefined;
  readonly busy: boolean;
  /** Signs and stores; gives the entry's id once it is on the disk. */
  readonly write: (order: Order, photos?: readonly PhotoFile[]) => Promise<string | undefined>;
  readonly forgetRefusal: () => void;
};

/** The day and the minute in China at a moment, Unix seconds. */
function todayAt(now: number): Today {
  const time = chinaTime(now);
  return { day: chinaDay(now), minute: Number(time.slice(0, 2)) * 60 + Number(time.slice(3)) };
}

async function readDiary(deps: DiaryDeps): Promise<KnownDiary> {
  const [self, entries, registered, certified] = await Promise.all([
    deps.self(),
    deps.entries(),
    deps.plots(),
    deps.products(),
  ]);
  const products = goodsOf(entries, certified);
  return { self, entries, plots: knownPlots(entries, registered), products, today: todayAt(deps.now()) };
}

/** Opens the diary and keeps it as the phone has it. */
export function useDiary(deps: DiaryDeps): OpenDiary {
  const [known, setKnown] = useState<KnownDiary>();
  const [refused, setRefused] = useState<WriteFailure>();
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let current = true;
    const read = () => void readDiary(deps).then((diary) => current && setKnown(diary));
    read();
    const stop = deps.watch(read);
    return () => {
      current = false;
      stop();
    };
  }, [deps]);
  const write = useCallback(
    async (order: Order, photos: readonly PhotoFile[] = []) => {
      setBusy(true);
      const written = await deps.write(
        order,
        photos.map(({ bytes }) => bytes),
      );
      setRefused(written.ok ? undefined : written.error);
      if (written.ok) setKnown(await readDiary(deps));
      setBusy(false);
      return written.ok ? written.value : undefined;
    },
    [deps],
  );
  const forgetRefusal = useCallback(() => setRefused(undefined), []);
  return { known, refused, busy, write, forgetRefusal };
}
