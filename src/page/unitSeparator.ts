/** Between the unit names that the template writes for the script, so that the script need not carry the pack. */
export const UNIT_SEPARATOR = "|";
