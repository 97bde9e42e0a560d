// SPDX-License-Identifier: Apache-2.0
// The queries of bench/queries beside Oxigraph and Virtuoso on the same N-Triples file: each engine runs each query in
// turn, several times, in a process that is warm; the least time of each counts, results as JSON text included. attache
// is bench/query, which opens the store once; Oxigraph runs inside this program; Virtuoso answers over HTTP, and the
// least round trip of an empty query (ASK {}) is taken off its times, at least 0.05 ms being left. Answers are compared
// as sorted rows, numbers to ten digits.
// usage: node sparql.mjs BENCH-QUERY STORE FILE.nt QUERIES-FOLDER [VIRTUOSO-URL]   (npm's oxigraph must be found)
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import http from "node:http";
import oxigraph from "oxigraph";

const [program, store, file, folder, virtuosoUrl] = process.argv.slice(2);
const runs = Number(process.env.RUNS ?? 7);
const only = new RegExp(process.env.ONLY ?? "");
const GRAPH = "http://example.org/bench";

// attache: a line with the file's name in, a line "MS BYTES" and the bytes out.
const child = spawn(program, [store], { stdio: ["pipe", "pipe", "inherit"] });
let held = Buffer.alloc(0), wake;
child.stdout.on("data", (chunk) => { held = Buffer.concat([held, chunk]); wake?.(); });
child.on("exit", (code) => { if (code) { console.error("bench/query failed"); process.exit(1); } });
async function attache(path) {
  child.stdin.write(path + "\n");
  for (;;) {
    const end = held.indexOf(10);
    if (end >= 0) {
      const [ms, size] = held.subarray(0, end).toString().split(" ").map(Number);
      if (held.length >= end + 1 + size) {
        const text = held.subarray(end + 1, end + 1 + size).toString();
        held = held.subarray(end + 1 + size);
        return [ms, text];
      }
    }
    await new Promise((resolve) => { wake = resolve; });
  }
}

const since = (begin) => Number(process.hrtime.bigint() - begin) / 1e6;

// npm's Oxigraph is WebAssembly: four GiB are all that it can have, about five million triples.
let inside = process.env.OXIGRAPH === "no" ? null : new oxigraph.Store();
try {
  inside?.load(readFileSync(file), { format: "application/n-triples", no_transaction: true });
} catch (error) {
  console.log(`Oxigraph cannot load the file: ${String(error.message).split("\n")[0]}`);
  inside = null;
}
async function oxi(path) {
  const text = readFileSync(path, "utf8");
  const begin = process.hrtime.bigint();
  const answer = inside.query(text, { results_format: "application/sparql-results+json" });
  return [since(begin), answer];
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
function ask(text) {
  const body = new URLSearchParams({ query: text, "default-graph-uri": GRAPH, format: "application/sparql-results+json" }).toString();
  const begin = process.hrtime.bigint();
  return new Promise((resolve, reject) => {
    const request = http.request(virtuosoUrl, { method: "POST", agent, headers: {
      "Content-Type": "application/x-www-form-urlencoded", "Content-Length": Buffer.byteLength(body) } }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => {
        const ms = since(begin), answer = Buffer.concat(parts).toString();
        response.statusCode === 200 ? resolve([ms, answer]) : reject(new Error(answer.slice(0, 300)));
      });
    });
    request.on("error", reject);
    request.end(body);
  });
}
let roundTrip = Infinity;
async function virtuoso(path) {
  const [ms, answer] = await ask(readFileSync(path, "utf8"));
  return [Math.max(0.05, ms - roundTrip), answer];
}

const cell = (term) => {
  if (!term) return "";
  return term.datatype && /#(decimal|double|float|integer|int)$/.test(term.datatype) ? String(Number(Number(term.value).toPrecision(10))) : term.value;
};
function rows(json) {
  const reply = JSON.parse(json);
  return reply.results.bindings.map((b) => reply.head.vars.map((v) => cell(b[v])).join("\t")).sort();
}
const equal = (a, b) => a.length === b.length && a.every((x, i) => x === b[i]);

const absent = () => { throw new Error("has no data"); };
const engines = [["attache", attache], ["oxigraph", inside ? oxi : absent]];
if (virtuosoUrl) {
  for (let i = 0; i < 50; i++) roundTrip = Math.min(roundTrip, (await ask("ASK {}"))[0]);
  engines.push(["virtuoso", virtuoso]);
  console.log(`Virtuoso's round trip taken off: ${roundTrip.toFixed(2)} ms`);
}
console.log("query                  attache ms  oxigraph ms  virtuoso ms     rows  /oxigraph  /virtuoso  /better");
let wrong = 0, behind = 0, count = 0;
const products = [1, 1, 1], counts = [0, 0, 0];
for (const name of readdirSync(folder).filter((n) => n.endsWith(".rq") && only.test(n)).sort()) {
  const path = `${folder}/${name}`;
  const least = [Infinity, Infinity, Infinity], answers = [];
  let note = "";
  for (let i = 0; i < runs; i++)
    for (let k = 0; k < engines.length; k++) {
      if (i > 0 && least[k] > 3000) continue; // slow ones are not run again
      try {
        const [ms, answer] = await engines[k][1](path);
        least[k] = Math.min(least[k], ms);
        answers[k] = answer;
      } catch (error) {
        if (i === 0) note += `  ${engines[k][0]}: ${String(error.message).split("\n")[0].slice(0, 100)}`;
      }
    }
  const ours = rows(answers[0]);
  for (let k = 1; k < engines.length; k++)
    if (answers[k] !== undefined && !equal(ours, rows(answers[k]))) {
      note += `  ${engines[k][0]}'s answer differs`;
      wrong++;
    }
  const ratios = [least[0] / least[1], least[0] / least[2], least[0] / Math.min(least[1], least[2])];
  ratios.forEach((r, k) => { if (r > 0) { products[k] *= r; counts[k]++; } });
  count++;
  behind += ratios[2] > 1;
  const ms = (t) => (t < 10 ? t.toFixed(3) : t.toFixed(1)).padStart(13);
  console.log(`${name.padEnd(20)}${ms(least[0])}${ms(least[1])}${ms(least[2])}${String(ours.length).padStart(9)}` +
    `${ratios[0].toFixed(2).padStart(11)}${ratios[1].toFixed(2).padStart(11)}${ratios[2].toFixed(2).padStart(9)}${note}`);
}
const mean = products.map((p, k) => (counts[k] ? (p ** (1 / counts[k])).toFixed(2) : "-"));
console.log(`${count} queries; geometric mean ${mean[0]} of Oxigraph's time, ${mean[1]} of Virtuoso's, ${mean[2]} of the better's; ` +
  `${behind} behind the better; ${wrong} answers differ`);
child.stdin.end();
agent.destroy();
process.exitCode = wrong ? 1 : 0;
