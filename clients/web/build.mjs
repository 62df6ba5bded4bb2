// Makes dist/: sessionservice.js (one module, the audio worklet inlined), the worklet as a file of its own for pages
// whose content security policy allows no blob URLs, and the type declarations.
import { execFileSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
process.chdir(here);
rmSync("dist", { recursive: true, force: true });

const common = { bundle: true, target: "es2022", logLevel: "warning", legalComments: "none" };

const worklet = await build({
  ...common, entryPoints: ["src/player/worklet/processor.ts"], format: "iife", minify: true, write: false,
});
const workletSource = worklet.outputFiles[0].text;

const inlineWorklet = {
  name: "inline-worklet",
  setup(builder) {
    builder.onResolve({ filter: /^virtual:worklet$/ }, () => ({ path: "worklet", namespace: "virtual" }));
    builder.onLoad({ filter: /.*/, namespace: "virtual" }, () => ({
      contents: `export default ${JSON.stringify(workletSource)};`, loader: "js",
    }));
  },
};

await build({
  ...common, entryPoints: ["src/index.ts"], format: "esm", outfile: "dist/sessionservice.js", sourcemap: true,
  plugins: [inlineWorklet],
});
writeFileSync("dist/sessionservice.worklet.js", workletSource);

execFileSync(process.execPath, ["node_modules/typescript/bin/tsc", "-p", "tsconfig.types.json"], { stdio: "inherit" });
writeFileSync("dist/sessionservice.d.ts", 'export * from "./types/index.js";\n');
