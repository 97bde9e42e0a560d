// SPDX-License-Identifier: Apache-2.0
// oxigraph.mjs MODULES: answers lines of JSON, {"load": NQUADS} by a new store, {"query": TEXT} by its results as JSON, or {"error": TEXT}.
// MODULES is the folder with node_modules.
import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const oxigraph = createRequire(process.argv[2] + "/")("oxigraph");
let store = new oxigraph.Store();
const answer = (asked) => {
  if (asked.query)
    return JSON.parse(store.query(asked.query, { results_format: "application/sparql-results+json" }));
  store = new oxigraph.Store();
  store.load(asked.load, { format: "application/n-quads" });
  return {};
};
for await (const line of createInterface({ input: process.stdin })) {
  let said;
  try {
    said = answer(JSON.parse(line));
  } catch (error) {
    said = { error: String(error.message ?? error) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
