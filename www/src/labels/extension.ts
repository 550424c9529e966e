// What a campaign with labels brings to the play page: whom the visit is about, and the cards that say so.
import { labelInviteWords } from "../i18n/label-words";
import { errorText } from "../i18n/play-words";
import { ApiError, call } from "../kit/api";
import { loadStyle } from "../kit/dom";
import { FRIENDS } from "../kit/icons";
import { initialOf, shownName } from "../kit/name";
import type { ErrorTag } from "../kit/tags";
import type { Me } from "../kit/wire";
import type { ExtensionContext, PlayExtension } from "../play/extension";
import type { MountOptions } from "../play/game";
import { showMessage } from "../play/message-card";
import type { RoundResult, ResultHandlers } from "../play/result-card";
import type { Session } from "../play/session";
import { toast } from "../play/view";
import { LabelContext } from "./context";
import labelStyle from "./labels.css?url";
import { createLabelResultCard } from "./result-card";
import { extendStartCard } from "./start-card";

/** The first card waits no longer than this for the receiver's name. */
const MAX_NAME_WAIT_MS = 1_200;

/** The ribbon under the face has room for so many. */
const MAX_SIGNS_ON_RIBBON = 14;

/** Refusals about the receiver: what happened, and what is possible instead. */
const REFUSALS = {
  unknown_invite: ["over_unknown", "over_unknown_more"],
  party_over: ["over_time", "over_time_more"],
  own_invite: ["over_own", "over_own_more"],
  giver_blocked: ["over_blocked", "over_blocked_more"],
} as const satisfies Partial<Record<ErrorTag, readonly [string, string]>>;

export async function createExtension(context: ExtensionContext): Promise<PlayExtension> {
  const extension = new LabelExtension(context);
  const limit = new Promise((resolve) => setTimeout(resolve, MAX_NAME_WAIT_MS));
  await Promise.all([loadStyle(labelStyle), Promise.race([extension.receiverKnown, limit])]);
  return extension;
}

class LabelExtension implements PlayExtension {
  readonly showsInviter = true;
  readonly inviteWords = labelInviteWords;
  readonly icons: Promise<Record<string, string>>;
  /** Settled when the endpoint has answered whom the visit is about, or cannot. */
  readonly receiverKnown: Promise<void>;
  private readonly context: LabelContext;
  private renderStartCard: () => void = () => undefined;
  private opensMyLabels: boolean;

  constructor({ session, client, restart, openInvite, openPrivacy }: ExtensionContext) {
    this.context = new LabelContext(session, client, { restart, openInvite, openPrivacy, openMyLabels: () => void this.openMyLabels() });
    this.icons = this.context.icons;
    this.opensMyLabels = session.query.get("view") === "labels";
    const { about } = this.context;
    this.receiverKnown = about ? this.findReceiver(about) : Promise.resolve();
  }

  readonly createResultCard = (_: Session, result: RoundResult, handlers: ResultHandlers) => createLabelResultCard(this.context, result.practice, handlers);

  runBody(): object {
    const { about, session } = this.context;
    const name = shownName(session.name);
    return { ...(about ? { about } : {}), ...(name ? { name } : {}) };
  }

  /** The labels, and the name that the module shows under the face. */
  mountOptions(): Partial<MountOptions> {
    const { about, receiverName, labels, session } = this.context;
    const list = labels.list.map(({ id, text, icon }) => ({ id, text, icon }));
    const { texts } = session.campaign;
    const host_name = (about ? receiverName : session.t("you")) || (texts["host_name"] ?? "");
    const short = shownName(host_name, MAX_SIGNS_ON_RIBBON);
    const ribbon = { host_name: short === shownName(host_name) ? short : `${short}…`, host_initial: initialOf(host_name) };
    return { labels: list, texts: { ...texts, ...ribbon } };
  }

  onStartCard(card: HTMLElement): void {
    this.renderStartCard = extendStartCard(this.context, card);
    if (!this.opensMyLabels) return;
    this.opensMyLabels = false;
    void this.openMyLabels();
  }

  onPlayerState(me: Me): void {
    const { context } = this;
    if (me.labels) context.badge.count = me.labels.pending.length;
    if (!me.invite || me.invite.code !== context.about) return;
    context.about = null; // one's own link: the endpoint would refuse the run
    toast(errorText(context.session.t, "own_invite"));
    this.renderStartCard();
  }

  handleRefusal(tag: string): boolean {
    const { context } = this;
    if (!context.about || !(tag in REFUSALS)) return false;
    const onClick = () => {
      context.about = null;
      context.navigation.restart();
    };
    const { t } = context;
    const [title, text] = REFUSALS[tag as keyof typeof REFUSALS];
    showMessage({ title: t(title), text: t(text), iconPath: FRIENDS, id: "error", alert: true, actions: [{ text: t("own_party"), id: "own-party", onClick }] });
    return true;
  }

  private async openMyLabels(): Promise<void> {
    try {
      const { openMyLabels } = await import("./my-labels");
      await openMyLabels(this.context, (me) => this.onPlayerState(me));
    } catch {
      toast(this.context.session.t("error_network"));
    }
  }

  /** Whose link was opened. The request says nothing of the player: consent may not be given yet. */
  private async findReceiver(code: string): Promise<void> {
    const { context } = this;
    try {
      const { campaign, inviter_name } = await call<{ campaign: string; inviter_name: string | null }>("GET", `/v1/invites/${encodeURIComponent(code)}`);
      if (campaign === context.session.campaign.id) context.receiverName = inviter_name;
      else context.about = null;
    } catch (error) {
      if (!(error instanceof ApiError) || !error.is("unknown_invite")) return; // unknown for now: the answer to the run request decides
      context.about = null;
      toast(errorText(context.session.t, "unknown_invite"));
    }
    this.renderStartCard();
  }
}
