/** Where each endpoint answers, below the public origin. */
export const PATH = {
  statements: "/api/statements",
  feed: "/api/feed",
  activation: "/api/activation",
  activationPreview: "/api/activation/preview",
  challenge: "/api/session/challenge",
  session: "/api/session",
  authority: "/api/authority",
  directory: "/api/directory",
  directoryChunks: "/api/directory/chunks",
  directoryDelta: "/api/directory/delta",
  certificates: "/api/certificates",
  certificatePage: "/c",
  tags: "/api/tags",
  tagPage: "/r",
  badge: "/badge",
  badgeScript: "/badge.js",
  logHead: "/api/log/head",
  logProof: "/api/log/proof",
  logForks: "/api/log/forks",
  divisions: "/api/reference/divisions",
  glyphs: "/api/reference/glyphs",
  gateRules: "/api/reference/gate",
  printers: "/api/reference/printers",
  invitations: "/api/invitations",
  operators: "/api/operators",
  operatorMatch: "/api/operators/match",
  operatorCompare: "/api/operators/compare",
  farmers: "/api/farmers",
  records: "/api/records",
  desk: "/api/desk",
  registry: "/api/registry",
  registrySearch: "/api/registry/search",
  blobs: "/api/blobs",
  health: "/healthz",
  ready: "/readyz",
  metrics: "/metrics",
  openapi: "/api/openapi.json",
  docs: "/api/docs",
} as const;

/** Path of a certificate's JSON. */
export function certificatePath(number: string): string {
  return `${PATH.certificates}/${number}`;
}

/** Path of a certificate's public page. */
export function certificatePagePath(number: string): string {
  return `${PATH.certificatePage}/${number}`;
}

/** Path of the page that lists every production record behind a certificate. */
export function certificateRecordsPath(number: string): string {
  return `${certificatePagePath(number)}/records`;
}

/** Path of what is known about a tag of a roll printed beforehand. */
export function tagPath(tag: string): string {
  return `${PATH.tags}/${tag}`;
}

/** Path of the badge (SVG) that shows on other pages how a certificate stands. */
export function badgePath(number: string): string {
  return `${PATH.badge}/${number}.svg`;
}

/** Path of a directory snapshot for a division code. */
export function directoryPath(region: string): string {
  return `${PATH.directory}?region=${region}`;
}

/** Path of one chunk of directory rows, named by the hash of its bytes (hex). */
export function directoryChunkPath(hash: string): string {
  return `${PATH.directoryChunks}/${hash}`;
}

/** Path of the change from directory version `after` to the newest. */
export function directoryDeltaPath(region: string, after: number): string {
  return `${PATH.directoryDelta}?region=${region}&after=${after}`;
}

/** Path of the feed after a cursor, or from the start. */
export function feedPath(after: string | undefined): string {
  return after === undefined ? PATH.feed : `${PATH.feed}?after=${after}`;
}

/** Path that gives receipts for statement ids (hex). */
export function receiptsPath(ids: readonly string[]): string {
  return `${PATH.logProof}?ids=${ids.join(",")}`;
}

/** Path that gives the proof that the tree of size `to` extends the tree of size `from`. */
export function consistencyPath(from: number, to: number): string {
  return `${PATH.logProof}?from=${from}&to=${to}`;
}

/** Path of the villages and towns of a county (6 digits). */
export function divisionsPath(county: string): string {
  return `${PATH.divisions}/${county}`;
}

/** Path of what the gate goes by in a region. */
export function gateRulesPath(region: string): string {
  return `${PATH.gateRules}/${region}`;
}

/** Path of one operator as an officer sees it (id in hex). */
export function operatorPath(id: string): string {
  return `${PATH.operators}/${id}`;
}

/** Path of a page of what was said about an operator (id in hex), before a log position. */
export function operatorHistoryPath(id: string, part: string, before: number | undefined): string {
  const page = before === undefined ? "" : `&before=${before}`;
  return `${operatorPath(id)}/history?part=${part}${page}`;
}

/** Path of an operator's private record, masked (id in hex). */
export function operatorRecordPath(id: string): string {
  return `${operatorPath(id)}/record`;
}

/** Path that shows an operator's private record in full. */
export function revealRecordPath(id: string): string {
  return `${operatorRecordPath(id)}/reveal`;
}

/** Path on which a private record is uploaded (hash in hex). */
export function recordPath(hash: string): string {
  return `${PATH.records}/${hash}`;
}

/** Path of a blob (hash in hex). */
export function blobPath(hash: string): string {
  return `${PATH.blobs}/${hash}`;
}

/** Path of everything on record about an operator (id in hex). */
export function operatorFilePath(id: string): string {
  return `${PATH.operators}/${id}/file`;
}

/** Path of the operators behind one of the desk's figures, after one of them. */
export function deskListPath(list: string, after: string | undefined): string {
  return after === undefined ? `${PATH.desk}/${list}` : `${PATH.desk}/${list}?after=${after}`;
}

/** Path of the operators that fit what was typed. */
export function registrySearchPath(find: string): string {
  return `${PATH.registrySearch}?find=${encodeURIComponent(find)}`;
}

/** Path of the register's rows, narrowed by what is given. */
export function registryPath(filter: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  return given.length === 0 ? PATH.registry : `${PATH.registry}?${given.join("&")}`;
}

/** Path on which an inviter confirms the compared six digits. */
export function confirmationPath(invitation: string): string {
  return `${PATH.invitations}/${invitation}/confirm`;
}
