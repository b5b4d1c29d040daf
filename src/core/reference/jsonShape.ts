/** A reader of one JSON value; undefined when the value is not of its form. */
export type JsonReader<T> = (value: unknown) => T | undefined;

/** A text with at least one character. */
export const jsonText: JsonReader<string> = (value) => (typeof value === "string" && value !== "" ? value : undefined);

/** true or false. */
export const jsonBoolean: JsonReader<boolean> = (value) => (typeof value === "boolean" ? value : undefined);

/** An integer of at least 0 that a double holds exactly. */
export const jsonUint: JsonReader<number> = (value) =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined;

/** A number of at least 0, decimals allowed: a length or a rate. */
export const jsonNumber: JsonReader<number> = (value) =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;

/** A list whose entries are all of one form. */
export function jsonList<T extends {}>(item: JsonReader<T>): JsonReader<readonly T[]> {
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const items = value.map(item);
    return items.every((entry): entry is T & {} => entry !== undefined) ? items : undefined;
  };
}

type Readers<T> = { readonly [K in keyof T]: JsonReader<T[K]> };

/** An object with all of `required`; keys of `optional` may be absent, other keys are ignored. */
export function jsonObject<R extends object, O extends object = object>(
  required: Readers<R>,
  optional?: Readers<O>,
): JsonReader<R & Partial<O>> {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const source = new Map<string, unknown>(Object.entries(value));
    const read: Record<string, unknown> = {};
    for (const [name, reader] of Object.entries<JsonReader<unknown>>({ ...required, ...optional })) {
      if (!source.has(name) && !(name in required)) continue;
      const field = reader(source.get(name));
      if (field === undefined) return undefined;
      read[name] = field;
    }
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- each key was read by the reader that its type names
    return read as R & Partial<O>;
  };
}
