import { Link } from "wouter";
import { appText } from "../../text/app.ts";
import { useText } from "../../text/useText.ts";
import { BottomBar } from "../../ui/BottomBar.tsx";
import { Icon } from "../../ui/Icon.tsx";
import type { IconName } from "../../ui/icons.ts";
import type { HomeOperator } from "./homeDeps.ts";

/** 开证 and 扫一扫. Who has not joined sees where to begin; a role that cannot issue sees scanning alone. */
export function HomeActions({ operator }: { readonly operator: HomeOperator | undefined }) {
  const text = useText(appText);
  return (
    <BottomBar>
      {operator === undefined && (
        <Tile href="/join" icon="issue" name={text("home.join")} hint={text("home.join.hint")} />
      )}
      {operator?.mayIssue === true && (
        <Tile href="/issue" icon="issue" name={text("home.issue")} hint={text("home.issue.hint")} main />
      )}
      <Tile
        href="/scan"
        icon="scan"
        name={text("home.scan")}
        hint={text("home.scan.hint")}
        main={operator?.mayIssue !== true}
      />
    </BottomBar>
  );
}

type TileProps = {
  readonly href: string;
  readonly icon: IconName;
  readonly name: string;
  readonly hint: string;
  readonly main?: boolean;
};

function Tile({ href, icon, name, hint, main }: TileProps) {
  return (
    <Link href={href} className="home-tile" data-main={main || undefined}>
      <Icon name={icon} />
      <span className="home-tile-name">{name}</span>
      <span className="small">{hint}</span>
    </Link>
  );
}
