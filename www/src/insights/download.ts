// Downloads: a chart as a picture, its numbers as CSV that is safe to open in a spreadsheet.
import type { ECharts } from "echarts/core";
import { h } from "../kit/dom";

function save(name: string, address: string): void {
  const link = h("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
}

export function downloadPicture(name: string, chart: ECharts): void {
  save(`${name}.png`, chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: "#fff" }));
}

/** A cell that a spreadsheet would run as a formula is made plain text. */
function cell(value: string | number): string {
  const text = String(value);
  const plain = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replace(/"/g, '""')}"` : plain;
}

export function downloadCsv(name: string, rows: (string | number)[][]): void {
  const text = rows.map((row) => row.map(cell).join(",")).join("\r\n");
  saveBlob(`${name}.csv`, new Blob(["\ufeff", text, "\r\n"], { type: "text/csv;charset=utf-8" }));
}

export function saveBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  save(name, address);
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
