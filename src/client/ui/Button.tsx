import type { ComponentPropsWithRef } from "react";
import "./button.css";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";
import { Spinner } from "./Spinner.tsx";

/** How much a button asks for: one `primary` a screen; `danger` only where something is lost. */
export type ButtonTone = "primary" | "secondary" | "quiet" | "danger";

type Look = {
  readonly tone?: ButtonTone;
  readonly icon?: IconName;
  /** As wide as its container. */
  readonly wide?: boolean;
  /** For the one thing a screen is for. */
  readonly large?: boolean;
};

type ButtonProps = Look & {
  /** While true it shows that work goes on and does nothing; it keeps the focus, unlike a disabled one. */
  readonly busy?: boolean;
} & Omit<ComponentPropsWithRef<"button">, "className">;

/** A button. */
export function Button({
  tone = "secondary",
  icon,
  wide,
  large,
  busy = false,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className="button"
      data-tone={tone}
      data-wide={wide || undefined}
      data-large={large || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : onClick}
    >
      {busy ? <Spinner /> : icon !== undefined && <Icon name={icon} />}
      {children}
    </button>
  );
}

type ButtonLinkProps = Look & Omit<ComponentPropsWithRef<"a">, "className">;

/** A link that looks like a button. Inside the app: `<Link href="/scan" asChild><ButtonLink>…</ButtonLink></Link>`. */
export function ButtonLink({ tone = "secondary", icon, wide, large, children, ...rest }: ButtonLinkProps) {
  return (
    <a {...rest} className="button" data-tone={tone} data-wide={wide || undefined} data-large={large || undefined}>
      {icon !== undefined && <Icon name={icon} />}
      {children}
    </a>
  );
}
