import { encodeByteStringSequence } from "../../core/cbor.ts";
import { type Authority, signAuthorityList } from "../../core/operator/authority.ts";
import { STORAGE } from "../../core/operator/grant.ts";
import type { Role } from "../../core/operator/role.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import { grantKey } from "../joining/activation.ts";
import { registerOperator } from "../joining/invitations.ts";
import type { Store } from "../store/port.ts";
import type { Calendar } from "./calendar.ts";
import { PEOPLE, type Person } from "./people.ts";
import { newPhone, type Phone, type Signed } from "./phone.ts";
import { villagesOf } from "./places.ts";

/** The demo county: 陵川县 of 晋城市. */
export const DEMO_COUNTY = { name: "陵川县农业农村局", region: "140524" } as const;

/** An operator of the register. */
export type Member = { readonly person: Person; readonly operator: Uint8Array; readonly region: string };

/** A phone that an operator works with, and the grant that its codes carry. */
export type Handset = { readonly phone: Phone; readonly grant: Uint8Array };

/** The county while its story is told. */
export type County = {
  readonly home: HomeAuthority;
  readonly calendar: Calendar;
  /** Everybody but the authority's own office. */
  readonly members: readonly Member[];
  readonly member: (name: string) => Member;
  /** The phone that a member joined with. @throws Error for a member without one */
  readonly handset: (name: string) => Handset;
  /** The officer's phone, of the authority's own office. */
  readonly officer: Phone;
  /** Grants a key something from now on. */
  readonly admit: (
    operator: Uint8Array,
    phone: Phone,
    terms: { readonly role: Role; readonly scope: string; readonly wrapped?: true },
  ) => Promise<Handset>;
  /** Delivers statements to the log at the story's present moment, as an upload does. */
  readonly upload: (statements: readonly Signed[]) => Promise<void>;
  /** How many certificates the log has taken. */
  readonly countCertificates: () => number;
};

/** What a county is made from: an authority that has just been founded. */
export type CountyDeps = { readonly store: Store; readonly home: HomeAuthority; readonly calendar: Calendar };

const HOUR = 3600;
/** Digits of a town's code. */
const TOWN_DIGITS = 9;

/** A number of the series 1380000xxxx, which stands for nobody. */
function invented(index: number): string {
  return `1380000${String(1001 + index * 37).padStart(4, "0")}`;
}

function scopeOf({ person, region }: Member): string {
  if (person.covers === "county") return DEMO_COUNTY.region;
  return person.covers === "town" ? region.slice(0, TOWN_DIGITS) : region;
}

function uploader({ store, calendar }: CountyDeps): Pick<County, "upload" | "countCertificates"> {
  let certificates = 0;
  const upload: County["upload"] = async (statements) => {
    const batch = Uint8Array.from(encodeByteStringSequence(statements.map(({ bytes }) => bytes)));
    const taken = await store.ingest(batch, calendar.now());
    if (!taken.ok || taken.value.some(({ status }) => status !== "accepted")) {
      throw new Error(`the log did not take an upload of the demo county: ${JSON.stringify(taken)}`);
    }
    certificates += taken.value.filter(({ number }) => number !== undefined).length;
  };
  return { upload, countCertificates: () => certificates };
}

async function registerEverybody({ store, home, calendar }: CountyDeps): Promise<readonly Member[]> {
  const villageCode = villagesOf(DEMO_COUNTY.region);
  const members: Member[] = [];
  for (const [index, person] of PEOPLE.entries()) {
    await calendar.playUntil(calendar.now() + HOUR);
    const { kind, name, address } = person;
    const region = villageCode(person.town, person.village);
    const written = { kind, name, region, phone: invented(index), ...(address === undefined ? {} : { address }) };
    const registered = await registerOperator(written, [DEMO_COUNTY.region], {
      store,
      home,
      now: calendar.now,
      isDivision: () => true,
    });
    if (!registered.ok) throw new Error(`${name} was refused: ${registered.error.code} ${registered.error.field}`);
    members.push({ person, operator: registered.value, region });
  }
  return members;
}

/** Registers everybody from the calendar's present moment on and grants their phones. */
export async function settleCounty(deps: CountyDeps): Promise<County> {
  const { store, home, calendar } = deps;
  const admit: County["admit"] = async (operator, phone, { role, scope, wrapped }) => {
    const storage = wrapped === true ? STORAGE.wrapped : STORAGE.nonExtractable;
    const grant = await grantKey(
      { operator, roles: [role], scope, key: phone.signer.key, storage },
      { store, home, now: calendar.now },
    );
    return { phone, grant };
  };
  const members = await registerEverybody(deps);
  const byName = new Map(members.map((member) => [member.person.name, member]));
  const handsets = new Map<string, Handset>();
  for (const member of members) {
    const { role, name } = member.person;
    if (role !== undefined)
      handsets.set(name, await admit(member.operator, newPhone(), { role, scope: scopeOf(member) }));
  }
  const officer = newPhone();
  await admit(home.agency, officer, { role: "officer", scope: DEMO_COUNTY.region });
  await admit(home.agency, newPhone(), { role: "inspector", scope: DEMO_COUNTY.region });
  return {
    home,
    calendar,
    members,
    member: (name) => found(byName, name),
    handset: (name) => found(handsets, name),
    officer,
    admit,
    ...uploader(deps),
  };
}

function found<T>(entries: ReadonlyMap<string, T>, name: string): T {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`${name} is not in the demo county, or has no phone`);
  return entry;
}

/** Signs the county's authority list anew with others that it recognises (跨区域亮证), before any phone has seen one. */
export async function recognise(recognised: readonly Authority[], { store, home }: CountyDeps): Promise<void> {
  const issuedAt = home.authority.keys[0]?.from ?? 0;
  const list = await signAuthorityList(
    { version: 1, issuedAt, publisher: home.authority, recognised },
    home.signers.list,
  );
  await store.saveSettings(new Map([["authorityList", list]]));
}
