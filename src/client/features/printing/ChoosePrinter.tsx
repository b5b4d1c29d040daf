import { useState } from "react";
import { printingText } from "../../text/printing.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import type { Chosen, PrintingDeps, Way } from "./printingDeps.ts";
import { useWatched } from "./useWatched.ts";

type ChoosePrinterProps = {
  readonly open: boolean;
  readonly deps: PrintingDeps;
  readonly onClose: () => void;
  readonly onChosen: (printer: string) => void;
};

/** A printer that was used before, or another one from the browser's own list. */
export function ChoosePrinter({ open, deps, onClose, onChosen }: ChoosePrinterProps) {
  const text = useText(printingText);
  const printers = useWatched(deps.printers, deps.watch) ?? [];
  return (
    <Sheet open={open} title={text("choose")} onClose={onClose}>
      {printers.length > 0 && (
        <List label={text("known")}>
          {printers.map(({ id, name, way }) => (
            <ListRow
              key={id}
              icon="print"
              title={name === "" ? text(`way.${way}`) : name}
              detail={text(`way.${way}`)}
              onClick={() => onChosen(id)}
            />
          ))}
        </List>
      )}
      <AddPrinter deps={deps} onChosen={onChosen} />
    </Sheet>
  );
}

/** Buttons that open the browser's own lists, and what came of it. */
export function AddPrinter({ deps, onChosen }: Pick<ChoosePrinterProps, "deps" | "onChosen">) {
  const text = useText(printingText);
  const [failure, setFailure] = useState<Exclude<Chosen, { readonly ok: true }>>();
  const [all, setAll] = useState(false);
  const choose = async (way: Way) => {
    const chosen = await deps.choose(way, all);
    setFailure(chosen.ok ? undefined : chosen);
    if (chosen.ok) onChosen(chosen.printer.id);
    else setAll(chosen.error === "nothingChosen");
  };
  if (deps.ways.length === 0) {
    return (
      <Banner tone="note" title={text("noWay")}>
        <p>{text("noWay.way")}</p>
      </Banner>
    );
  }
  return (
    <div className="stack">
      {failure !== undefined && (
        <Banner tone="caution" role="alert" title={text(`chosen.${failure.error}`)}>
          <p>
            {failure.error === "makersAppOnly"
              ? text("chosen.makersAppOnly.way", { app: failure.app })
              : text(`chosen.${failure.error}.way`)}
          </p>
        </Banner>
      )}
      {deps.ways.map((way) => (
        <Button key={way} wide onClick={() => void choose(way)}>
          {text(`add.${way}`)}
        </Button>
      ))}
    </div>
  );
}
