import type { ReactNode } from "react";
import "./banner.css";
import { Icon } from "./Icon.tsx";

/** How serious something is: each has its colour and its shape. */
export type BannerTone = "good" | "caution" | "bad" | "note";

type BannerProps = {
  readonly tone?: BannerTone;
  readonly title: string;
  /** What to do about it, and a button or a link for it. */
  readonly children?: ReactNode;
  /** `alert` for what must be heard now, `status` for an outcome; without it, it is only read in passing. */
  readonly role?: "alert" | "status";
};

/** A message in a screen. */
export function Banner({ tone = "note", title, children, role }: BannerProps) {
  return (
    <div className="banner" data-tone={tone} role={role}>
      <Icon name={tone} />
      <div>
        <strong>{title}</strong>
        {children}
      </div>
    </div>
  );
}
