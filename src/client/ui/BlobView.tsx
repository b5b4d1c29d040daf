import { useEffect, useRef } from "react";
import "./photoField.css";

type BlobBytes = { readonly bytes: Uint8Array; readonly type?: string };

/** Gives bytes an address for as long as they are shown. */
function addressed({ bytes, type = "" }: BlobBytes, show: (address: string) => void): () => void {
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type }));
  show(url);
  return () => URL.revokeObjectURL(url);
}

/** A picture from its bytes. */
export function BlobImage({ bytes, alt }: { readonly bytes: Uint8Array; readonly alt: string }) {
  const image = useRef<HTMLImageElement>(null);
  useEffect(
    () =>
      addressed({ bytes }, (address) => {
        if (image.current !== null) image.current.src = address;
      }),
    [bytes],
  );
  return <img ref={image} className="photo-shown" alt={alt} />;
}

/** Opens a PDF from its bytes beside the app. */
export function PdfLink({ bytes, words }: { readonly bytes: Uint8Array; readonly words: string }) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(
    () =>
      addressed({ bytes, type: "application/pdf" }, (address) => {
        if (link.current !== null) link.current.href = address;
      }),
    [bytes],
  );
  return (
    <a ref={link} className="button" data-tone="secondary" href="#pdf" target="_blank" rel="noreferrer">
      {words}
    </a>
  );
}
