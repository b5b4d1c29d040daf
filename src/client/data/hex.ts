/** Lower-case hexadecimal: 64 digits of a statement id, 16 of an operator, authority or key id. */
export type Hex = string;
