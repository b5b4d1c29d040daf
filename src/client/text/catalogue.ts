/*
 * The words people see, in catalogues of flat keys, one catalogue a feature:
 *
 *   zh-CN/scan.ts   export const zhScan = { aim: "把二维码放进框里" } as const;     the source of the keys
 *   en/scan.ts      export const enScan = { aim: "…" } as const satisfies Messages<typeof zhScan>;
 *   scan.ts         export const scanText = defineText(zhScan, async () => (await import("./en/scan.ts")).enScan);
 *   a component     const text = useText(scanText);  text("aim");  text("found", { count: 3 });
 *
 * Chinese comes with the code that uses it, so a lazily loaded feature brings its own words; English is a chunk of its
 * own, fetched when somebody chooses it. A word in braces is a parameter, and its name is checked by type.
 */

/** Languages of the app, as `lang` attributes. */
export type Language = "zh-CN" | "en";

/** The parameters that stand in braces in a message. */
export type ParametersOf<M extends string> = M extends `${string}{${infer Name}}${infer Rest}`
  ? Name | ParametersOf<Rest>
  : never;

/** What a translation of `Z` has to be: the same keys. (That its parameters are the same is tested.) */
export type Messages<Z> = { readonly [K in keyof Z]: string };

/** One feature's words: Chinese at hand, English when asked for. */
export type Catalogue<Z extends Messages<Z>> = {
  readonly zh: Z;
  /** Loads English, once, always the same promise; where it cannot be fetched, Chinese stands in until the app is opened again. */
  readonly loadEnglish: () => Promise<Messages<Z>>;
};

/** Says a message of a catalogue; a message with parameters demands exactly these. */
export type Say<Z> = <K extends keyof Z & string>(
  key: K,
  ...parameters: Z[K] extends string
    ? [ParametersOf<Z[K]>] extends [never]
      ? []
      : [Readonly<Record<ParametersOf<Z[K]>, string | number>>]
    : []
) => string;

/** Makes a catalogue from its Chinese messages and the loader of its English ones. */
export function defineText<const Z extends Messages<Z>>(zh: Z, load: () => Promise<Messages<Z>>): Catalogue<Z> {
  let loading: Promise<Messages<Z>> | undefined;
  const loadEnglish = () => (loading ??= load().catch((): Messages<Z> => zh));
  return { zh, loadEnglish };
}

/** Puts values where their names stand in braces; a name without a value stays as it is. */
export function fillIn(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)\}/g, (braces, name: string) => String(values[name] ?? braces));
}
