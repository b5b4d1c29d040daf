/**
 * Takes the place of libraries that another one would load for what is never asked of it; the only name that is imported
 * outright is fast-png's. @throws Error when it is asked all the same
 */
export function decode(): never {
  throw new Error("this library is left out of the app");
}
