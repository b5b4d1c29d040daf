import type { OwnCertificate } from "./certificatesDeps.ts";

/** What is on its way to the screen: the certificate from its signature on, `stored` once it is on the disk. */
export type CodeStageState = { readonly signed: OwnCertificate | undefined; readonly stored: boolean };

/** Before anything is signed. */
export const NOTHING_ON_STAGE: CodeStageState = { signed: undefined, stored: false };
