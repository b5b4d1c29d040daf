import { defineText } from "./catalogue.ts";
import { zhCertificates } from "./zh-CN/certificates.ts";

/** Words of one's own certificates and the full-screen code. */
export const certificatesText = defineText(
  zhCertificates,
  async () => (await import("./en/certificates.ts")).enCertificates,
);
