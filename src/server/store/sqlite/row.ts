import type { SQLOutputValue } from "node:sqlite";

/** A row as node:sqlite gives it. */
export type Row = Record<string, SQLOutputValue>;

/** An INTEGER column. @throws TypeError when the schema and the query disagree */
export function int(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`${column} is not an integer`);
  return value;
}

/** An INTEGER column that may be NULL. */
export function optionalInt(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : int(row, column);
}

/** A BLOB column. @throws TypeError when the schema and the query disagree */
export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw new TypeError(`${column} is not a blob`);
  return value;
}

/** A BLOB column that may be NULL. */
export function optionalBlob(row: Row, column: string): Uint8Array | undefined {
  return row[column] === null ? undefined : blob(row, column);
}

/** A TEXT column. @throws TypeError when the schema and the query disagree */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is not text`);
  return value;
}

/** A TEXT column that may be NULL. */
export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

/** A TEXT column that holds one of a fixed set of words. @throws TypeError for any other word */
export function wordOf<const T extends string>(row: Row, column: string, words: readonly T[]): T {
  const value = text(row, column);
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new TypeError(`${column} holds an unknown word`);
  return word;
}
