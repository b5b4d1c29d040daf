import { useEffect, useState } from "react";
import type { CalendarDay } from "../../../core/date.ts";
import { pdfText } from "../../text/pdf.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Button } from "../../ui/Button.tsx";
import { Screen } from "../../ui/Screen.tsx";
import { Skeleton } from "../../ui/Skeleton.tsx";
import { TextField } from "../../ui/TextField.tsx";
import { BatchLabels } from "./BatchLabels.tsx";
import { LEDGER_MOST, type LedgerCertificate, type LedgerDeps } from "./ledgerDeps.ts";
import { ledgerSheet } from "./ledgerSheet.ts";
import { PdfOutcome } from "./pdf/PdfOutcome.tsx";
import { usePdf } from "./pdf/usePdf.ts";

type Period = { readonly from: CalendarDay; readonly to: CalendarDay };
type Opened = { readonly issuer: string | undefined; readonly today: CalendarDay };

/** 台账: the certificates of a period, by the month unless asked otherwise, as a table in a PDF. */
export function LedgerScreen({ deps }: { readonly deps: LedgerDeps }) {
  const text = useText(pdfText);
  const [opened, setOpened] = useState<Opened>();
  useEffect(() => {
    const open = async () => {
      const [issuer, today] = await Promise.all([deps.operator(), deps.today()]);
      setOpened({ issuer, today });
    };
    void open();
  }, [deps]);
  if (opened === undefined) return <Skeleton />;
  if (opened.issuer !== undefined) return <OwnLedger issuer={opened.issuer} today={opened.today} deps={deps} />;
  return (
    <Screen title={text("ledger.title")} parent="/certificates">
      <Banner title={text("ledger.guest")} />
    </Screen>
  );
}

type OwnLedgerProps = { readonly issuer: string; readonly today: CalendarDay; readonly deps: LedgerDeps };

function OwnLedger({ issuer, today, deps }: OwnLedgerProps) {
  const text = useText(pdfText);
  const language = useLanguage();
  const [period, setPeriod] = useState<Period>({ from: `${today.slice(0, 8)}01`, to: today });
  const certificates = useCertificates(period, deps);
  const pdf = usePdf(deps.pdf);
  const choose = (part: Partial<Period>) => {
    pdf.reset();
    setPeriod({ ...period, ...part });
  };
  const make = () => {
    if (certificates === undefined) return;
    const ledger = ledgerSheet({ issuer, ...period, certificates }, { text, language, units: deps.units });
    pdf.make({ kind: "ledger", ledger }, text("ledger.file", period));
  };
  const count = certificates?.length ?? 0;
  const isDated = period.from !== "" && period.to !== "";
  const isMakeable = isDated && count > 0 && count <= LEDGER_MOST && pdf.state.step !== "made";
  return (
    <Screen
      title={text("ledger.title")}
      parent="/certificates"
      {...(isMakeable
        ? {
            bottom: (
              <BottomBar>
                <Button tone="primary" large wide busy={pdf.state.step === "making"} onClick={make}>
                  {text("ledger.make")}
                </Button>
              </BottomBar>
            ),
          }
        : {})}
    >
      <p className="soft">{text("ledger.text")}</p>
      <TextField label={text("ledger.from")} type="date" value={period.from} onChange={(from) => choose({ from })} />
      <TextField label={text("ledger.to")} type="date" value={period.to} onChange={(to) => choose({ to })} />
      {certificates !== undefined && <Count count={count} />}
      <PdfOutcome pdf={pdf} saveFile={deps.pdf.saveFile} />
      {certificates !== undefined && (
        <BatchLabels key={`${period.from} ${period.to}`} certificates={certificates} deps={deps} />
      )}
    </Screen>
  );
}

function Count({ count }: { readonly count: number }) {
  const text = useText(pdfText);
  if (count === 0) return <Banner title={text("ledger.none")} />;
  if (count > LEDGER_MOST) return <Banner tone="caution" title={text("ledger.limited", { count: LEDGER_MOST })} />;
  return <p role="status">{text("ledger.count", { count })}</p>;
}

/** The certificates of a period; undefined while they are being read. */
function useCertificates(period: Period, deps: LedgerDeps): readonly LedgerCertificate[] | undefined {
  const [found, setFound] = useState<{ readonly of: Period; readonly certificates: readonly LedgerCertificate[] }>();
  useEffect(() => {
    let current = true;
    void deps
      .certificates(period.from, period.to)
      .then((certificates) => current && setFound({ of: period, certificates }));
    return () => {
      current = false;
    };
  }, [period, deps]);
  return found?.of === period ? found.certificates : undefined;
}
