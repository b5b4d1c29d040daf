import { promisify } from "node:util";
import { brotliCompress, constants } from "node:zlib";
import { renderBadge } from "../../page/badge.ts";
import type { PageFrame } from "../../page/pageInput.ts";
import { renderPage } from "../../page/renderPage.ts";
import { renderRecordsPage } from "../../page/renderRecordsPage.ts";
import { LruMap } from "../lruMap.ts";
import type { AnswerForm, AnswerToKeep, CertificateRecord, RenderedAnswer, Store } from "../store/port.ts";
import { certificateAnswer, profileHeldAt, publicName } from "./certificateAnswer.ts";
import { holdsUntil } from "./credentials.ts";
import { type PageDeps, pageOf } from "./pageOf.ts";
import { registerVerdict } from "./registerVerdict.ts";

/** Answers of each form that are kept in memory. */
const HOT = 2000;
/** Brotli qualities: a page is made once and sent often, so it may take a millisecond. */
const QUALITY = { json: 5, page: 9 } as const;
/** Window of 2^16 bytes, which holds a whole page: the default of 2^22 makes it neither smaller nor less than ten times slower. */
const WINDOW_BITS = 16;

const compress = promisify(brotliCompress);

/** What answering about certificates needs. */
export type AnswerDeps = PageDeps & {
  readonly store: Store;
  readonly frame: Omit<PageFrame, "language">;
  /** Told when a rendered answer could not be kept; the answer itself goes out all the same. */
  readonly onNotKept: (error: unknown) => void;
};

function languageOf(form: "page-zh-CN" | "page-en"): PageFrame["language"] {
  return form === "page-en" ? "en" : "zh-CN";
}

/** Answers about certificates, compressed with Brotli: from memory, else as kept beside the projection, else made now. */
export class Answers {
  readonly #deps: AnswerDeps;
  readonly #hot: Readonly<Record<AnswerForm, LruMap<string, RenderedAnswer>>> = {
    json: new LruMap(HOT),
    "page-zh-CN": new LruMap(HOT),
    "page-en": new LruMap(HOT),
  };
  /** Numbers that were asked for once of late. */
  readonly #asked = new LruMap<string, true>(HOT);
  /** Answers that were made when asked for and wait to be kept. */
  readonly #toKeep: AnswerToKeep[] = [];
  #saving: Promise<void> = Promise.resolve();

  constructor(deps: AnswerDeps) {
    this.#deps = deps;
    deps.store.onTouched(({ certificates, operators }) => {
      const touched = new Set(certificates);
      for (const held of Object.values(this.#hot)) {
        if (operators) held.clear();
        else held.deleteWhere(({ position }) => touched.has(position));
      }
    });
  }

  /** The answer in memory, if there is one. */
  hot(number: string, form: AnswerForm): Uint8Array | undefined {
    const held = this.#hot[form].get(number);
    return held === undefined || this.#isOver(held) ? undefined : held.bytes;
  }

  /** The answer kept beside the projection, if there is one that still holds. */
  async kept(number: string, form: AnswerForm): Promise<Uint8Array | undefined> {
    const kept = await this.#deps.store.answer(number, form);
    if (kept === undefined || this.#isOver(kept)) return undefined;
    // Most numbers are asked for once: only the second time makes one worth keeping.
    if (this.#asked.get(number) === true) this.#hot[form].set(number, kept);
    else this.#asked.set(number, true);
    return kept.bytes;
  }

  /** The answer; undefined for a number that is not registered. */
  async about(number: string, form: AnswerForm): Promise<Uint8Array | undefined> {
    const ready = this.hot(number, form) ?? (await this.kept(number, form));
    if (ready !== undefined) return ready;
    const record = await this.#deps.store.certificate(number);
    if (record === undefined) return undefined;
    const bytes = await this.render(record, form);
    // Kept but not remembered: something may have changed while it was made, which only the store can tell.
    this.#keepSoon(this.#toBeKept(record, form, bytes));
    return bytes;
  }

  /** The badge (SVG) as it is now; undefined for a number that is not registered. Small and seldom asked for: made anew. */
  async badge(number: string, language: PageFrame["language"]): Promise<string | undefined> {
    const record = await this.#deps.store.certificate(number);
    if (record === undefined) return undefined;
    const { verdict } = await registerVerdict(record, this.#deps);
    const { iat, certificate, operator } = record;
    const issuer = publicName(profileHeldAt(operator, iat));
    return renderBadge({ number: record.number, verdict, product: certificate.product, iat, issuer }, language);
  }

  /** The page of every production record as it is now; undefined for a number that is not registered. Asked for seldom: made anew. */
  async recordsPage(number: string, language: PageFrame["language"]): Promise<string | undefined> {
    const record = await this.#deps.store.certificate(number);
    if (record === undefined) return undefined;
    return renderRecordsPage(await pageOf(record, this.#deps), { ...this.#deps.frame, language });
  }

  /** True once a day has come on which it says something that no longer holds. */
  #isOver({ until }: Pick<RenderedAnswer, "until">): boolean {
    return until !== undefined && until <= this.#deps.now();
  }

  /** Keeps an answer with the next transaction: one for each would hold up what is being taken in behind them. */
  #keepSoon(answer: AnswerToKeep): void {
    this.#toKeep.push(answer);
    if (this.#toKeep.length === 1) this.#saving = this.#saving.then(() => this.#saveAll());
  }

  async #saveAll(): Promise<void> {
    try {
      await this.#deps.store.saveAnswers(this.#toKeep.splice(0));
    } catch (error) {
      this.#deps.onNotKept(error);
    }
  }

  /** Makes an answer from a record. */
  async render(record: CertificateRecord, form: AnswerForm): Promise<Uint8Array> {
    if (form === "json") return squeeze(JSON.stringify(await certificateAnswer(record, this.#deps)), QUALITY.json);
    const frame = { ...this.#deps.frame, language: languageOf(form) };
    return squeeze(renderPage(await pageOf(record, this.#deps), frame), QUALITY.page);
  }

  /** Makes the answers that most callers ask for and keeps them: of several certificates side by side, in one transaction. */
  async keepReady(positions: readonly number[]): Promise<void> {
    const answers = await Promise.all(positions.map((position) => this.#usualAnswers(position)));
    await this.#deps.store.saveAnswers(answers.flat());
  }

  async #usualAnswers(position: number): Promise<readonly AnswerToKeep[]> {
    const record = await this.#deps.store.certificateAt(position);
    if (record === undefined) return [];
    const forms: readonly AnswerForm[] = ["json", "page-zh-CN"];
    return Promise.all(forms.map(async (form) => this.#toBeKept(record, form, await this.render(record, form))));
  }

  #toBeKept(record: CertificateRecord, form: AnswerForm, bytes: Uint8Array): AnswerToKeep {
    const { position, stamp, revision } = record;
    const until = holdsUntil(record, this.#deps.now());
    return { position, form, stamp, revision, bytes, ...(until === undefined ? {} : { until }) };
  }
}

async function squeeze(text: string, quality: number): Promise<Uint8Array> {
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: WINDOW_BITS,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
  };
  return compress(text, { params });
}
