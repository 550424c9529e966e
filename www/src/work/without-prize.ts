// Said before a round that can win nothing, because many prizes went to this network: on the start card, or as the round begins.
import { errorWords } from "../i18n/error-words";
import { addErrorWords, errorText } from "../i18n/play-words";
import { h } from "../kit/dom";
import type { Session } from "../play/session";
import { announce, toast } from "../play/view";

addErrorWords(errorWords);

/** It is said once: a visit's first card that can say it does, or its first round. */
let said = false;

export function showWithoutPrize({ t }: Session, reason: string, begins: boolean): void {
  const text = errorText(t, reason);
  const offer = document.querySelector('[data-tv="start-card"] .ticket.offer');
  if (offer) {
    offer.replaceWith(h("p", { class: "consent", "data-tv": "without-prize" }, text));
    announce(text);
  } else if (begins && !said) {
    toast(text);
  } else {
    return;
  }
  said = true;
}
