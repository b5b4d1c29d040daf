import type { ReactNode } from "react";
import "./banner.css";
import { Icon } from "./Icon.tsx";

/** States a thing can be in, told apart by shape as well as by colour. */
export type StatusTone = "good" | "caution" | "bad" | "waiting" | "note";

/** A state in a few words: 已上传, 在手机里, 已作废. */
export function StatusPill({ tone, children }: { readonly tone: StatusTone; readonly children: ReactNode }) {
  return (
    <span className="pill" data-tone={tone}>
      <Icon name={tone} />
      {children}
    </span>
  );
}
