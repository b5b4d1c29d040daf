/** Makes src/data/productIndex.json, the catalogue as the phone holds it, from src/data/products.json. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readProducts } from "../../core/reference/products.ts";
import { packProducts } from "./packProducts.ts";

const folder = join(import.meta.dirname, "..");
const pack = readProducts(JSON.parse(readFileSync(join(folder, "products.json"), "utf8")));
if (!pack.ok) throw new Error("products.json is not a catalogue: see readProducts");
writeFileSync(join(folder, "productIndex.json"), packProducts(pack.value));
console.log(`${pack.value.products.length} products written`);
