// SPDX-License-Identifier: Apache-2.0
// The queries of bench/queries beside Oxigraph on the same N-Triples file, in the same run: the best of five each,
// answers compared as sorted rows. attache runs as a process of its own each time: the start of one that does nothing
// (--version) is measured in the same run and taken off, at least 0.1 ms being left; Oxigraph runs inside this program.
// usage: node sparql.mjs ATTACHE STORE FILE.nt QUERIES-FOLDER   (npm's oxigraph must be found)
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import oxigraph from "oxigraph";

const [attache, store, file, folder] = process.argv.slice(2);
const peer = new oxigraph.Store();
peer.load(readFileSync(file, "utf8"), { format: "application/n-triples", no_transaction: true });

function best(run) {
  let least = Infinity, answer;
  for (let i = 0; i < 5; i++) {
    const begin = process.hrtime.bigint();
    answer = run();
    least = Math.min(least, Number(process.hrtime.bigint() - begin) / 1e6);
  }
  return [least, answer];
}

const cell = (term) => {
  if (!term) return "";
  const value = term.value;
  return term.datatype && /#(decimal|double|integer)$/.test(term.datatype) ? String(Number(Number(value).toPrecision(12))) : value;
};

const [start] = best(() => execFileSync(attache, ["--version"]));
let product = 1, count = 0, wrong = 0;
console.log(`process start taken off: ${start.toFixed(1)} ms`);
console.log("query               attache ms  oxigraph ms  ratio");
for (const name of readdirSync(folder).filter((n) => n.endsWith(".rq")).sort()) {
  const text = readFileSync(`${folder}/${name}`, "utf8");
  const [whole, json] = best(() => execFileSync(attache, ["query", "-s", store, "--format", "json", text], { maxBuffer: 1 << 28 }).toString());
  const ours = Math.max(0.1, whole - start);
  const [theirs, rows] = best(() => peer.query(text));
  const reply = JSON.parse(json);
  const vars = reply.head.vars;
  const a = reply.results.bindings.map((b) => vars.map((v) => cell(b[v])).join("\t")).sort();
  const b = rows.map((r) => vars.map((v) => { const t = r.get(v); return cell(t && { value: t.value, datatype: t.datatype?.value }); }).join("\t")).sort();
  const same = a.length === b.length && a.every((x, i) => x === b[i]);
  wrong += !same;
  product *= ours / theirs;
  count++;
  console.log(`${name.padEnd(18)}${ours.toFixed(1).padStart(12)}${theirs.toFixed(1).padStart(13)}${(ours / theirs).toFixed(2).padStart(7)}${same ? "" : "  answers differ"}`);
}
console.log(`geometric mean ${(product ** (1 / count)).toFixed(2)} of Oxigraph's time; ${wrong} answers differ`);
process.exit(wrong ? 1 : 0);
