// Builds www/dist: each page on its own (no shared chunks, so a page loads exactly what it needs), then the loader.
import { readdir, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));
const dist = `${root}dist`;
const pages = ["play", "invite", "insights", "brand"];
const marker = "<!--tapvine:head-->";

/** The server's preloads come after our own script and style: the card is wanted before the game. */
const markerLast = {
  name: "marker-last",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html.includes(marker) ? html.replace(marker, "").replace("</head>", `${marker}\n</head>`) : html,
  },
};

/** One-line comments of purpose stay in the source. The marker stays in the page. */
const withoutComments = {
  name: "without-comments",
  transformIndexHtml: {
    order: "post",
    handler: (html) =>
      html.replace(/<!--(?!tapvine:)[\s\S]*?-->/g, "").replace(/\n\s*/g, "\n").replace(/\n{2,}/g, "\n"),
  },
};

/** Vite's helper waits for the styles of parts that load later; ours load their own (`loadStyle`), so it would only add bytes. */
const withoutPreloadHelper = {
  name: "without-preload-helper",
  enforce: "pre",
  load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
};

const common = {
  root,
  configFile: false,
  logLevel: "warn",
  publicDir: false,
  base: "/",
};
const output = {
  outDir: dist,
  emptyOutDir: false, // dist/games is made by somebody else
  target: "es2020",
  cssTarget: ["chrome87", "safari14"],
  modulePreload: false,
  reportCompressedSize: false,
  chunkSizeWarningLimit: 900,
};

/** What the first frame needs is one script: a second one it imports would cost a phone a round trip. */
const first = (page) => ({ name: page, tags: ["$initial"] });

const written = new Set();

for (const page of pages) {
  const { output: files } = await build({
    ...common,
    plugins: [markerLast, withoutComments, withoutPreloadHelper],
    build: { ...output, rolldownOptions: { input: `${root}${page}.html`, output: { codeSplitting: { groups: [first(page)] } } } },
  });
  for (const { fileName } of files) written.add(fileName);
}

await build({
  ...common,
  build: {
    ...output,
    lib: { entry: `${root}src/loader/main.ts`, formats: ["iife"], name: "tapvineLoader", fileName: () => "tapvine.js" },
  },
});

const loader = await readFile(`${dist}/tapvine.js`, "utf8");
if (/^(var|let|const) /.test(loader)) throw new Error("tapvine.js would make a global: keep src/loader/main.ts free of exports");

// what was compressed from the files of an earlier build says something else now
for (const name of [...pages.map((page) => `${page}.html`), "tapvine.js"]) await rm(`${dist}/${name}.br`, { force: true });

// last, so that a running server never misses a file: assets of earlier builds, and what was compressed from them
for (const name of await readdir(`${dist}/assets`)) {
  if (!written.has(`assets/${name.replace(/\.br$/, "")}`)) await rm(`${dist}/assets/${name}`);
}
