import { useState } from "react";
import { certificatesText } from "../../text/certificates.ts";
import { useText } from "../../text/useText.ts";
import { Banner } from "../../ui/Banner.tsx";
import { Button } from "../../ui/Button.tsx";
import { copyText } from "../../ui/shareText.ts";

/** Copies the line that a shop page embeds to show how the certificate stands; where copying is not allowed, shows it. */
export function EmbedButton({ line }: { readonly line: string }) {
  const text = useText(certificatesText);
  const [copied, setCopied] = useState<boolean>();
  return (
    <>
      <Button wide onClick={() => void copyText(line).then(setCopied)}>
        {text("embed")}
      </Button>
      {copied === true && (
        <Banner tone="good" role="status" title={text("embed.copied")}>
          <p>{text("embed.how")}</p>
        </Banner>
      )}
      {copied === false && (
        <Banner tone="caution" role="alert" title={text("embed.failed")}>
          <p className="embed-line">{line}</p>
        </Banner>
      )}
    </>
  );
}
