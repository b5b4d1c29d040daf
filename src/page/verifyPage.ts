import { ok } from "../core/result.ts";
import { verifySignature } from "../crypto/verifySignature.ts";
import { certificatePagePath } from "../wire/paths.ts";
import { type CodeCheckDeps, checkCode, readRegistered } from "./checkCode.ts";
import { askAuthorities, askRegistered } from "./endpointAnswers.ts";
import { showCheck, type Words } from "./showCheck.ts";

/** From the page itself where the template could write it, else from the endpoint. */
function registeredOf({ dataset }: HTMLElement, number: string): CodeCheckDeps["registered"] {
  if (dataset["known"] === undefined) return async () => ok(undefined);
  const inPage = readRegistered(dataset["id"] ?? "", dataset["key"] ?? "");
  return inPage === undefined ? () => askRegistered(number) : async () => ok(inPage);
}

async function verifyFragment(line: HTMLElement): Promise<void> {
  const say: Words = (key) => line.dataset[key] ?? "";
  const number = line.dataset["number"] ?? "";
  // Absent where the page was opened over plain http, and in some in-app browsers.
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    line.textContent = say("notPossible");
    return;
  }
  if (location.hash !== "") line.textContent = say("checking");
  const address = location.origin + certificatePagePath(number) + location.hash;
  const deps = {
    number,
    registered: registeredOf(line, number),
    authorities: () => askAuthorities(verifySignature),
    verify: verifySignature,
  };
  showCheck(await checkCode(address, deps), line, say);
}

function start(line: HTMLElement): void {
  // The other language's page is about the same code.
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header a")) link.hash = location.hash;
  // A code scanned into the page that is already open changes nothing but the fragment.
  window.addEventListener("hashchange", () => location.reload());
  void verifyFragment(line);
}

const line = document.getElementById("code");
if (line !== null) start(line);
