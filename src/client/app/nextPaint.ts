/** Milliseconds after which a page that nobody looks at, and that therefore is not painted, counts as painted. */
const UNSEEN = 300;

/** Waits until what was just drawn is on the screen: until the frame after the one that paints it. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    const unseen = setTimeout(resolve, UNSEEN);
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        clearTimeout(unseen);
        setTimeout(resolve);
      }),
    );
  });
}
