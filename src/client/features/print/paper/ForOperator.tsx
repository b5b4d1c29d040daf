import { type ReactNode, useEffect, useState } from "react";
import { paperText } from "../../../text/paper.ts";
import { useText } from "../../../text/useText.ts";
import { Banner } from "../../../ui/Banner.tsx";
import { Screen } from "../../../ui/Screen.tsx";
import { Skeleton } from "../../../ui/Skeleton.tsx";
import type { PaperDeps, PaperOperator } from "./paperDeps.ts";

type ForOperatorProps = {
  readonly title: string;
  readonly deps: Pick<PaperDeps, "operator" | "today">;
  readonly children: (operator: PaperOperator, today: string) => ReactNode;
};

/** A screen for those who have joined: shown once it is known who that is. */
export function ForOperator({ title, deps, children }: ForOperatorProps) {
  const text = useText(paperText);
  const [opened, setOpened] = useState<{ readonly operator: PaperOperator | undefined; readonly today: string }>();
  useEffect(() => {
    const open = async () => {
      const [operator, today] = await Promise.all([deps.operator(), deps.today()]);
      setOpened({ operator, today });
    };
    void open();
  }, [deps]);
  if (opened === undefined) return <Skeleton />;
  if (opened.operator !== undefined) return children(opened.operator, opened.today);
  return (
    <Screen title={title} parent="/paper">
      <Banner title={text("guest")} />
    </Screen>
  );
}
