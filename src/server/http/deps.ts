import type { DutyNotices } from "../../core/reference/dutyNotices.ts";
import type { Answers } from "../answers/answers.ts";
import type { HomeAuthority } from "../authority/homeAuthority.ts";
import type { BlobFiles } from "../blobs/blobFiles.ts";
import type { DirectoryPublisher } from "../directory/directoryPublisher.ts";
import type { NeighbourDirectories } from "../directory/neighbourDirectories.ts";
import type { DivisionPacks } from "../divisionPacks.ts";
import type { GateKeeper } from "../gate/gateKeeper.ts";
import type { GlyphPacks } from "../glyphPacks.ts";
import type { Activations } from "../joining/activation.ts";
import type { InviteDeps } from "../joining/invitations.ts";
import type { Sessions } from "../joining/sessions.ts";
import type { TreeHeads } from "../log/treeHeads.ts";
import type { PlaceSearch } from "../placeSearch.ts";
import type { PrinterPackFile } from "../printerPack.ts";
import type { Store } from "../store/port.ts";
import type { Limits } from "./limits.ts";
import type { Metrics } from "./metrics.ts";

/** What the routes call. */
export type RouteDeps = {
  readonly store: Store;
  readonly home: HomeAuthority;
  readonly answers: Answers;
  readonly directory: DirectoryPublisher;
  readonly neighbours: NeighbourDirectories;
  readonly treeHeads: TreeHeads;
  readonly sessions: Sessions;
  readonly blobs: BlobFiles;
  readonly activations: Activations;
  readonly inviting: InviteDeps;
  readonly divisions: DivisionPacks;
  readonly dutyNotices: DutyNotices;
  readonly gate: GateKeeper;
  readonly places: PlaceSearch;
  readonly glyphs: GlyphPacks;
  readonly printers: PrinterPackFile;
  readonly metrics: Metrics;
  /** Unix seconds. */
  readonly now: () => number;
  readonly metricsToken?: string;
  readonly limits: Limits;
  /** Path of the page's script, absent when the app was not built. */
  readonly pageScript?: string;
};
