// SPDX-License-Identifier: Apache-2.0
// readback.mjs MODULES NQUADS (FORMAT FILE)...: whether n3 (turtle, trig) and jsonld (jsonld) read the same
// quads from each file. MODULES is the folder with node_modules. Canonical N-Quads are compared.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [folder, original, ...rest] = process.argv.slice(2);
const require = createRequire(folder + "/");
const N3 = require("n3");
const jsonld = require("jsonld");
const graphs = new Set(["trig", "nquads", "jsonld"]);

const parse = (text, format) => new N3.Parser({ format, baseIRI: "http://base.example/file" }).parse(text);
const canonize = (quads) => require("rdf-canonize").canonize(quads, { algorithm: "URDNA2015" });
const lower = (text) => text.replace(/"@[A-Za-z-]+ /g, (tag) => tag.toLowerCase());
// jsonld.js writes each xsd:double in its canonical form.
const double = /"([^"]*)"(?=\^\^<http:\/\/www\.w3\.org\/2001\/XMLSchema#double>)/;
const canonicalDouble = (text) =>
  text.replace(double, (all, n) => (isNaN(n) ? all : `"${Number(n).toExponential(15).replace(/(\d)0*e\+?/, "$1E")}"`));
const flat = (quads) => quads.map((q) => N3.DataFactory.quad(q.subject, q.predicate, q.object));

const wanted = parse(readFileSync(original, "utf8"), "N-Quads");
let bad = 0;
for (let i = 0; i < rest.length; i += 2) {
  const [format, path] = [rest[i], rest[i + 1]];
  const text = readFileSync(path, "utf8");
  const quads = format === "jsonld"
    ? parse(await jsonld.toRDF(JSON.parse(text), { format: "application/n-quads" }), "N-Quads")
    : parse(text, { turtle: "Turtle", trig: "TriG", ntriples: "N-Triples", nquads: "N-Quads" }[format]);
  const like = (line) => (format === "jsonld" ? canonicalDouble(line) : line);
  const want = new Set(lower(await canonize(graphs.has(format) ? wanted : flat(wanted))).split("\n").map(like));
  const got = new Set(lower(await canonize(quads)).split("\n"));
  const missing = [...want].filter((line) => !got.has(line));
  const extra = [...got].filter((line) => !want.has(line));
  if (want.size > 1 && !missing.length && !extra.length) continue;
  bad = 1;
  console.log(`${path}: ${got.size - 1} quads read, ${want.size - 1} wanted`);
  missing.slice(0, 5).forEach((line) => console.log("  missing", line));
  extra.slice(0, 5).forEach((line) => console.log("  not asked for", line));
}
process.exit(bad);
