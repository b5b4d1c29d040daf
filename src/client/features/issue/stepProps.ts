import type { IssueDeps } from "./issueDeps.ts";
import type { IssueStore } from "./issueStore.ts";

/** What every step of issuing is given. */
export type StepProps = { readonly store: IssueStore; readonly deps: IssueDeps };
