// Loads a WebAssembly module by its script, as wasm-bindgen writes it; script and bytes are fetched side by side.
interface WasmScript {
  default(init: { module_or_path: Promise<Response> }): Promise<unknown>;
}

export async function fetchFile(url: string): Promise<Response> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return response;
}

export async function importModule<T>(js: string, wasm: string): Promise<T> {
  const bytes = fetchFile(wasm);
  bytes.catch(() => undefined); // the line that awaits it throws it
  const script = (await import(/* @vite-ignore */ new URL(js, location.href).href)) as WasmScript & T;
  await script.default({ module_or_path: bytes });
  return script;
}
