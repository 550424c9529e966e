// Serves one host page on an origin of its own, as a brand's web server would: for the demo and the browser tests.
// node brand-site.mjs --endpoint http://127.0.0.1:8787 [--port 0] [--page dist/brand.html]
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const dist = fileURLToPath(new URL("dist", import.meta.url));
const { values: options } = parseArgs({
  options: {
    endpoint: { type: "string" },
    port: { type: "string", default: "0" },
    page: { type: "string", default: join(dist, "brand.html") },
  },
});
const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

const server = createServer(async (request, response) => {
  const { pathname } = new URL(request.url, "http://brand");
  const path = pathname === "/" ? options.page : join(dist, normalize(pathname));
  try {
    const bytes = await readFile(path);
    const body = path === options.page ? bytes.toString().replaceAll("__TAPVINE_ENDPOINT__", options.endpoint) : bytes;
    response.writeHead(200, { "content-type": `${types[extname(path)] ?? "application/octet-stream"}; charset=utf-8` });
    response.end(body);
  } catch {
    response.writeHead(404, { "content-type": "text/plain" });
    response.end("not found");
  }
});
server.on("error", ({ code }) => {
  console.error(code === "EADDRINUSE" ? `port ${options.port} is in use: choose another` : `cannot listen: ${code}`);
  process.exit(1);
});
server.listen(Number(options.port), "127.0.0.1", () =>
  console.log(`listening on http://localhost:${server.address().port}`),
);
