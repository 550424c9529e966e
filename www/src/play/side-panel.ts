// Beside the game on a wide screen: the campaign in large type, and a QR code to go on with a phone. Loaded after the game.
import { encode } from "uqr";
import { h } from "../kit/dom";
import type { Session } from "./session";

const SVG = "http://www.w3.org/2000/svg";

function qrCode(address: string, label: string): SVGSVGElement {
  const { data, size } = encode(address, { ecc: "M", border: 0 });
  const dots = data.flatMap((row, down) => row.map((dark, right) => (dark ? `M${right} ${down}h1v1h-1z` : "")));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", label);
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dots.join(""));
  svg.append(path);
  return svg;
}

export function renderSidePanel(session: Session): void {
  document.querySelector(".beside")?.remove();
  const { campaign, t } = session;
  const address = new URL(location.href);
  address.hash = "";
  address.searchParams.set("locale", campaign.locale);
  document.body.prepend(
    h(
      "aside",
      { class: "beside", "data-tv": "beside" },
      h("p", { class: "beside-brand" }, session.text("brand")),
      h("p", { class: "beside-title" }, session.text("title")),
      h("p", { class: "beside-line" }, session.text("tagline")),
      h("div", { class: "beside-phone" }, qrCode(address.href, t("scan")), h("p", {}, t("scan"))),
    ),
  );
}
