import { type ESTree, parseSync } from "vite";
import type { Newer } from "./browserFloor.ts";
import { NEWER_GLOBALS, NEWER_METHODS, NEWER_STATICS } from "./browserFloorFeatures.ts";

/** Any node of the tree, by what every node has. */
type Node = { readonly type: string; readonly start: number; readonly end: number };
/** Parsed once, read as plain records: the walk looks at a dozen node types out of seventy. */
type Fields = Node & Readonly<Record<string, unknown>>;

const FUNCTIONS = /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/;
const GLOBAL_OBJECTS = new Set(["window", "self", "globalThis"]);

/**
 * What a built script uses that the oldest browsers lack: syntax always, an API unless its presence is tested by
 * a function or in a condition around it (`typeof x`, `"x" in y`, `y.x?.()`, `if (y.x)`, `y.x && …`). An API
 * reached through another name (`const n = navigator; n.share()`) is not seen.
 * @throws Error when the script cannot be parsed
 */
export function newerInScript(file: string, code: string): Newer[] {
  const { program, errors } = parseSync(file, code, { sourceType: "module" });
  if (errors.length > 0) throw new Error(`${file}: ${errors[0]?.message ?? "cannot be parsed"}`);
  const findings: Newer[] = [];
  const near = (node: Node) => code.slice(Math.max(0, node.start - 40), node.end + 40).replace(/\s+/g, " ");
  walk(program as ESTree.Node as unknown as Fields, [], (node, around) => {
    const newer = newerSyntax(node, around) ?? newerApi(node, around);
    if (newer !== undefined) findings.push({ ...newer, near: near(node) });
  });
  return findings;
}

type Finding = Pick<Newer, "feature" | "since">;

function walk(node: Fields, around: readonly Fields[], visit: (node: Fields, around: readonly Fields[]) => void): void {
  visit(node, around);
  const inside = [...around, node];
  for (const child of childrenOf(node)) walk(child, inside, visit);
}

function childrenOf(node: Fields): Fields[] {
  return Object.values(node).flatMap((value) => {
    const values: readonly unknown[] = Array.isArray(value) ? value : [value];
    return values.filter(isNode);
  });
}

function isNode(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && "type" in value && "start" in value;
}

function newerSyntax(node: Fields, around: readonly Fields[]): Finding | undefined {
  switch (node.type) {
    case "StaticBlock":
      return { feature: "class static block", since: "Chrome 94, Safari 16.4" };
    case "AwaitExpression":
      return around.some(({ type }) => FUNCTIONS.test(type))
        ? undefined
        : { feature: "top-level await", since: "Safari 15 runs its modules in a wrong order" };
    case "ImportAttribute":
      return { feature: "import attributes", since: "Chrome 123, Safari 17.2, Firefox 138" };
    case "BinaryExpression":
      return isNode(node["left"]) && node["left"].type === "PrivateIdentifier"
        ? { feature: "#field in object", since: "Chrome 91" }
        : undefined;
    case "VariableDeclaration":
      return String(node["kind"]).includes("using") ? { feature: "using", since: "Chrome 134" } : undefined;
    case "Literal":
      return newerRegex(node["regex"]);
    case "NewExpression":
      return newerConstruction(node);
    default:
      return undefined;
  }
}

function newerRegex(regex: unknown): Finding | undefined {
  if (typeof regex !== "object" || regex === null || !("pattern" in regex) || !("flags" in regex)) return undefined;
  return newerPattern(String(regex.pattern), String(regex.flags));
}

function newerPattern(pattern: string, flags: string): Finding | undefined {
  if (/\(\?<[=!]/.test(pattern)) return { feature: "look-behind in a regular expression", since: "Safari 16.4" };
  if (/\(\?[ims-]+:/.test(pattern)) return { feature: "modifiers in a regular expression", since: "Chrome 125" };
  if (flags.includes("v")) return { feature: "regular expression flag v", since: "Chrome 112, Safari 17" };
  return undefined;
}

function newerConstruction(node: Fields): Finding | undefined {
  const name = nameOf(node["callee"]);
  const [first, second] = Array.isArray(node["arguments"]) ? node["arguments"].filter(isNode) : [];
  if (name === "RegExp" && first !== undefined) return newerPattern(textOf(first) ?? "", "");
  if (name !== "Worker" || second?.type !== "ObjectExpression") return undefined;
  const isModule = childrenOf(second).some((property) => textOf(property["value"]) === "module");
  return isModule ? { feature: "module worker", since: "Firefox 114" } : undefined;
}

function newerApi(node: Fields, around: readonly Fields[]): Finding | undefined {
  const use = usedApi(node, around[around.length - 1]);
  if (use === undefined || isGuarded(use.name, node, around)) return undefined;
  return { feature: use.feature, since: use.since };
}

/** A newer API, and the name that a guard would have to test. */
type Use = Finding & { readonly name: string };

function usedApi(node: Fields, parent: Fields | undefined): Use | undefined {
  if (node.type === "Identifier") return usedGlobal(node, parent);
  const name = node.type === "MemberExpression" ? propertyOf(node) : undefined;
  if (name === undefined) return undefined;
  return usedStatic(name, nameOf(node["object"])) ?? usedMethod(name, node, parent);
}

function usedStatic(name: string, object: string | undefined): Use | undefined {
  if (object === undefined) return undefined;
  const feature = GLOBAL_OBJECTS.has(object) ? name : `${object}.${name}`;
  const since = own(GLOBAL_OBJECTS.has(object) ? NEWER_GLOBALS : NEWER_STATICS, feature);
  return since === undefined ? undefined : { feature, since, name };
}

function usedMethod(name: string, node: Fields, parent: Fields | undefined): Use | undefined {
  const called = parent?.type === "CallExpression" && parent["callee"] === node && parent["optional"] !== true;
  const since = called ? own(NEWER_METHODS, name) : undefined;
  return since === undefined ? undefined : { feature: `.${name}()`, since, name };
}

function usedGlobal(node: Fields, parent: Fields | undefined): Use | undefined {
  const name = String(node["name"]);
  const since = own(NEWER_GLOBALS, name);
  if (since === undefined || parent === undefined) return undefined;
  const isName =
    (parent.type === "MemberExpression" && parent["property"] === node && parent["computed"] !== true) ||
    (/^(Property|MethodDefinition|PropertyDefinition)$/.test(parent.type) &&
      parent["key"] === node &&
      parent["value"] !== node);
  return isName ? undefined : { feature: name, since, name };
}

/** True when the name is tested in a condition around the node, or by a function around it before or after. */
function isGuarded(name: string, node: Fields, around: readonly Fields[]): boolean {
  const parent = around[around.length - 1];
  if (parent !== undefined && isTestItself(parent, node)) return true;
  const conditions = around.flatMap((outer) =>
    /^(IfStatement|ConditionalExpression|LogicalExpression)$/.test(outer.type)
      ? [outer["test"] ?? outer["left"]].filter(isNode)
      : [],
  );
  if (conditions.some((condition) => mentions(condition, name))) return true;
  const [program] = around;
  return around.some((scope) => FUNCTIONS.test(scope.type) && !isWrapper(scope, program) && tests(scope, name));
}

/** The function that some builds put around a whole script: a test at its top guards nothing in particular. */
function isWrapper(scope: Node, program: Node | undefined): boolean {
  return (
    program !== undefined &&
    program.end - program.start > 1000 &&
    scope.end - scope.start > (program.end - program.start) / 2
  );
}

/** `typeof x`, `x?.…`, `x === undefined`, `x && …`, `!x`, `if (x)`: looking at it, not using it. */
function isTestItself(parent: Fields, node: Fields): boolean {
  switch (parent.type) {
    case "UnaryExpression":
      return parent["operator"] === "typeof" || parent["operator"] === "!";
    case "MemberExpression":
    case "CallExpression":
      return parent["optional"] === true;
    case "BinaryExpression":
      return true;
    case "LogicalExpression":
      return parent["left"] === node;
    case "IfStatement":
    case "ConditionalExpression":
      return parent["test"] === node;
    default:
      return false;
  }
}

/** True when the function tests the name in a condition of its own, not in one of a function inside it. */
function tests(scope: Fields, name: string): boolean {
  return childrenOf(scope).some((child) => {
    if (FUNCTIONS.test(child.type)) return false;
    const condition = child["test"] ?? (child.type === "LogicalExpression" ? child["left"] : undefined);
    return (isNode(condition) && mentions(condition, name)) || tests(child, name);
  });
}

function mentions(node: Fields, name: string): boolean {
  const isIt = (node.type === "Identifier" && node["name"] === name) || textOf(node) === name;
  return isIt || childrenOf(node).some((child) => mentions(child, name));
}

function propertyOf(member: Fields): string | undefined {
  const property = member["property"];
  if (!isNode(property)) return undefined;
  if (member["computed"] !== true) return typeof property["name"] === "string" ? property["name"] : undefined;
  return textOf(property);
}

/** The text of `"x"` and of a template without holes, which is how a minifier writes it. */
function textOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Literal") return typeof node["value"] === "string" ? node["value"] : undefined;
  const [quasi, ...others] = node.type === "TemplateLiteral" && Array.isArray(node["quasis"]) ? node["quasis"] : [];
  return isNode(quasi) && others.length === 0 ? cookedText(quasi["value"]) : undefined;
}

function cookedText(value: unknown): string | undefined {
  return typeof value === "object" && value !== null && "cooked" in value ? String(value.cooked) : undefined;
}

/** `x` of `x` and of `window.x`. */
function nameOf(node: unknown): string | undefined {
  if (!isNode(node)) return undefined;
  if (node.type === "Identifier") return String(node["name"]);
  const object = node.type === "MemberExpression" ? nameOf(node["object"]) : undefined;
  return object !== undefined && GLOBAL_OBJECTS.has(object) ? propertyOf(node) : undefined;
}

/** An entry of the table itself: `toString` and its like are no features. */
function own(table: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.prototype.hasOwnProperty.call(table, name) ? table[name] : undefined;
}
