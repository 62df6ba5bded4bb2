import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [{
    // The build puts the worklet's program here; under test nothing plays it.
    name: "inline-worklet",
    resolveId: (id) => (id === "virtual:worklet" ? "\0virtual:worklet" : null),
    load: (id) => (id === "\0virtual:worklet" ? 'export default "";' : null),
  }],
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
