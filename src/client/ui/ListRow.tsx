import type { MouseEventHandler, ReactNode } from "react";
import { Icon } from "./Icon.tsx";
import type { IconName } from "./icons.ts";
import "./listRow.css";

/** Rows on one card. */
export function List({ children, label }: { readonly children: ReactNode; readonly label?: string }) {
  return (
    <div className="list" role={label === undefined ? undefined : "group"} aria-label={label}>
      {children}
    </div>
  );
}

type ListRowProps = {
  readonly title: ReactNode;
  readonly detail?: ReactNode;
  readonly icon?: IconName;
  /** What stands at the end: a state, a value. */
  readonly end?: ReactNode;
  readonly href?: string;
  /** Opens beside the app: an installed app has no way back from a page that is not its own. */
  readonly newTab?: boolean;
  readonly onClick?: MouseEventHandler<HTMLElement>;
};

/** A row: a link with `href` (also inside wouter's `<Link asChild>`), a button with `onClick` alone, else plain. */
export function ListRow({ title, detail, icon, end, href, newTab, onClick }: ListRowProps) {
  const content = (
    <>
      {icon !== undefined && <Icon name={icon} />}
      <span className="list-words">
        <span>{title}</span>
        {detail !== undefined && <small>{detail}</small>}
      </span>
      {end}
    </>
  );
  if (href !== undefined) {
    return (
      <a
        className="list-row"
        href={href}
        target={newTab === true ? "_blank" : undefined}
        rel={newTab === true ? "noopener" : undefined}
        onClick={onClick}
      >
        {content}
        <Icon name="forward" />
      </a>
    );
  }
  if (onClick !== undefined) {
    return (
      <button className="list-row" type="button" onClick={onClick}>
        {content}
      </button>
    );
  }
  return <div className="list-row">{content}</div>;
}
