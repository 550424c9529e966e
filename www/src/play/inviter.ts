// Who invited the player, on the start card; or that the invitation has ended, which keeps nobody from playing.
import { inviterWords } from "../i18n/inviter-words";
import { translator } from "../i18n/locale";
import { ApiError, call } from "../kit/api";
import { h, icon } from "../kit/dom";
import { FRIENDS } from "../kit/icons";
import { nameInText } from "../kit/name";
import type { Visit } from "./visit";

interface Answer {
  campaign: string;
  inviter_name: string | null;
  ended: boolean;
}

let asked: Promise<Answer | null> | null = null;

/** Once a visit. The request says nothing of the player: consent may not be given yet. */
function ask(code: string): Promise<Answer | null> {
  asked ??= call<Answer>("GET", `/v1/invites/${encodeURIComponent(code)}`).catch((error: unknown) => {
    if (error instanceof ApiError && !error.retryable) return null;
    asked = null;
    throw error;
  });
  return asked;
}

export async function showInviter({ session, player }: Visit, card: HTMLElement, code: string): Promise<void> {
  const t = translator(session.campaign.locale, inviterWords);
  const invite = await ask(code);
  if (invite && invite.campaign !== session.campaign.id) return;
  if (player.me?.invite?.code === code) return; // one's own link
  const ended = !invite || invite.ended;
  const words = ended ? t("ended") : t("invited_by", { name: nameInText(invite.inviter_name ?? t("a_friend")) });
  card.prepend(h("p", { class: "chip", "data-tv": ended ? "invite-ended" : "invited-by" }, icon(FRIENDS), h("span", {}, words)));
}
