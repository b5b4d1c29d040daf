import { UNIT_CODES } from "../core/certificate/certificate.ts";
import { formatThousandths } from "../core/certificate/quantity.ts";
import type { CodeCheck, Written } from "./checkCode.ts";
import type { CheckText } from "./text/messages.ts";
import { UNIT_SEPARATOR } from "./unitSeparator.ts";

/** What the page says about a code; a `title` replaces the banner's own state in the given tone. */
type Told = {
  readonly line: string;
  readonly alarm?: { readonly tone: "wait" | "bad"; readonly title: string };
  readonly written?: { readonly heading: string; readonly content: Written };
};

/** A word that the template wrote beside the line, in the page's language. */
export type Words = (key: keyof CheckText) => string;

/** The browser's own calendar: the core's would be the largest thing that this card needs. */
const IN_CHINA = { timeZone: "Asia/Shanghai", dateStyle: "long", timeStyle: "short" } as const;

function tell(check: CodeCheck, say: Words): Told {
  const line = say(check.outcome);
  switch (check.outcome) {
    case "differs":
    case "forged":
      return { line, alarm: { tone: "bad", title: say(`${check.outcome}Title`) } };
    case "unregistered":
    case "notInForce": {
      const { outcome, signer, authority } = check;
      const names = new Map([
        ["{signer}", signer],
        ["{authority}", authority],
      ]);
      return {
        line: line.replace(/\{\w+\}/g, (name) => names.get(name) ?? ""),
        alarm: { tone: outcome === "unregistered" ? "wait" : "bad", title: say(`${outcome}Title`) },
        written: { heading: say("written"), content: check.written },
      };
    }
    case "unknownKey":
      return { line, written: { heading: say("unproven"), content: check.written } };
    case "verified":
    case "noCode":
    case "damaged":
    case "unreachable":
      return { line };
  }
}

function element(name: string, className: string, ...content: readonly (Node | string)[]): HTMLElement {
  const made = document.createElement(name);
  if (className !== "") made.className = className;
  made.append(...content);
  return made;
}

function writtenCard(
  { heading, content }: NonNullable<Told["written"]>,
  say: Words,
  units: readonly string[],
): HTMLElement {
  const { certificate, iat } = content;
  const { thousandths, unit } = certificate.quantity;
  const rows = [
    [say("product"), certificate.product],
    [say("quantity"), `${formatThousandths(thousandths)} ${units[unit - UNIT_CODES.first] ?? ""}`],
    [say("issuedAt"), new Date(iat * 1000).toLocaleString(document.documentElement.lang, IN_CHINA)],
  ] as const;
  const list = rows.map(([name, value]) => element("div", "", element("dt", "", name), element("dd", "", value)));
  return element("section", "card said", element("h2", "", heading), element("dl", "", ...list));
}

/** A page that is red already stays as it is; a green one over a false code would be read first, so it changes. */
function raiseAlarm({ tone, title }: NonNullable<Told["alarm"]>, line: HTMLElement): void {
  const banner = document.getElementById("state");
  const heading = document.getElementById("state-title");
  line.classList.add("alarm");
  if (banner === null || heading === null || banner.classList.contains("bad")) return;
  banner.className = `state ${tone}`;
  heading.textContent = title;
  banner.replaceChildren(heading, line);
}

/** Says in the page what became of the code with which it was opened. */
export function showCheck(check: CodeCheck, line: HTMLElement, say: Words): void {
  const told = tell(check, say);
  line.textContent = told.line;
  if (told.alarm !== undefined) raiseAlarm(told.alarm, line);
  const place = document.getElementById("written");
  if (told.written === undefined || place === null) return;
  place.replaceChildren(writtenCard(told.written, say, (place.dataset["units"] ?? "").split(UNIT_SEPARATOR)));
}
