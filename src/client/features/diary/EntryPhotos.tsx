import { useState } from "react";
import { toHex } from "../../../core/bytes.ts";
import type { RecordPhoto } from "../../../core/record/fieldRecord.ts";
import { formatMoment } from "../../text/format.ts";
import { BlobImage } from "../../ui/BlobView.tsx";
import { Button } from "../../ui/Button.tsx";
import type { DiaryDeps } from "./diaryDeps.ts";
import type { Words } from "./entryWords.ts";

type EntryPhotosProps = {
  readonly photos: readonly RecordPhoto[];
  readonly deps: DiaryDeps;
  readonly words: Words;
};

/** Photos of an entry, each read when somebody asks for it. */
export function EntryPhotos({ photos, deps, words }: EntryPhotosProps) {
  return (
    <div className="stack">
      {photos.map((photo) => (
        <EntryPhoto key={toHex(photo.hash)} photo={photo} deps={deps} words={words} />
      ))}
    </div>
  );
}

type EntryPhotoProps = { readonly photo: RecordPhoto; readonly deps: DiaryDeps; readonly words: Words };

function EntryPhoto({ photo: { hash, taken }, deps, words: { text, language } }: EntryPhotoProps) {
  const [read, setRead] = useState<{ readonly bytes: Uint8Array | undefined }>();
  const words = text("photo.taken", { time: formatMoment(taken, language) });
  if (read?.bytes !== undefined) return <BlobImage bytes={read.bytes} alt={words} />;
  return (
    <>
      <Button icon="picture" onClick={() => void deps.photo(toHex(hash)).then((bytes) => setRead({ bytes }))}>
        {words}
      </Button>
      {read !== undefined && <p role="status">{text("photo.missing")}</p>}
    </>
  );
}
