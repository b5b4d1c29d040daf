/** Older web views have neither, whatever the DOM's declarations promise. */
type Sharing = {
  readonly clipboard?: Pick<Clipboard, "writeText">;
  readonly share?: (data: ShareData) => Promise<void>;
  readonly canShare?: (data: ShareData) => boolean;
};

/** True where the browser can hand a text to another app. */
export function canShare(sharing: Sharing = navigator): boolean {
  return sharing.share !== undefined;
}

/** Hands a text to another app, as the person chooses; closing the choice is no failure. */
export async function shareText(text: string, sharing: Sharing = navigator): Promise<void> {
  try {
    await sharing.share?.({ text });
  } catch {
    // AbortError: she closed the list of apps. Copying stands beside it for everything else.
  }
}

/** Hands a file to another app, as the person chooses; false where the browser cannot, or does not let it. */
export async function shareFile(file: File, sharing: Sharing = navigator): Promise<boolean> {
  const data = { files: [file] };
  if (sharing.share === undefined || sharing.canShare?.(data) !== true) return false;
  try {
    await sharing.share(data);
    return true;
  } catch (error) {
    // She closed the list of apps: that is an answer. Anything else is a browser that does not let it.
    return error instanceof DOMException && error.name === "AbortError";
  }
}

/** Copies a text; false where the browser does not let it. */
export async function copyText(text: string, sharing: Sharing = navigator): Promise<boolean> {
  if (sharing.clipboard === undefined) return false;
  try {
    await sharing.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
