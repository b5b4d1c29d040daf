import { type RefObject, useId, useRef, useState } from "react";
import { BLOB_HEAD_BYTES, blobType } from "../../core/statement/blobs.ts";
import { photoText } from "../text/photo.ts";
import { useText } from "../text/useText.ts";
import { Banner } from "./Banner.tsx";
import { BlobImage } from "./BlobView.tsx";
import { Button } from "./Button.tsx";
import { Switch } from "./Choice.tsx";
import "./photoField.css";
import { type PhotoError, type PhotoFile, readPhotoFile } from "./photoFile.ts";

type PhotoFieldProps = {
  readonly label: string;
  readonly hint?: string;
  readonly photo: PhotoFile | undefined;
  /** Papers may also come as PDF. */
  readonly paper?: boolean;
  readonly onChange: (photo: PhotoFile | undefined) => void;
};

/** A photo or a paper's scan: taken or chosen, made small on the phone, shown, exchanged or taken away again. */
export function PhotoField({ label, hint, photo, paper = false, onChange }: PhotoFieldProps) {
  const text = useText(photoText);
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File>();
  const [keeps, setKeeps] = useState(false);
  const [failure, setFailure] = useState<PhotoError>();
  const [busy, setBusy] = useState(false);
  const read = async (chosen: File, keepNotes: boolean) => {
    setBusy(true);
    const made = await readPhotoFile(chosen, { keepNotes });
    setBusy(false);
    setFile(chosen);
    setKeeps(keepNotes);
    setFailure(made.ok ? undefined : made.error);
    onChange(made.ok ? made.value : undefined);
  };
  return (
    <fieldset className="stack photo-field" aria-describedby={hint === undefined ? undefined : id}>
      <legend className="field-label">{label}</legend>
      {photo !== undefined && <Shown photo={photo} />}
      {failure !== undefined && <Banner tone="bad" role="alert" title={text(failure)} />}
      {photo?.hasPlace === true && file !== undefined && (
        <Switch
          label={text("place")}
          hint={text("place.hint")}
          checked={keeps}
          onChange={(keep) => void read(file, keep)}
        />
      )}
      <div className="row">
        <Button icon="picture" busy={busy} onClick={() => input.current?.click()}>
          {text(wordOf(busy, photo))}
        </Button>
        {photo !== undefined && <Button onClick={() => onChange(undefined)}>{text("remove")}</Button>}
      </div>
      <PhotoInput field={input} label={label} paper={paper} onChoose={(chosen) => void read(chosen, false)} />
      {hint !== undefined && (
        <p className="field-hint" id={id}>
          {hint}
        </p>
      )}
    </fieldset>
  );
}

type PhotoInputProps = {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly paper: boolean;
  readonly onChoose: (file: File) => void;
};

function PhotoInput({ field, label, paper, onChoose }: PhotoInputProps) {
  return (
    <input
      ref={field}
      type="file"
      accept={paper ? "image/*,application/pdf" : "image/*"}
      hidden
      aria-label={label}
      onChange={({ currentTarget }) => {
        const chosen = currentTarget.files?.[0];
        if (chosen !== undefined) onChoose(chosen);
        currentTarget.value = "";
      }}
    />
  );
}

/** What the button says. */
function wordOf(busy: boolean, photo: PhotoFile | undefined): "preparing" | "choose" | "again" {
  if (busy) return "preparing";
  return photo === undefined ? "choose" : "again";
}

/** Size of a file in words. */
function sizeWords(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function Shown({ photo: { bytes } }: { readonly photo: PhotoFile }) {
  const text = useText(photoText);
  const size = sizeWords(bytes.length);
  const isPdf = blobType(bytes.subarray(0, BLOB_HEAD_BYTES)) === "application/pdf";
  return isPdf ? <p>{text("pdf", { size })}</p> : <BlobImage bytes={bytes} alt={text("picture", { size })} />;
}
