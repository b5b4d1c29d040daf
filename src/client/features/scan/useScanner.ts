import { useEffect, useMemo } from "react";
import { type CodeScanner, createCodeScanner } from "./codeScanner.ts";
import { findNativeDetector } from "./nativeDecoder.ts";
import { newDecodeWorker } from "./newDecodeWorker.ts";
import { loadFallbackScanner } from "./zxingFallback.ts";

/** The scanner of a screen, and reading of a picture file. */
export type Scanner = Pick<CodeScanner, "scan"> & {
  /** Empty for a picture without a code, and for a file that is no picture. */
  readonly readPicture: (file: Blob) => Promise<readonly string[]>;
};

const milliseconds = () => performance.now();

/** Starts a scanner for as long as the screen is shown. */
export function useScanner(): Scanner {
  const scanner = useMemo(
    () =>
      createCodeScanner({
        newWorker: newDecodeWorker,
        native: findNativeDetector("BarcodeDetector" in window ? window.BarcodeDetector : undefined),
        loadFallback: loadFallbackScanner,
        now: milliseconds,
      }),
    [],
  );
  useEffect(() => {
    scanner.open();
    return scanner.close;
  }, [scanner]);
  return useMemo(() => ({ scan: scanner.scan, readPicture: (file) => readFile(scanner, file) }), [scanner]);
}

async function readFile(scanner: CodeScanner, file: Blob): Promise<readonly string[]> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return await scanner.readPicture(image);
  } catch {
    return [];
  } finally {
    URL.revokeObjectURL(url);
  }
}
