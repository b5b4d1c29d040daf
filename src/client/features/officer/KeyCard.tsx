import { formatDay } from "../../text/format.ts";
import { officerText } from "../../text/officer.ts";
import { useLanguage, useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { List, ListRow } from "../../ui/ListRow.tsx";
import { StatusPill, type StatusTone } from "../../ui/StatusPill.tsx";
import { usePlaceName } from "../../ui/usePlaceName.ts";
import { keyName } from "./keyName.ts";
import { momentWords } from "./momentWords.ts";
import "./officer.css";
import type { OfficerDeps, OfficerKey } from "./officerDeps.ts";

/** How a key stands at `now`. */
function keyState(key: OfficerKey, now: number): "valid" | "expired" | "ended" | "ending" {
  if (key.ended !== undefined) return key.ended.from <= now ? "ended" : "ending";
  return key.notAfter < now ? "expired" : "valid";
}

const TONE: Readonly<Record<ReturnType<typeof keyState>, StatusTone>> = {
  valid: "good",
  expired: "caution",
  ended: "bad",
  ending: "caution",
};

type KeyCardProps = {
  readonly of: OfficerKey;
  readonly mine: boolean;
  readonly deps: OfficerDeps;
  readonly onEnd: () => void;
};

/** One key: what it may do, where, how long, and how it ended. */
export function KeyCard({ of, mine, deps, onEnd }: KeyCardProps) {
  const text = useText(officerText);
  const language = useLanguage();
  const place = usePlaceName(of.region, deps.placeName);
  const now = deps.now();
  const state = keyState(of, now);
  const roles = of.roles.map((role) => text(`roleShort.${role}`)).join("、");
  const validity = text("keys.until", {
    from: formatDay(of.notBefore, language),
    to: formatDay(of.notAfter, language),
  });
  return (
    <List label={roles}>
      <ListRow
        icon="lock"
        title={roles}
        detail={text("keys.region", { place })}
        end={<StatusPill tone={TONE[state]}>{text(`key.${state}`)}</StatusPill>}
      />
      {of.ended !== undefined && (
        <ListRow title={text(`key.ended.${of.ended.reason}`, { time: momentWords(of.ended.from, now, language) })} />
      )}
      <ListRow
        title={
          <span className="officer-key">
            {text("keys.id")} {keyName(of.key)}
          </span>
        }
        detail={mine ? `${validity} · ${text("keys.mine")}` : validity}
      />
      {of.ended === undefined && (
        <div className="officer-actions">
          <Button onClick={onEnd}>{text("key.end")}</Button>
        </div>
      )}
    </List>
  );
}
