import { utf8 } from "../../core/bytes.ts";
import { certificateNumber } from "../../core/certificate/number.ts";
import type { Role } from "../../core/operator/role.ts";
import { chainText, shortText } from "../../core/qr/qrText.ts";
import { sha256 } from "../../core/sha256.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { Config } from "../config.ts";
import { openRegister } from "../endpoint.ts";
import { issueLink } from "../joining/invitations.ts";
import type { Store } from "../store/port.ts";
import { Calendar } from "./calendar.ts";
import { type County, DEMO_COUNTY, recognise, settleCounty } from "./county.ts";
import { diceOf } from "./dice.ts";
import { foundGaoping, foundZezhou } from "./neighbours.ts";
import { planFiles } from "./showFiles.ts";
import { planGenuine } from "./showGenuine.ts";
import { planRefused } from "./showRefused.ts";
import { planUnregistered } from "./showUnregistered.ts";
import type { Exhibit } from "./stage.ts";
import { type ShownState, STATES, type StateId } from "./states.ts";
import { type Market, planTrade } from "./trade.ts";

/** A one-time link with which a phone joins in a role. */
export type DemoLink = { readonly role: Role; readonly operator: string; readonly link: string };

/** What a newcomer can look at. */
export type DemoCounty = {
  readonly name: string;
  readonly operators: number;
  /** Registered ones. */
  readonly certificates: number;
  readonly links: readonly DemoLink[];
  readonly states: readonly ShownState[];
};

const DAY = 86_400;
/** How long ago the authority began, in days: before the first grant that has expired by now. */
const FOUNDED = 110;
const SEED = 140_524;
/** Digits of a code that a torn label still gives. */
const TORN = 120;

const LINKS: readonly (readonly [Role, string | undefined])[] = [
  ["producer", "陵川县惠民种植专业合作社"],
  ["purchaser", "陵川县绿源蔬菜购销有限公司"],
  ["station", "马圪当乡农产品质量安全服务站"],
  ["market", "陵川县东大岭农产品批发市场"],
  ["inspector", undefined],
  ["lab", "陵川县农产品质量安全检验检测中心"],
  ["officer", undefined],
];

/** Links for the members' next phones; inspectors and officers belong to the authority's own office. */
async function makeLinks({ home, member, calendar }: County, store: Store): Promise<readonly DemoLink[]> {
  const links: DemoLink[] = [];
  for (const [role, name] of LINKS) {
    const { operator, region } = name === undefined ? { operator: home.agency, region: home.region } : member(name);
    const scope = role === "producer" || role === "purchaser" ? region : home.region;
    // Nobody is there to compare the six digits with.
    const { link } = await issueLink(
      { operator, role, scope, inviter: undefined, waits: false },
      { store, home, now: calendar.now },
    );
    links.push({ role, operator: name ?? DEMO_COUNTY.name, link });
  }
  return links;
}

/** The text of the code that shows a state. */
function codeText(
  id: StateId,
  shown: ReadonlyMap<StateId, Exhibit>,
  origin: string,
): { readonly number: string; readonly text: string } {
  const exhibit = (of: StateId): Exhibit => {
    const found = shown.get(of);
    if (found === undefined) throw new Error(`nothing shows the state ${of}`);
    return found;
  };
  const chain = (number: string, { bytes, grant }: Exhibit) => ({
    number,
    text: chainText(origin, number, bytes, grant),
  });
  if (id === "unknownNumber") {
    const number = certificateNumber(sha256(utf8("a certificate that nobody has issued")));
    return { number, text: shortText(origin, number) };
  }
  const own = exhibit(id === "damaged" ? "authentic" : id);
  if (id === "copiedNumber") return chain(certificateNumber(exhibit("authentic").id), own);
  const whole = chain(certificateNumber(own.id), own);
  return id === "damaged"
    ? { ...whole, text: whole.text.slice(0, shortText(origin, whole.number).length + TORN) }
    : whole;
}

function statesOf(shown: ReadonlyMap<StateId, Exhibit>, origin: string): readonly ShownState[] {
  return STATES.map((state) => {
    const { number, text } = codeText(state.id, shown, origin);
    return { ...state, number, text, link: "needsCode" in state ? text : shortText(origin, number) };
  });
}

async function tellStory(store: Store, home: HomeAuthority, calendar: Calendar, end: number): Promise<DemoCounty> {
  const deps = { store, home, calendar };
  const [recognised, unknown] = await Promise.all([foundGaoping(calendar.now()), foundZezhou(calendar.now())]);
  await recognise([recognised.authority], deps);
  const county = await settleCounty(deps);
  const market: Market = new Map();
  const shown = new Map<StateId, Exhibit>();
  const stage = { county, market, end, recognised, unknown, shown };
  planTrade(county, market, { dice: diceOf(SEED), end });
  planGenuine(stage);
  planRefused(stage);
  planUnregistered(stage);
  planFiles(stage);
  await calendar.playUntil(end);
  const links = await makeLinks(county, store);
  return {
    name: home.authority.name,
    operators: county.members.length + 1,
    certificates: county.countCertificates(),
    links,
    states: statesOf(shown, home.authority.origin),
  };
}

/**
 * Makes an invented county in an empty data folder, as its people would have in the last weeks: everything is signed by
 * keys made now and goes through the endpoint's own registration, grants and ingest at the times of the story.
 *
 * @param now the present, Unix seconds
 * @throws Error when the endpoint refuses any of it: a fault of the demo
 */
export async function makeDemoCounty(config: Config, now: number): Promise<DemoCounty> {
  const calendar = new Calendar(now - FOUNDED * DAY);
  const named = { ...config, authorityName: DEMO_COUNTY.name, authorityRegion: DEMO_COUNTY.region };
  const opened = await openRegister(named, calendar.now, { keepOrigin: false });
  if (!opened.ok) throw new Error(opened.error);
  const { store, home } = opened.value;
  try {
    return await tellStory(store, home, calendar, now);
  } finally {
    await store.close();
  }
}
