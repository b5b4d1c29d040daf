import { Link } from "wouter";
import { paperText } from "../../../text/paper.ts";
import { useText } from "../../../text/useText.ts";
import type { IconName } from "../../../ui/icons.ts";
import { List, ListRow } from "../../../ui/ListRow.tsx";
import { Screen } from "../../../ui/Screen.tsx";

const PAPERS: readonly {
  readonly href: string;
  readonly name: "board" | "rolls" | "form" | "ledger";
  readonly icon: IconName;
}[] = [
  { href: "/paper/board", name: "board", icon: "picture" },
  { href: "/paper/rolls", name: "rolls", icon: "scan" },
  { href: "/paper/form", name: "form", icon: "edit" },
  { href: "/ledger", name: "ledger", icon: "list" },
];

/** Everything that goes on paper beside the labels of one certificate. */
export function PaperScreen() {
  const text = useText(paperText);
  return (
    <Screen title={text("title")} parent="/certificates">
      <List>
        {PAPERS.map(({ href, name, icon }) => (
          <Link key={name} href={href} asChild>
            <ListRow icon={icon} title={text(`menu.${name}`)} detail={text(`menu.${name}.text`)} />
          </Link>
        ))}
        <Link href="/printing" asChild>
          <ListRow icon="print" title={text("menu.printers")} />
        </Link>
        <Link href="/check" asChild>
          <ListRow icon="camera" title={text("menu.check")} />
        </Link>
      </List>
    </Screen>
  );
}
