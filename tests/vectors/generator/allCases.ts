import type { VectorCase } from "../caseFile.ts";
import { DIRECTORIES } from "./directories.ts";
import { FORGERIES } from "./forgeries.ts";
import { FORMS } from "./forms.ts";
import { PASSING } from "./passing.ts";
import { REFERENCES } from "./references.ts";
import { RIGHTS } from "./rights.ts";
import { TRANSPORT } from "./transport.ts";

/** Every published case, by id. Made from fixed keys with RFC 6979 signatures: the same bytes on every machine. */
export async function allCases(): Promise<readonly VectorCase[]> {
  const cases = await Promise.all(
    [...PASSING, ...FORGERIES, ...FORMS, ...RIGHTS, ...REFERENCES, ...DIRECTORIES, ...TRANSPORT].map((build) =>
      build(),
    ),
  );
  return cases.sort((left, right) => left.id.localeCompare(right.id));
}

/** A case as its file holds it: one line for each stage, so that a change shows as the stage that changed. */
export function caseText(vector: VectorCase): string {
  const parts = Object.entries(vector).map(
    ([name, value]: [string, unknown]) => `  ${JSON.stringify(name)}: ${memberText(value)}`,
  );
  return `{\n${parts.join(",\n")}\n}\n`;
}

function memberText(value: unknown): string {
  if (!Array.isArray(value) || value.every((entry) => typeof entry !== "object")) return JSON.stringify(value);
  return `[\n${value.map((entry) => `    ${JSON.stringify(entry)}`).join(",\n")}\n  ]`;
}
