import { useState } from "react";
import { formatNumber } from "../../../core/certificate/number.ts";
import { fileText } from "../../text/file.ts";
import { formatDay } from "../../text/format.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { PinSheet } from "../../ui/PinSheet.tsx";
import { Section } from "../../ui/Section.tsx";
import { Sheet } from "../../ui/Sheet.tsx";
import type { FileDeps, FileView, SayFailure } from "./fileDeps.ts";

type One = FileView["unconsented"][number];
type UnconsentedProps = {
  readonly view: Pick<FileView, "unconsented">;
  readonly deps: Pick<FileDeps, "repudiate" | "unlock">;
};

/** Certificates that a station signed for the farmer without consent: told here, and voided if they are not the farmer's will. */
export function Unconsented({ view, deps }: UnconsentedProps) {
  const text = useText(fileText);
  const language = useLanguage();
  const [asked, setAsked] = useState<One>();
  const [voided, setVoided] = useState<readonly string[]>([]);
  const [failure, setFailure] = useState<SayFailure>();
  if (view.unconsented.length === 0) return null;
  const repudiate = async ({ id }: One) => {
    const done = await deps.repudiate(id, text("agency.reason"));
    setAsked(undefined);
    setFailure(done.ok ? undefined : done.error);
    if (done.ok) setVoided([...voided, id]);
  };
  const words = ({ station, iat, number }: One) =>
    text("agency.of", { station, day: formatDay(iat, language), number: formatNumber(number) });
  return (
    <Section title={text("agency.title")}>
      {failure !== undefined && failure !== "keyLocked" && (
        <Banner tone="bad" role="alert" title={text(`refused.${failure}`)} />
      )}
      <PinSheet
        open={failure === "keyLocked"}
        onClose={() => setFailure(undefined)}
        unlock={deps.unlock}
        onUnlocked={() => setFailure(undefined)}
      />
      {view.unconsented.map((one) => (
        <Banner key={one.id} tone="caution" title={words(one)}>
          <p>{text(voided.includes(one.id) ? "agency.voided" : "agency.text")}</p>
          {!voided.includes(one.id) && <Button onClick={() => setAsked(one)}>{text("agency.void")}</Button>}
        </Banner>
      ))}
      <Sheet
        open={asked !== undefined}
        title={text("agency.sure")}
        onClose={() => setAsked(undefined)}
        actions={
          <Button tone="danger" wide onClick={() => asked !== undefined && void repudiate(asked)}>
            {text("agency.void")}
          </Button>
        }
      >
        {asked !== undefined && <p>{words(asked)}</p>}
        <p>{text("agency.sure.text")}</p>
      </Sheet>
    </Section>
  );
}
