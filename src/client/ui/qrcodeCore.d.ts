/** The symbol builder inside the qrcode package; its published types cover only the whole package, which draws as well. */
declare module "qrcode/lib/core/qrcode.js" {
  type QrSymbol = {
    readonly version: number;
    readonly modules: { readonly size: number; readonly data: Uint8Array; readonly reservedBit: Uint8Array };
  };
  type QrOptions = { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H"; readonly maskPattern?: number };
  /** Tries all eight masks unless one is named. @throws Error when the text does not fit into version 40 */
  export function create(text: string, options: QrOptions): QrSymbol;
}
