import { CHECKS, type CheckOutcome, type VerdictKind, type Verification } from "../../../core/verify/verdict.ts";
import { formatMoment } from "../../text/format.ts";
import { scanText } from "../../text/scan.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { CertificateNumber } from "../../ui/CertificateNumber.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import { CertificateContent } from "./CertificateContent.tsx";
import { RecallLink } from "./RecallLink.tsx";
import type { ScanDeps } from "./scanDeps.ts";
import "./verdict.css";

/** Colour and shape of a verdict; the words say the same a third time. */
const LOOK: Readonly<
  Record<VerdictKind, { readonly tone: "good" | "caution" | "bad" | "grey"; readonly icon: IconName }>
> = {
  authentic: { tone: "good", icon: "good" },
  unconfirmed: { tone: "caution", icon: "caution" },
  suspended: { tone: "bad", icon: "bad" },
  superseded: { tone: "bad", icon: "bad" },
  voided: { tone: "bad", icon: "bad" },
  recalled: { tone: "bad", icon: "bad" },
  forged: { tone: "bad", icon: "bad" },
  malformed: { tone: "grey", icon: "note" },
};

type VerdictCardProps = {
  readonly text: string;
  readonly verification: Verification;
  /** The register is being asked. */
  readonly asking: boolean;
  /** Looked at before in this session. */
  readonly again?: boolean;
  readonly deps: Pick<ScanDeps, "placeName" | "units" | "now" | "mayRecall">;
};

/** What a scan found, readable at arm's length: verdict, what to do, what it is about, and every check behind it. */
export function VerdictCard({ text: scanned, verification, asking, again, deps }: VerdictCardProps) {
  const text = useText(scanText);
  const { verdict, number } = verification;
  const { tone, icon } = LOOK[verdict];
  return (
    <section className="verdict" data-tone={tone} data-verdict={verdict} aria-live="assertive">
      <header className="verdict-head">
        <Icon name={icon} />
        <div>
          <h2>{text(`verdict.${verdict}`)}</h2>
          <WhatToDo verification={verification} />
        </div>
      </header>
      <div className="verdict-body">
        <Withdrawal verification={verification} />
        {verification.certificate !== undefined && (
          <CertificateContent verification={verification} certificate={verification.certificate} deps={deps} />
        )}
        {number !== undefined && <CertificateNumber number={number} />}
        {verdict === "malformed" && <p className="verdict-raw">{scanned.slice(0, 200)}</p>}
        {verification.warnings.map((warning) => (
          <p key={warning} className="verdict-warning">
            <Icon name="caution" />
            {text(`warning.${warning}`)}
          </p>
        ))}
        {again === true && <p className="small soft">{text("seenBefore")}</p>}
        {asking && <p className="small soft">{text("asking")}</p>}
        <RecallLink text={scanned} verification={verification} deps={deps} />
        <DirectoryAge verification={verification} now={deps.now()} />
        <ChecksMade verification={verification} />
      </div>
    </section>
  );
}

function WhatToDo({ verification }: { readonly verification: Verification }) {
  const text = useText(scanText);
  const { verdict, code, numberError } = verification;
  if (numberError !== undefined)
    return <p>{text(`numberError.${numberError.code}`, numberErrorValues(numberError))}</p>;
  const reason = code === undefined || verdict === code ? undefined : <p>{text(`code.${code}`)}</p>;
  if (verdict === "malformed") return reason;
  return (
    <>
      {reason}
      {verdict === "unconfirmed" ? (
        <MissingStep verification={verification} />
      ) : (
        <p className="verdict-do">{text(`verdict.${verdict}.do`)}</p>
      )}
    </>
  );
}

/** What would let the first check be made that could not. */
function MissingStep({ verification }: { readonly verification: Verification }) {
  const text = useText(scanText);
  const outcome = CHECKS.map((name) => verification.checks[name]).find((each) => each.status === "notChecked");
  return outcome?.status === "notChecked" ? <p className="verdict-do">{text(`do.${outcome.code}`)}</p> : null;
}

function numberErrorValues(error: NonNullable<Verification["numberError"]>): {
  readonly length: number;
  readonly character: string;
} {
  return {
    length: error.code === "wrongLength" ? error.length : 0,
    character: error.code === "unknownCharacter" ? error.character : "",
  };
}

function Withdrawal({ verification }: { readonly verification: Verification }) {
  const text = useText(scanText);
  const language = useLanguage();
  const { verdict, withdrawal } = verification;
  if (verdict !== "recalled" && verdict !== "voided" && verdict !== "superseded") return null;
  if (withdrawal === undefined) return <p>{text("reason.online")}</p>;
  return (
    <div>
      <p>{text("withdrawn.reason", { reason: withdrawal.reason })}</p>
      <p className="small soft">
        {text("withdrawn.by", { by: withdrawal.by, time: formatMoment(withdrawal.at, language) })}
      </p>
    </div>
  );
}

function DirectoryAge({ verification, now }: { readonly verification: Verification; readonly now: number }) {
  const text = useText(scanText);
  const language = useLanguage();
  const { directoryIssuedAt: issuedAt, verdict } = verification;
  if (verdict === "malformed") return null;
  if (issuedAt === undefined) return <p className="small soft">{text("directory.none")}</p>;
  const days = Math.floor((now - issuedAt) / 86_400);
  return (
    <p className="small soft">
      {text("directory.age", { time: formatMoment(issuedAt, language) })}
      {days > 0 && ` · ${text("directory.days", { days })}`}
    </p>
  );
}

function ChecksMade({ verification }: { readonly verification: Verification }) {
  const text = useText(scanText);
  return (
    <details className="verdict-checks">
      <summary>{text("checks")}</summary>
      <dl>
        {CHECKS.map((name) => (
          <div key={name} data-status={verification.checks[name].status}>
            <dt>
              {text(`check.${name}`)} <b>{text(verification.checks[name].status)}</b>
            </dt>
            <dd>
              <Outcome name={name} outcome={verification.checks[name]} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function Outcome({ name, outcome }: { readonly name: (typeof CHECKS)[number]; readonly outcome: CheckOutcome }) {
  const text = useText(scanText);
  return outcome.status === "passed" ? text(`passed.${name}`) : text(`code.${outcome.code}`);
}
