import { useStore } from "zustand";
import { settingsText } from "../../text/settings.ts";
import { useText } from "../../text/useText.ts";
import { Button } from "../../ui/Button.tsx";
import { Choice, Switch } from "../../ui/Choice.tsx";
import { Section } from "../../ui/Section.tsx";
import { ELDER_TEXT_SIZES, type PreferencesStore } from "./preferences.ts";
import "./settings.css";

/** Elder mode and its text size, colours, language. Everything acts at once. */
export function LookSection({ preferences }: { readonly preferences: PreferencesStore }) {
  const text = useText(settingsText);
  const { elder, elderText, theme, language, change } = useStore(preferences);
  return (
    <Section title={text("look.title")}>
      <Switch
        label={text("look.elder")}
        hint={text("look.elder.hint")}
        checked={elder}
        onChange={(on) => change({ elder: on })}
      />
      {elder && <TextSize pixels={elderText} onChange={(pixels) => change({ elderText: pixels })} />}
      <Choice
        inline
        legend={text("look.theme")}
        value={theme}
        onChange={(chosen) => change({ theme: chosen })}
        options={[
          { value: "system", label: text("look.theme.system") },
          { value: "light", label: text("look.theme.light") },
          { value: "dark", label: text("look.theme.dark") },
        ]}
      />
      <Choice
        inline
        legend={text("look.language")}
        value={language}
        onChange={(chosen) => change({ language: chosen })}
        options={[
          { value: "zh-CN", label: text("look.language.zh") },
          { value: "en", label: text("look.language.en") },
        ]}
      />
    </Section>
  );
}

function TextSize({ pixels, onChange }: { readonly pixels: number; readonly onChange: (pixels: number) => void }) {
  const text = useText(settingsText);
  const place = ELDER_TEXT_SIZES.indexOf(pixels);
  const step = (by: number) => {
    const next = ELDER_TEXT_SIZES[place + by];
    if (next !== undefined) onChange(next);
  };
  return (
    <div className="card stack" role="group" aria-label={text("look.size")}>
      <p aria-live="polite">
        {text("look.size")} {text("look.size.value", { pixels })}
      </p>
      <div className="settings-pair">
        <Button icon="minus" disabled={place === 0} onClick={() => step(-1)}>
          {text("look.smaller")}
        </Button>
        <Button icon="plus" disabled={place === ELDER_TEXT_SIZES.length - 1} onClick={() => step(1)}>
          {text("look.larger")}
        </Button>
      </div>
    </div>
  );
}
