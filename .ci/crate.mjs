// Has the validator of the npm package ro-crate look at an unpacked archive of `tenon archive`, files included.
//
//   node crate.mjs PACKAGE FOLDER
//
// Nothing is fetched: the package brings the context of RO-Crate 1.2, and is given it for that of 1.3. There must be no error,
// every term must be one of that context, and every entity but the descriptor must be referred to.
import { lstatSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";

const [packageFolder, folder] = process.argv.slice(2);
const ask = createRequire(resolve(packageFolder, "package.json"));
const known = ask("./lib/context.json");
// Before the package is loaded, which keeps the function that it finds.
globalThis.fetch = async (url) => ({
  ok: true,
  json: async () => (url.startsWith("https://w3id.org/ro/crate/") ? known : { "@context": {} }),
});
const { ROCrate } = ask("./index.js");
const { Validator } = ask("./lib/validator.js");

const metadata = JSON.parse(readFileSync(join(folder, "ro-crate-metadata.json"), "utf8"));
const crate = new ROCrate(metadata, { array: true, link: true });
await crate.resolveContext();
const validator = new Validator(crate);
await validator.validate();
validator.checkFiles(
  Object.fromEntries(
    readdirSync(folder, { recursive: true }).map((file) => [
      file,
      { exists: true, inCrate: false, isDir: lstatSync(join(folder, file)).isDirectory() },
    ]),
  ),
);

const wrong = validator.results
  .filter(({ status }) => status === "error")
  .map(({ entity, message }) => `${entity ?? "./"}: ${message}`);
const referred = new Set(["ro-crate-metadata.json"]);
const visit = (value) => {
  if (value !== null && typeof value === "object") {
    referred.add(value["@id"]);
    Object.values(value).forEach(visit);
  }
};
for (const { "@id": id, "@type": types, ...properties } of metadata["@graph"]) {
  Object.values(properties).forEach(visit);
  for (const term of [types, Object.keys(properties)].flat()) {
    if (!crate.resolveTerm(term)) wrong.push(`${id}: ${term} is no term of the context`);
  }
}
for (const { "@id": id } of metadata["@graph"]) {
  if (!referred.has(id)) wrong.push(`${id}: nothing refers to it`);
}
if (validator.results.length === 0) wrong.push("the validator looked at nothing");
console.log(wrong.length ? wrong.join("\n") : `${metadata["@graph"].length} entities: no error`);
process.exit(wrong.length ? 1 : 0);
