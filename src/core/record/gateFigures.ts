import { jsonList, jsonObject, jsonText, jsonUint } from "../reference/jsonShape.ts";
import { PACK_HEADER, type PackError, type PackHeader } from "../reference/packHeader.ts";
import { err, ok, type Result } from "../result.ts";
import { type InputNames, ingredientName } from "./inputNames.ts";

/** The gate's own figures, a region's to change. */
export type GateFigures = {
  /** Days before the harvest in which records count. */
  readonly window: number;
  /** Days after the act from which an entry is late. */
  readonly late: number;
  /** What a test item covers beyond its own name (a rapid test for a group of pesticides). */
  readonly covers: ReadonlyMap<string, readonly string[]>;
};

const readPack = jsonObject<
  PackHeader & {
    readonly window: number;
    readonly late: number;
    readonly covers: readonly { readonly item: string; readonly ingredients: readonly string[] }[];
  }
>({
  ...PACK_HEADER,
  window: jsonUint,
  late: jsonUint,
  covers: jsonList(
    jsonObject<{ item: string; ingredients: readonly string[] }>({ item: jsonText, ingredients: jsonList(jsonText) }),
  ),
});

/** Reads the gate's figures. */
export function readGateFigures(value: unknown, names: InputNames): Result<GateFigures, PackError> {
  const pack = readPack(value);
  if (pack === undefined) return err("badPack");
  const covers = pack.covers.map(
    ({ item, ingredients }) => [item, ingredients.map((one) => ingredientName(one, names))] as const,
  );
  return ok({ window: pack.window, late: pack.late, covers: new Map(covers) });
}
