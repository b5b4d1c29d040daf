import type { ReactNode } from "react";
import "./screen.css";

/** The one or two things to do next, always within reach of the thumb. */
export function BottomBar({ children }: { readonly children: ReactNode }) {
  return <div className="bottom-bar">{children}</div>;
}
