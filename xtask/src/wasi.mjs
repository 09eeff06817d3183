// Runs a module of WASI: node wasi.mjs FILE ARGUMENTS…
import { readFile } from "node:fs/promises";
import { argv, env, exit } from "node:process";
import { WASI } from "node:wasi";

const [file, ...words] = argv.slice(2);
const wasi = new WASI({
  version: "preview1",
  args: [file, ...words],
  env,
  preopens: { "/": "/" },
});
const module = await WebAssembly.compile(await readFile(file));
exit(wasi.start(await WebAssembly.instantiate(module, wasi.getImportObject())));
