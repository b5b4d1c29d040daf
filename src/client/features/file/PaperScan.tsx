import { useEffect, useState } from "react";
import type { Result } from "../../../core/result.ts";
import { fileText } from "../../text/file.ts";
import { useText } from "../../text/useText.ts";
import { BlobImage, PdfLink } from "../../ui/BlobView.tsx";
import { Button } from "../../ui/Button.tsx";
import { Unread } from "./FileFrame.tsx";
import type { BlobUpload, FileDeps, FileFailure, ShownBlob } from "./fileDeps.ts";

type PaperScanProps = { readonly hash: string; readonly deps: FileDeps };

/** A paper's scan, fetched when somebody asks for it, and how far its upload has come on the phone that sends it. */
export function PaperScan({ hash, deps }: PaperScanProps) {
  const text = useText(fileText);
  const [upload, setUpload] = useState<BlobUpload>();
  const [read, setRead] = useState<Result<ShownBlob, FileFailure>>();
  useEffect(() => {
    const look = () => void deps.blobUpload(hash).then(setUpload);
    look();
    return deps.watchUploads(look);
  }, [deps, hash]);
  return (
    <div className="stack">
      {upload !== undefined && <Sending upload={upload} />}
      {read === undefined && (
        <Button icon="picture" onClick={() => void deps.blob(hash).then(setRead)}>
          {text("certification.scan")}
        </Button>
      )}
      {read !== undefined && <Outcome read={read} />}
    </div>
  );
}

function Outcome({ read }: { readonly read: Result<ShownBlob, FileFailure> }) {
  const text = useText(fileText);
  if (!read.ok)
    return read.error === "operatorUnknown" ? (
      <p>{text("certification.scan.missing")}</p>
    ) : (
      <Unread failure={read.error} />
    );
  const { bytes, type } = read.value;
  if (type === "application/pdf") return <PdfLink bytes={bytes} words={text("certification.scan.open")} />;
  return <BlobImage bytes={bytes} alt={text("certification.scan.alt")} />;
}

function Sending({ upload: { state, sent, size } }: { readonly upload: BlobUpload }) {
  const text = useText(fileText);
  if (state === "refused") return <p>{text("certification.scan.refused")}</p>;
  if (state === "uploaded") return null;
  return <p className="small soft">{text("certification.scan.waiting", { rate: Math.floor((sent / size) * 100) })}</p>;
}
