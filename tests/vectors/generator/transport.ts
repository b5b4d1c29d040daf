import { toHex } from "../../../src/core/bytes.ts";
import { consistencyPath, leafHash, subtreeOf, type TreeRoot } from "../../../src/core/log/merkle.ts";
import { signTreeHead } from "../../../src/core/log/treeHead.ts";
import { DAY } from "../../../src/core/operator/grant.ts";
import { signSession } from "../../../src/core/operator/proofs.ts";
import { sha256 } from "../../../src/core/sha256.ts";
import { testKey } from "../../support/testKeys.ts";
import { CHANGZHI, JINCHENG, NOW, ORIGIN, operatorId } from "../../support/world.ts";
import type { VectorCase } from "../caseFile.ts";
import { receiptFor } from "./passing.ts";
import { issued, labelStage, make, statementStage, vectorCase } from "./stages.ts";

async function f29(): Promise<VectorCase> {
  const good = await make(issued());
  const other = await make(issued({ product: "小米" }, { seq: 2 }));
  const bad = await make(issued({ product: "胡萝卜" }, { seq: 3 }), { signature: () => good.signature });
  const stranger = await make(issued({ product: "苹果" }), { key: testKey("stranger") });
  const accepted = (made: typeof good) => ({ status: "accepted", id: toHex(made.id) });
  const duplicate = { status: "duplicate", id: toHex(good.id) };
  const malformed = { status: "rejected", code: "malformed" };
  const badSignature = { status: "rejected", code: "badSignature" };
  const unknownKey = { status: "rejected", code: "unknownKey" };
  return vectorCase(
    {
      id: "F29",
      title: "A batch with everything in it",
      description:
        "One ill-formed item hides none of the others, and the order changes nothing but who is the duplicate. Of an HTTP upload this is what the core decides; storage, retry and the answer's form are the endpoint's part.",
    },
    {
      statements: [
        statementStage("good", good),
        statementStage("other", other),
        statementStage("bad signature", bad, { signature: "failed" }),
      ],
      batch: {
        knownKeys: [toHex(good.key.key)],
        items: [good.cose, Uint8Array.of(0xd2, 0x84, 0x00), other.cose, bad.cose, stranger.cose, good.cose].map(toHex),
        orders: [
          [0, 1, 2, 3, 4, 5],
          [4, 5, 1, 0, 3, 2],
        ],
        expected: [
          [accepted(good), malformed, accepted(other), badSignature, unknownKey, duplicate],
          [unknownKey, accepted(good), malformed, duplicate, badSignature, accepted(other)],
        ],
      },
    },
  );
}

async function m01(): Promise<VectorCase> {
  const made = await make(issued());
  const receipt = await receiptFor(made.id, NOW - 3600);
  const other = await make(issued({ product: "小米" }));
  const wrongKey = toHex(testKey(`${CHANGZHI.name} log`).key);
  return vectorCase(
    {
      id: "M01",
      title: "Receipt with another time",
      description:
        "A receipt proves that this id was received at that moment: with receivedAt altered by a second, for another id or under another key it proves nothing.",
    },
    {
      statements: [statementStage("certificate", made)],
      receipts: [
        { name: "as given", ...receipt, expected: "ok" },
        {
          name: "receivedAt a second earlier",
          ...receipt,
          receivedAt: receipt.receivedAt - 1,
          expected: "badSignature",
        },
        { name: "another id", ...receipt, id: toHex(other.id), expected: "badSignature" },
        { name: "another authority's log key", ...receipt, logKey: wrongKey, expected: "badSignature" },
        { name: "cut off", ...receipt, receipt: receipt.receipt.slice(0, -2), expected: "malformed" },
      ],
    },
  );
}

async function m02(): Promise<VectorCase> {
  const leaves = ["a", "b", "c", "d", "e"].map((name) => leafHash(sha256(operatorId(name)), NOW - DAY));
  const rewritten = ["a", "b", "x", "d", "e"].map((name) => leafHash(sha256(operatorId(name)), NOW - DAY));
  const subtree = subtreeOf(leaves);
  const logKey = testKey(`${JINCHENG.name} log`);
  const head = async (root: Uint8Array, size: number, time: number) =>
    toHex(await signTreeHead({ authority: JINCHENG.id, size, root, time }, logKey));
  const held = await head(subtree(0, 3), 3, NOW - 3600);
  const proof = consistencyPath(3, 5, subtree).map(toHex);
  const offer = async (name: string, offered: TreeRoot, expected: string, path: readonly string[] = []) => ({
    name,
    logKey: toHex(logKey.key),
    held,
    offered: await head(offered.root, offered.size, NOW),
    proof: path,
    expected,
  });
  const other = subtreeOf(rewritten);
  return vectorCase(
    {
      id: "M02",
      title: "Tree heads beside the one held",
      description:
        "A head of three leaves is held. The same size with another root is a rewritten log; so is a larger tree that is not shown to contain the one held, and a smaller one that is newer.",
    },
    {
      treeHeads: [
        await offer("same size, same root", { root: subtree(0, 3), size: 3 }, "advance"),
        await offer("same size, other root", { root: other(0, 3), size: 3 }, "fork"),
        await offer("five leaves, consistent", { root: subtree(0, 5), size: 5 }, "advance", proof),
        await offer("five leaves, rewritten, proof of the true tree", { root: other(0, 5), size: 5 }, "fork", proof),
        await offer("five leaves, no proof", { root: subtree(0, 5), size: 5 }, "fork"),
        await offer("two leaves, signed later", { root: subtree(0, 2), size: 2 }, "fork"),
      ],
    },
  );
}

async function m03(): Promise<VectorCase> {
  const key = testKey("K1");
  const claim = { origin: ORIGIN, authority: JINCHENG.id, nonce: sha256(operatorId("nonce")), expires: NOW + 120 };
  const answer = toHex(await signSession(claim, key));
  const relayed = toHex(await signSession({ ...claim, origin: "https://hgz.jcagri.example" }, key));
  const challenge = {
    origin: ORIGIN,
    authority: toHex(claim.authority),
    nonce: toHex(claim.nonce),
    key: toHex(key.key),
    expires: claim.expires,
  };
  return vectorCase(
    {
      id: "M03",
      title: "Session answer relayed to another origin",
      description:
        "A phone signs the origin that it is on itself. What it answered on a look-alike page opens no session at the real endpoint, nor does an answer to another challenge.",
    },
    {
      sessions: [
        { name: "answered on the endpoint's own origin", message: answer, challenge, expected: "ok" },
        { name: "answered on a look-alike origin", message: relayed, challenge, expected: "otherClaim" },
        {
          name: "another nonce",
          message: answer,
          challenge: { ...challenge, nonce: toHex(sha256(operatorId("other"))) },
          expected: "otherClaim",
        },
        {
          name: "another key",
          message: answer,
          challenge: { ...challenge, key: toHex(testKey("K2").key) },
          expected: "badSignature",
        },
        {
          name: "a later end",
          message: answer,
          challenge: { ...challenge, expires: claim.expires + 1 },
          expected: "otherClaim",
        },
        { name: "cut off", message: answer.slice(0, -2), challenge, expected: "malformed" },
      ],
    },
  );
}

async function m04(): Promise<VectorCase> {
  const made = await make(issued());
  const elsewhere = labelStage("another origin", made, undefined, { origin: "https://hgz.jcagri.example" });
  const base = labelStage("label code", made);
  return vectorCase(
    {
      id: "M04",
      title: "Origins",
      description:
        "A code is as genuine under another origin, which is never opened by itself and is warned of. The digits alone are enough. An origin in capitals is the same origin.",
    },
    {
      statements: [statementStage("certificate", made)],
      texts: [
        { ...elsewhere, expected: { ...elsewhere.expected, warnings: ["foreignOrigin"] } },
        { ...base, name: "digits alone", text: base.text.slice(base.text.indexOf("#") + 1) },
        { ...base, name: "origin in capitals", text: base.text.replace(ORIGIN, ORIGIN.toUpperCase()) },
      ],
    },
  );
}

/** Uploads, logs and sessions: what travels, as far as the core judges it. */
export const TRANSPORT: readonly (() => Promise<VectorCase>)[] = [f29, m01, m02, m03, m04];
