// Holds src/kit/name.ts, with and without the browser's segmenter, to the table of shared/tests/names.json.
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const [{ output }] = await build({
  configFile: false,
  logLevel: "warn",
  build: { write: false, minify: false, lib: { entry: path("../src/kit/name.ts"), formats: ["es"] } },
});
const cases = JSON.parse(await readFile(path("../../shared/tests/names.json"), "utf8"));
const { initialOf, shownName } = await import(`data:text/javascript;base64,${Buffer.from(output[0].code).toString("base64")}`);

const differs = [];
const check = (how) => {
  for (const { why, raw, shown, initial } of cases) {
    const is = shownName(raw);
    if (is !== (shown ?? "")) differs.push(`${how}, ${why}: ${JSON.stringify(is)} is not ${JSON.stringify(shown)}`);
    if (initialOf(is) !== initial) differs.push(`${how}, ${why}: the initial is ${JSON.stringify(initialOf(is))}`);
  }
  if (shownName(`${"a".repeat(23)}\ud83c`) !== "a".repeat(23)) differs.push(`${how}: half an emoji`);
};
check("with a segmenter");
delete Intl.Segmenter;
check("without");
if (differs.length) {
  console.error(differs.join("\n"));
  process.exit(1);
}
