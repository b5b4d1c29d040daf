import { pinyin } from "pinyin-pro";

/** Readings in names of places and surnames that the dictionary has otherwise (堡 in 十里堡, 六 in 六安). */
const IN_NAMES: Readonly<Record<string, string>> = {
  pu: "堡铺",
  bu: "堡埔",
  lu: "六甪",
  yu: "尉蔚",
  po: "泊",
  zeng: "曾",
  shan: "单",
  xie: "解",
  qiu: "仇",
  piao: "朴",
  ge: "盖葛",
  hua: "华",
  ren: "任",
  yue: "乐",
  zhai: "翟",
  tan: "覃",
  qin: "覃",
  chong: "种重",
  shen: "参沈",
  zi: "仔籽",
};
/** Share of a character's uses from which on a reading counts. */
const SHARE = 0.01;

const plain = { toneType: "none", type: "array", v: true } as const;

function isSyllable(reading: string | undefined): reading is string {
  return reading !== undefined && /^[a-z]+$/.test(reading);
}

/** The 6,763 characters of GB 2312, by which nearly every name is written. */
function gb2312(): readonly string[] {
  const decoder = new TextDecoder("gb18030");
  const characters: string[] = [];
  for (let row = 0xb0; row <= 0xf7; row++)
    for (let cell = 0xa1; cell <= 0xfe; cell++) characters.push(decoder.decode(Uint8Array.of(row, cell)));
  return characters.filter((character) => /^\p{Script=Han}$/u.test(character));
}

/** How often each character is read which way in these names. */
function countReadings(names: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, number>> {
  const counts = new Map<string, Map<string, number>>();
  for (const name of new Set(names)) {
    const characters = Array.from(name);
    const syllables = pinyin(name, plain);
    if (syllables.length !== characters.length) continue;
    for (const [place, character] of characters.entries()) {
      const syllable = syllables[place];
      if (!isSyllable(syllable)) continue;
      const of = counts.get(character) ?? new Map<string, number>();
      counts.set(character, of.set(syllable, (of.get(syllable) ?? 0) + 1));
    }
  }
  return counts;
}

function readingsOf(character: string, counted: ReadonlyMap<string, number> | undefined): readonly string[] {
  const uses = [...(counted ?? [])].sort(([, left], [, right]) => right - left);
  const total = uses.reduce((sum, [, count]) => sum + count, 0);
  const often = uses.filter(([, count]) => count >= total * SHARE).map(([syllable]) => syllable);
  const alone = [...pinyin(character, plain), ...pinyin(character, { ...plain, surname: "head" })];
  const further = Object.entries(IN_NAMES).flatMap(([syllable, characters]) =>
    characters.includes(character) ? [syllable] : [],
  );
  return [...new Set([...often, ...alone, ...further])].filter(isSyllable);
}

/** The pack as JSON text, in the form `readReadings` reads. @param names names whose readings are counted */
export function packReadings(names: readonly string[]): string {
  const counts = countReadings(names);
  const usual = new Map<string, string>();
  const further = new Map<string, string>();
  for (const character of [...new Set([...gb2312(), ...counts.keys()])].sort()) {
    const [first, ...others] = readingsOf(character, counts.get(character));
    if (first === undefined) continue;
    usual.set(first, (usual.get(first) ?? "") + character);
    for (const other of others) further.set(other, (further.get(other) ?? "") + character);
  }
  const sorted = (texts: ReadonlyMap<string, string>) =>
    Object.fromEntries([...texts].sort(([a], [b]) => (a < b ? -1 : 1)));
  const pack = {
    title: "名称用字读音",
    version: "2026-11-22",
    source: "npm pinyin-pro 3.29.4 的词典，并按国家统计局区划代码所列地名中的用法取舍；姓氏与地名读音自行补充",
    verified: false,
    usual: sorted(usual),
    further: sorted(further),
  };
  return `${JSON.stringify(pack)}\n`;
}
