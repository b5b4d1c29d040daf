/** What an official wording means, for readers of English; it stands beside the official Chinese and never replaces it. */
export type StyleMeaning = {
  readonly title: string;
  readonly lead: string;
  /** In the order of the official commitments. */
  readonly commitments: readonly string[];
  readonly basisTitle: string;
  /** By bit of certificate key 9. */
  readonly basis: Readonly<Record<number, string>>;
};

const BASIS = "Basis of the commitment";
const BASIS_2026 = {
  0: "quality and safety are controlled as required",
  1: "own test passed",
  2: "commissioned test passed",
};

/** Our translation of the styles, by style code. */
export const STYLE_MEANINGS: Readonly<Record<number, StyleMeaning | undefined>> = {
  1: {
    title: "Commitment-compliance certificate",
    lead: "I promise that the edible farm products that I produce and sell:",
    commitments: [
      "were grown without banned pesticides, veterinary drugs or other compounds;",
      "hold no residues of ordinary pesticides and veterinary drugs above the limits.",
    ],
    basisTitle: BASIS,
    basis: BASIS_2026,
  },
  2: {
    title: "Commitment-compliance certificate",
    lead: "I promise for the edible farm products that I sell:",
    commitments: [
      "that I collected and keep this batch's commitment-compliance certificates or other proof of quality and safety, as required;",
      "that no preservatives, antiseptics or additives were used against the rules.",
    ],
    basisTitle: BASIS,
    basis: BASIS_2026,
  },
  91: {
    title: "Commitment-compliance certificate (style of 2021)",
    lead: "I promise for the edible farm products that I produce and sell:",
    commitments: [
      "no banned or withdrawn pesticides and veterinary drugs and no illegal additives were used;",
      "residues of ordinary pesticides and veterinary drugs are within the limits;",
      "I answer for the truth of this promise.",
    ],
    basisTitle: BASIS,
    basis: { 0: "own quality control or own promise", 1: "own test", 2: "commissioned test" },
  },
  92: {
    title: "Edible farm product certificate (style of 2019)",
    lead: "I promise for the edible farm products that I produce and sell:",
    commitments: [
      "no banned or restricted pesticides and veterinary drugs and no illegal additives were used;",
      "safety intervals and withdrawal periods were kept;",
      "the products meet the national food safety standards for residues of pesticides and veterinary drugs;",
      "I answer for the quality and safety of the products and the truth of this certificate.",
    ],
    basisTitle: BASIS,
    basis: {},
  },
};

/** English names of a certificate's official fields. */
export const FIELD_MEANINGS = {
  productName: "Product",
  quantity: "Quantity",
  origin: "Origin",
  issuer: "Issuer",
  contact: "Contact",
  issuedAt: "Issued",
} as const;
