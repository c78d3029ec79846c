// Asks the YAML language server, as an editor does, what it makes of experiment files by the schema of `tenon schema`.
//
//   node yaml-server.mjs SERVER SCHEMA FILE...
//
// Every FILE must be without complaint; a key that is not there must be complained of; in a layer, the keys and values
// that it has must be offered.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [server, schema, ...files] = process.argv.slice(2);
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const waiting = new Map();
const diagnostics = new Map();
let buffer = Buffer.alloc(0);
let last = 0;

const send = (message) => {
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", ...message }));
  child.stdin.write(`Content-Length: ${body.length}\r\n\r\n`);
  child.stdin.write(body);
};
const ask = (method, params) =>
  new Promise((done, failed) => {
    waiting.set(++last, { done, failed });
    send({ id: last, method, params });
  });

const settings = { yaml: { validate: true, completion: true, schemaStore: { enable: false } } };
const answer = (message) => {
  if (message.method === "workspace/configuration") {
    return message.params.items.map((item) => settings[item.section] ?? {});
  }
  return null;
};
const receive = (message) => {
  if (message.method && message.id !== undefined) {
    send({ id: message.id, result: answer(message) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    diagnostics.get(message.params.uri)?.(message.params.diagnostics);
  } else if (waiting.has(message.id)) {
    const { done, failed } = waiting.get(message.id);
    waiting.delete(message.id);
    message.error ? failed(new Error(message.error.message)) : done(message.result);
  }
};
child.stdout.on("data", (chunk) => {
  buffer = Buffer.concat([buffer, chunk]);
  for (;;) {
    const end = buffer.indexOf("\r\n\r\n");
    const length = end < 0 ? NaN : Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end))[1]);
    if (!(buffer.length >= end + 4 + length)) return;
    const body = buffer.subarray(end + 4, end + 4 + length).toString();
    buffer = buffer.subarray(end + 4 + length);
    receive(JSON.parse(body));
  }
});

// The first line of a file is how a user says which schema it has.
const line = `# yaml-language-server: $schema=${pathToFileURL(resolve(schema))}\n`;
const open = (name, text) => {
  const uri = pathToFileURL(resolve(name)).href;
  const complaints = new Promise((done) => diagnostics.set(uri, done));
  send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
  return { uri, complaints };
};
// Where `|` stands in a text, an editor asks what may come there.
const complete = async (name, marked) => {
  const before = (line + marked).split("|")[0].split("\n");
  const { uri } = open(name, line + marked.replace("|", ""));
  const position = { line: before.length - 1, character: before.at(-1).length };
  const { items } = await ask("textDocument/completion", { textDocument: { uri }, position });
  return items.map((item) => item.label);
};
const problems = [];
const check = (right, what) => {
  console.log(`${right ? "right" : "WRONG"}: ${what}`);
  if (!right) problems.push(what);
};
const has = (offered, ...wanted) => wanted.every((each) => offered.includes(each));

const layer = (text) => `experiment: x
data: {digits: {type: uci-digits}}
arms:
  net:
    layers:
${text}
`;

await ask("initialize", {
  processId: process.pid,
  rootUri: null,
  capabilities: { workspace: { configuration: true }, textDocument: { completion: {}, publishDiagnostics: {} } },
});
send({ method: "initialized", params: {} });
send({ method: "workspace/didChangeConfiguration", params: { settings } });

for (const file of files) {
  const complaints = await open(file, line + readFileSync(file, "utf8")).complaints;
  check(complaints.length === 0, `no complaint about ${basename(file)} ${complaints.map((each) => each.message)}`);
}
const wrong = layer("      - type: conv2d\n        filters: 4\n        kernel: 3\n        fliters: 4");
const said = (await open("wrong.yaml", line + wrong).complaints).map((each) => each.message);
check(said.length === 1 && said[0].includes("fliters"), `one complaint about fliters: ${said}`);
const many = layer("      - type: conv2d\n        filters: many\n        kernel: 3");
const told = (await open("many.yaml", line + many).complaints).map((each) => each.message);
check(told.length === 1 && told[0].includes("integer"), `one complaint about a text where a number must be: ${told}`);

const keys = await complete("keys.yaml", layer("      - type: conv2d\n        filters: 4\n        |"));
check(has(keys, "kernel", "padding", "activation", "frozen"), `keys of conv2d: ${keys}`);
check(!keys.includes("units") && !keys.includes("filters"), "and none of another layer, nor one that is there");
const flow = await complete("flow.yaml", layer("      - {type: dense, u|}"));
check(has(flow, "units") && !flow.includes("kernel"), `keys of dense, between braces: ${flow}`);
const types = await complete("types.yaml", layer("      - type: |"));
check(has(types, "conv2d", "dense", "max-pool"), `types of layers: ${types}`);
const train = await complete("train.yaml", "experiment: x\ndefaults:\n  train:\n    optimizer: {type: adam, r|}\n");
check(has(train, "rate"), `keys of adam: ${train}`);
const top = await complete("top.yaml", "experiment: x\n|");
check(has(top, "data", "arms", "design"), `keys of a file: ${top}`);

child.kill();
process.exit(problems.length === 0 ? 0 : 1);
