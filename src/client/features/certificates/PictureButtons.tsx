import { useState } from "react";
import { chinaDay } from "../../../core/date.ts";
import { certificatesText } from "../../text/certificates.ts";
import { chinaDayWords } from "../../text/format.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { quantityWords } from "../../ui/quantityWords.ts";
import { shareFile } from "../../ui/shareText.ts";
import type { CardContent } from "./cardPicture.ts";
import type { CertificatesDeps, OwnCertificate } from "./certificatesDeps.ts";

type PictureButtonsProps = { readonly certificate: OwnCertificate; readonly deps: CertificatesDeps };

/** Pictures of a certificate to send on: handed to another app where the browser can, else saved. */
export function PictureButtons({ certificate, deps }: PictureButtonsProps) {
  const text = useText(certificatesText);
  const [failed, setFailed] = useState(false);
  const { number } = certificate;
  const give = async (kind: "share" | "corner") => {
    setFailed(false);
    try {
      const [pictures, content] = await Promise.all([import("./cardPicture.ts"), cardContent(certificate, deps)]);
      const picture = await (kind === "share" ? pictures.sharePicture(content) : pictures.cornerPicture(content));
      const name = text(`picture.${kind}.file`, { number });
      if (!(await shareFile(new File([picture], name, { type: picture.type }))))
        deps.saveFile({ name, content: picture });
    } catch {
      setFailed(true);
    }
  };
  return (
    <>
      <Button wide icon="share" onClick={() => void give("share")}>
        {text("picture.share")}
      </Button>
      <Button wide onClick={() => void give("corner")}>
        {text("picture.corner")}
      </Button>
      {failed && <Banner tone="bad" role="alert" title={text("picture.failed")} />}
    </>
  );
}

/** In Chinese whatever the app speaks: it goes to whoever buys. */
async function cardContent(own: OwnCertificate, deps: CertificatesDeps): Promise<CardContent> {
  const { certificate, number, product, chainText } = own;
  const style = deps.styles.find(({ code }) => code === certificate.style);
  if (style === undefined) throw new Error("a style that this version does not know");
  const { fields } = style;
  const origin = `${await deps.placeName(certificate.origin)}${certificate.place ?? ""}`;
  return {
    title: style.title,
    product,
    rows: [
      { name: fields.quantity, value: quantityWords(own.quantity, deps.units, "zh-CN") },
      { name: fields.origin, value: origin },
      { name: fields.issuer, value: own.issuer },
      { name: fields.issuedAt, value: chinaDayWords(chinaDay(own.iat), "zh-CN") },
    ],
    number,
    chainText,
  };
}
