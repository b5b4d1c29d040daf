import { useEffect, useRef, useState } from "react";
import { dithered, type GreyPicture } from "../../../core/label/dither.ts";
import { printText } from "../../text/print.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { readPicture, resized } from "./greyPicture.ts";
import { showRaster } from "./labelRaster.ts";
import type { OwnPicture } from "./printDeps.ts";

/** Height of a picture on this screen, in dots of a printer. */
const SHOWN_HEIGHT = 112;

type OwnPicturesProps = {
  readonly own: readonly OwnPicture[];
  readonly onAdd: (picture: GreyPicture) => Promise<void>;
  readonly onRemove: (id: number) => Promise<void>;
};

/** The producer's logo and certification marks: chosen once, kept on this phone. */
export function OwnPictures({ own, onAdd, onRemove }: OwnPicturesProps) {
  const text = useText(printText);
  const input = useRef<HTMLInputElement>(null);
  const [unreadable, setUnreadable] = useState(false);
  const choose = async (file: File) => {
    const picture = await readPicture(file);
    setUnreadable(picture === undefined);
    if (picture !== undefined) await onAdd(picture);
  };
  return (
    <fieldset className="stack">
      <legend>{text("pictures")}</legend>
      <p className="small soft">{text("pictures.hint")}</p>
      {own.map(({ id, picture }, index) => (
        <div key={id} className="own-picture">
          <DotPicture picture={picture} label={text("pictures.picture", { number: index + 1 })} />
          <Button icon="trash" onClick={() => void onRemove(id)}>
            {text("pictures.remove")}
          </Button>
        </div>
      ))}
      {unreadable && <Banner tone="bad" role="alert" title={text("pictures.unreadable")} />}
      <Button icon="picture" onClick={() => input.current?.click()}>
        {text("pictures.add")}
      </Button>
      <input
        ref={input}
        type="file"
        accept="image/*"
        hidden
        aria-label={text("pictures.add")}
        onChange={({ currentTarget }) => {
          const file = currentTarget.files?.[0];
          if (file !== undefined) void choose(file);
          currentTarget.value = "";
        }}
      />
    </fieldset>
  );
}

function DotPicture({ picture, label }: { readonly picture: GreyPicture; readonly label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (canvas.current === null) return;
    const height = Math.min(SHOWN_HEIGHT, picture.height);
    const width = Math.max(1, Math.round((picture.width / picture.height) * height));
    showRaster(canvas.current, dithered(resized(picture, width, height)));
  }, [picture]);
  return <canvas ref={canvas} role="img" aria-label={label} />;
}
