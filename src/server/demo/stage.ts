import type { Role } from "../../core/operator/role.ts";
import type { County, Handset } from "./county.ts";
import type { Neighbour } from "./neighbours.ts";
import { harvest, type Offer, producerOrder } from "./orders.ts";
import type { Ware } from "./people.ts";
import { type Issued, newPhone, type Signed } from "./phone.ts";
import type { StateId } from "./states.ts";
import type { Market } from "./trade.ts";

const DAY = 86_400;

/** A certificate that was signed, and the grant that its code carries. */
export type Exhibit = Signed & { readonly grant: Uint8Array };

/** Where the states are played. */
export type Stage = {
  readonly county: County;
  readonly market: Market;
  /** The present, to which the story leads. */
  readonly end: number;
  readonly recognised: Neighbour;
  readonly unknown: Neighbour;
  /** What has been shown so far. */
  readonly shown: Map<StateId, Exhibit>;
};

type Change = Partial<Pick<Offer, "tests" | "origin" | "amount" | "corrects" | "at">> & {
  readonly ware?: number;
  readonly lotAmount?: number;
};

/** One of the wares of a member. @throws Error when it does not sell that much */
export function wareOf({ county }: Stage, name: string, index: number): Ware {
  const ware = county.member(name).person.wares?.[index];
  if (ware === undefined) throw new Error(`${name} does not sell that much`);
  return ware;
}

/** A harvest and its certificate now, signed by a member's own or another of its phones; nothing is uploaded. */
export function harvestNow(stage: Stage, name: string, change: Change = {}, handset?: Handset): Promise<Issued> {
  const { county } = stage;
  const ware = wareOf(stage, name, change.ware ?? 0);
  const amount = change.amount ?? Math.ceil(ware.usual / 4);
  const at = change.at ?? county.calendar.now();
  const { tests, origin, corrects } = change;
  const offer: Offer = {
    ware,
    amount,
    at,
    ...(tests === undefined ? {} : { tests }),
    ...(origin === undefined ? {} : { origin }),
    ...(corrects === undefined ? {} : { corrects }),
  };
  const order = producerOrder(county.member(name), offer, harvest(ware, change.lotAmount ?? amount));
  return (handset ?? county.handset(name)).phone.issue(order, at);
}

/** Notes a certificate as the one that shows a state. */
export function show({ shown }: Stage, id: StateId, certificate: Signed, { grant }: Handset): void {
  shown.set(id, { ...certificate, grant });
}

/** Another phone of a member, from now on. */
export function secondPhone(
  { county }: Stage,
  name: string,
  terms: { readonly role: Role; readonly wrapped?: true },
): Promise<Handset> {
  const { operator, region } = county.member(name);
  return county.admit(operator, newPhone(), { scope: region, ...terms });
}

/** Plans a deed so many days before the present. */
export function daysAgo({ county, end }: Stage, days: number, act: () => Promise<void>): void {
  county.calendar.at(end - Math.round(days * DAY), act);
}
