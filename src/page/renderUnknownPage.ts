import { type NumberError, tidyNumber } from "../core/certificate/number.ts";
import { escapeHtml } from "./html.ts";
import { renderDocument, textOf } from "./pageDocument.ts";
import type { PageFrame } from "./pageInput.ts";
import { unitList } from "./quantityWords.ts";
import { banner, codeLine } from "./stateBanner.ts";
import type { PageText } from "./text/messages.ts";

/** Characters of what was asked for that are read back; a number has 16. */
const READ_BACK = 40;

/** Why there is no certificate to show: the number is well formed but not registered, or it is no number. */
export type UnknownReason = { readonly code: "notRegistered" } | NumberError;

function sentence(reason: UnknownReason, text: PageText): string {
  switch (reason.code) {
    case "notRegistered":
      return text.notRegistered;
    case "wrongLength":
      return text.wrongLength(reason.length);
    case "unknownCharacter":
      return text.unknownCharacter(reason.character);
    case "checkFailed":
      return text.checkFailed;
  }
}

/**
 * The 404 page: reads the number back in fours, as it was understood, and says what to do. Its script shows a code whose
 * signature holds as signed but not registered.
 * @param typed the part of the path after /c/, percent-decoded
 */
export function renderUnknownPage(typed: string, reason: UnknownReason, frame: PageFrame): string {
  const text = textOf(frame);
  const number = Array.from(tidyNumber(typed)).slice(0, READ_BACK);
  const fours = number.map((character, index) => (index > 0 && index % 4 === 0 ? `-${character}` : character));
  const title = reason.code === "notRegistered" ? text.unknownTitle : text.unreadTitle;
  const line = reason.code === "notRegistered" ? codeLine({ number: number.join(""), known: false }, text) : "";
  const why = sentence(reason, text);
  const state = banner("none", title, `<p>${escapeHtml(why)}</p>${line}`);
  const steps = text.steps.map((step) => `<li>${step}</li>`).join("");
  const main = `${state}<div id="written" data-units="${escapeHtml(unitList(frame.language))}"></div><section class="card"><h1>${text.typed}</h1><p class="no">${escapeHtml(fours.join(""))}</p></section><section class="card"><h2>${text.whatToDo}</h2><ol class="steps">${steps}</ol></section>`;
  // Without a well-formed number there is nothing for the script to compare.
  const { language, origin } = frame;
  const shown = reason.code === "notRegistered" ? frame : { language, origin };
  return renderDocument({ title: `${title} · ${text.brand}`, description: why }, shown, main);
}
