// The picture of a kept label inside the sheet: a long press saves it, buttons do where the browser can.
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../play/icons";
import { SAVE } from "./icons";
import type { Party } from "./party";
import { drawPicture } from "./picture";

export async function showPicture(party: Party, label: string, givers: number, body: HTMLElement, back: () => void): Promise<void> {
  const { t, session } = party;
  const says = givers === 1 ? t("picture_one") : t("picture_many", { n: givers });
  const address = await drawPicture(party, label, says);
  const name = `${session.campaign.id}-${label}.png`;
  // Decoded by hand: the page's policy lets nothing be fetched from a data address.
  const bytes = Uint8Array.from(atob(address.split(",")[1] ?? ""), (letter) => letter.charCodeAt(0));
  const file = new File([bytes], name, { type: "image/png" });
  const share = () => void navigator.share({ files: [file], title: session.text("title") }).catch(() => undefined); // closed by the person
  const shares = typeof navigator.canShare === "function" && file.size > 0 && navigator.canShare({ files: [file] });
  const image = h("img", { class: "keepsake", src: address, alt: t("picture_alt", { says, label: party.label(label).text }), width: 900, height: 1125, "data-tv": "label-picture" });
  body.replaceChildren(
    h("div", { class: "picture" }, image,
      h("p", { class: "hint" }, t("picture_hint")),
      h("div", { class: "share-row" },
        h("a", { class: shares ? "button second" : "button", href: address, download: name, "data-tv": "save-picture" }, icon(SAVE), t("picture_save")),
        shares && h("button", { class: "button", type: "button", "data-tv": "share-picture", click: share }, icon(FRIENDS), t("picture_share"))),
      h("button", { class: "button quiet", type: "button", "data-tv": "back", click: back }, t("picture_back"))),
  );
  body.querySelector<HTMLElement>(".button")?.focus({ preventScroll: true });
}
