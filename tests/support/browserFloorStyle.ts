import type { Newer } from "./browserFloor.ts";
import { NEWER_AT_RULES, NEWER_PROPERTIES, NEWER_SELECTORS, NEWER_VALUES } from "./browserFloorFeatures.ts";

const SUPPORTS = /^@(-webkit-)?supports\b/;

/** A rule that is being read: its prelude and the plain declarations seen so far. */
type OpenRule = { readonly prelude: string; readonly plain: Set<string> };

/**
 * What a style sheet uses that the oldest browsers lack. Anything within `@supports` is guarded, a value is fine
 * after a plain one for the same property.
 */
export function newerInStyle(text: string): Newer[] {
  const findings: Newer[] = [];
  const open: OpenRule[] = [];
  for (const { kind, text: part } of partsOf(text)) {
    if (kind === "close") open.pop();
    else if (kind === "open") {
      if (!isGuarded(open)) findings.push(...newerInPrelude(part, open));
      open.push({ prelude: part, plain: new Set() });
    } else if (!isGuarded(open)) findings.push(...newerInDeclaration(part, open[open.length - 1]));
  }
  return findings;
}

type Part = { readonly kind: "open" | "close" | "declaration"; readonly text: string };

/** The sheet as preludes, declarations and closing braces. Strings and comments are blanked out first. */
function* partsOf(text: string): Generator<Part> {
  const plain = text.replace(/\/\*[\s\S]*?\*\//g, " ").replace(/"(\\.|[^"\\])*"|'(\\.|[^'\\])*'|url\([^)]*\)/g, '""');
  let start = 0;
  let parentheses = 0;
  for (let index = 0; index < plain.length; index++) {
    const character = plain.charAt(index);
    if (character === "(") parentheses++;
    if (character === ")") parentheses--;
    if (parentheses > 0 || !/[{};]/.test(character)) continue;
    const before = plain.slice(start, index).trim();
    start = index + 1;
    if (character === "{") yield { kind: "open", text: before };
    else if (before !== "") yield { kind: "declaration", text: before };
    if (character === "}") yield { kind: "close", text: "" };
  }
}

function isGuarded(open: readonly OpenRule[]): boolean {
  return open.some(({ prelude }) => SUPPORTS.test(prelude));
}

function newerInPrelude(prelude: string, open: readonly OpenRule[]): Newer[] {
  const name = /^@([a-z-]+)/.exec(prelude)?.[1];
  const inStyleRule = open.some((rule) => !rule.prelude.startsWith("@"));
  if (inStyleRule) return [{ feature: "nesting", since: "Chrome 120, Safari 17.2, Firefox 117", near: prelude }];
  if (name === undefined) {
    return Object.entries(NEWER_SELECTORS)
      .filter(([, pattern]) => pattern.test(prelude))
      .map(([feature]) => ({ feature, since: "drops the rule where it is unknown", near: prelude }));
  }
  const since = NEWER_AT_RULES[name];
  if (since !== undefined) return [{ feature: `@${name}`, since, near: prelude }];
  if (name === "media" && /\([^)]*[<>]/.test(prelude)) {
    return [{ feature: "media range", since: "Chrome 104, Safari 16.4", near: prelude }];
  }
  return [];
}

function newerInDeclaration(declaration: string, rule: OpenRule | undefined): Newer[] {
  if (declaration.startsWith("@")) return newerInPrelude(declaration, []);
  const property = declaration.slice(0, declaration.indexOf(":")).trim();
  const value = declaration.slice(declaration.indexOf(":") + 1);
  const findings: Newer[] = [];
  const since = NEWER_PROPERTIES[property];
  const prefixed = rule?.plain.has(`-webkit-${property}`) === true;
  if (since !== undefined && !prefixed) findings.push({ feature: property, since, near: declaration });
  const newerValues = Object.entries(NEWER_VALUES).filter(([, pattern]) => pattern.test(value));
  if (newerValues.length === 0) rule?.plain.add(property);
  else if (rule?.plain.has(property) !== true) {
    findings.push(...newerValues.map(([feature]) => ({ feature, since: "no fallback before it", near: declaration })));
  }
  return findings;
}
