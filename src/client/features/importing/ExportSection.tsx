import { useState } from "react";
import { importingText } from "../../text/importing.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { Section } from "../../ui/Section.tsx";
import type { ImportDeps, ImportFailure } from "./importDeps.ts";
import { exportRegister } from "./savedTables.ts";

/** The register of the officer's region as a table. */
export function ExportSection({ deps }: { readonly deps: ImportDeps }) {
  const text = useText(importingText);
  const [count, setCount] = useState<number>();
  const [failure, setFailure] = useState<ImportFailure>();
  const run = async () => {
    setCount(0);
    setFailure(undefined);
    const saved = await exportRegister(deps, text, setCount);
    setCount(undefined);
    if (!saved.ok) setFailure(saved.error);
  };
  return (
    <Section title={text("export.title")}>
      <p className="soft">{text("export.how")}</p>
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(`failure.${failure}`)} />}
      <Button icon="list" busy={count !== undefined} onClick={() => void run()}>
        {count === undefined ? text("export") : text("exporting", { count })}
      </Button>
    </Section>
  );
}
