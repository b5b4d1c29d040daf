/** The symbol builder inside the qrcode package; its published types need a browser's. */
declare module "qrcode/lib/core/qrcode.js" {
  type QrSymbol = { readonly modules: { readonly size: number; readonly data: Uint8Array } };
  /** @throws Error when the text does not fit into version 40 */
  export function create(text: string, options: { readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" }): QrSymbol;
}
